package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void candidatesAlternateAndEveryResultIsChecked() {
        List<String> turns = new ArrayList<>();
        List<Integer> checked = new ArrayList<>();
        Comparison<Integer> comparison = new Comparison<Integer>(
                        "sum", "sum", 1, (result, round) -> checked.add(result))
                .add("first", round -> {
                    turns.add("first");
                    return 1;
                })
                .add("second", round -> {
                    turns.add("second");
                    return 2;
                });

        comparison.run(3);

        assertThat(turns).startsWith("first", "second", "first", "second");
        assertThat(checked).hasSameSizeAs(turns).startsWith(1, 2, 1, 2);
    }

    @Test
    void aWrongResultFailsTheComparison() {
        Comparison<float[]> comparison = new Comparison<float[]>(
                        "sum",
                        "sum",
                        1,
                        (found, round) -> ResultAgreement.require("sums", new float[] {1, 2}, found, 1e-3))
                .add("right", round -> new float[] {1, 2.0005f})
                .add("wrong", round -> new float[] {1, Float.NaN});

        assertThatIllegalStateException()
                .isThrownBy(() -> comparison.run(1))
                .withMessage("sum: wrong failed: sums, value 1: expected 2.0 within 0.001, found NaN");
    }

    @Test
    void theTableHasQuantilesAndRatiosToTheBaseline() {
        Map<String, double[]> times = new LinkedHashMap<>();
        times.put("peer", new double[] {3, 2, 1});
        times.put("ours", new double[] {4, 20, 8});

        ComparisonTable table = new ComparisonTable("comparison", "photo", times);

        assertThat(table.times("ours").quantile(0)).isEqualTo(4);
        assertThat(table.times("ours").quantile(0.5)).isEqualTo(8);
        assertThat(table.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "| comparison | min ms | median | p95 | photos/s | min ratio | median ratio |",
                        "|---|---|---|---|---|---|---|",
                        "| peer | 1.00 | 2.00 | 3.00 | 500 | 1.00 | 1.00 |",
                        "| ours | 4.00 | 8.00 | 20.0 | 125 | 4.00 | 4.00 |");
    }
}

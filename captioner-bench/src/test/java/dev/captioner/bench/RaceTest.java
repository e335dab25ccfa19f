package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RaceTest {
    @Test
    void contestantsTakeTurnsAndEveryResultIsChecked() {
        List<String> turns = new ArrayList<>();
        List<Integer> checked = new ArrayList<>();
        Race<Integer> race = new Race<Integer>("sum", "sum", 1, (result, round) -> checked.add(result))
                .enter("first", round -> {
                    turns.add("first");
                    return 1;
                })
                .enter("second", round -> {
                    turns.add("second");
                    return 2;
                });

        race.run(3);

        assertThat(turns).startsWith("first", "second", "first", "second");
        assertThat(checked).hasSameSizeAs(turns).startsWith(1, 2, 1, 2);
    }

    @Test
    void aWrongResultStopsTheRaceAndIsNamed() {
        Race<float[]> race = new Race<float[]>(
                        "sum",
                        "sum",
                        1,
                        (found, round) -> ResultAgreement.require("sums", new float[] {1, 2}, found, 1e-3))
                .enter("right", round -> new float[] {1, 2.0005f})
                .enter("wrong", round -> new float[] {1, Float.NaN});

        assertThatIllegalStateException()
                .isThrownBy(() -> race.run(1))
                .withMessage("sum: wrong failed: sums, value 1: expected 2.0 within 0.001, found NaN");
    }

    @Test
    void tableHasQuantilesAndRatiosToTheFirst() {
        Map<String, double[]> times = new LinkedHashMap<>();
        times.put("peer", new double[] {3, 2, 1});
        times.put("ours", new double[] {4, 20, 8});

        RaceTable table = new RaceTable("race", "photo", times);

        assertThat(table.quantile("ours", 0)).isEqualTo(4);
        assertThat(table.quantile("ours", 0.5)).isEqualTo(8);
        assertThat(table.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "| race | min ms | median | p95 | photos/s | min ratio | median ratio |",
                        "|---|---|---|---|---|---|---|",
                        "| peer | 1.00 | 2.00 | 3.00 | 500 | 1.00 | 1.00 |",
                        "| ours | 4.00 | 8.00 | 20.0 | 125 | 4.00 | 4.00 |");
    }
}

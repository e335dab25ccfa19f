package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArenaPlanTest {
    /** Runs the network in thought: each output marks its bytes, each reader looks whether its inputs' marks still stand. */
    @ParameterizedTest
    @EnumSource
    void nothingIsOverwrittenBeforeItsLastUse(EfficientNetLiteArchitecture architecture) {
        List<Convolution> convolutions = architecture.convolutions();
        long[] bytes = convolutions.stream()
                .mapToLong(c -> (long) c.outputChannels() * c.outputSize() * c.outputSize())
                .toArray();
        ArenaPlan plan = ArenaPlan.of(convolutions, bytes);

        int[] arena = new int[(int) plan.bytes()];
        for (int i = 0; i < convolutions.size(); i++) {
            if (i > 0) {
                assertMarked(arena, plan, bytes, i - 1);
            }
            if (convolutions.get(i).addsResidual()) {
                assertMarked(arena, plan, bytes, convolutions.get(i).residual());
            }
            if (i < convolutions.size() - 1) {
                int begin = (int) plan.offsets()[i];
                Arrays.fill(arena, begin, begin + (int) bytes[i], i + 1);
                if (i > 0 && !convolutions.get(i).addsResidual()) {
                    assertMarked(arena, plan, bytes, i - 1); // read while this one writes
                }
            }
        }
    }

    @Test
    void residualsAreSummedInPlaceAndMemoryIsUsedAgain() {
        List<Convolution> convolutions = EfficientNetLiteArchitecture.LITE2.convolutions();
        long[] bytes = new long[convolutions.size()];
        Arrays.setAll(bytes, i -> 1 + new Random(i).nextInt(100_000));
        ArenaPlan plan = ArenaPlan.of(convolutions, bytes);

        for (int i = 0; i < convolutions.size() - 1; i++) {
            if (convolutions.get(i).addsResidual()) {
                assertThat(plan.offsets()[i])
                        .isEqualTo(plan.offsets()[convolutions.get(i).residual()]);
            }
        }
        assertThat(plan.bytes()).isLessThan(Arrays.stream(bytes).sum() / 5);
    }

    private static void assertMarked(int[] arena, ArenaPlan plan, long[] bytes, int index) {
        int begin = (int) plan.offsets()[index];
        for (int i = begin; i < begin + bytes[index]; i++) {
            if (arena[i] != index + 1) {
                assertThat(arena[i])
                        .as("owner of byte %d of output %d", i, index)
                        .isEqualTo(index + 1);
            }
        }
    }
}

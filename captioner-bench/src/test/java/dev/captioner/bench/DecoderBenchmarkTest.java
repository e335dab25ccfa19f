package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.model.training.Initialisation;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderBenchmarkTest {
    private static final NetworkShape SHAPE = new NetworkShape(12, 16, 24, 40, 2, AttentionKind.DOT);
    private static final Weights WEIGHTS = Initialisation.random(SHAPE, 3);

    private static RegionFeatures features() {
        return new NoiseEncoder(3, SHAPE.channels()).encode(new Photo(1, 1, new byte[3]));
    }

    @Test
    void allDecodersAgreeInEveryComparison() throws Exception {
        try (DecoderBenchmark benchmark = new DecoderBenchmark(SHAPE, WEIGHTS, features(), 4)) {
            assertThat(benchmark.step(1, 1).run(1).times("Java").quantile(0)).isPositive();
            assertThat(benchmark.step(5, 2).run(1).toString())
                    .contains("step, beam 5, 2 threads", "ONNX Runtime", "Java", "ND4J");
        }
    }

    @Test
    void aStepOfOtherWeightsIsRejected() throws Exception {
        Decoder other = new JavaDecoder(SHAPE, Initialisation.random(SHAPE, 4));
        DecoderState start = other.start(List.of(other.look(features())));
        try (DecoderBenchmark benchmark = new DecoderBenchmark(SHAPE, WEIGHTS, features(), 4)) {
            Comparison<Decoder.Step> comparison =
                    benchmark.step(1, 1).add("other weights", round -> other.step(start, new int[] {0}, new int[] {4}));

            assertThatIllegalStateException()
                    .isThrownBy(() -> comparison.run(1))
                    .withMessageContaining("other weights failed: log-probabilities of row 0, value ");
        }
    }

    @Test
    void anUnsupportedDecoderIsRejected() {
        NetworkShape shape = new NetworkShape(12, 16, 24, 40, 1, AttentionKind.ADDITIVE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OnnxDecoder(shape, Initialisation.random(shape, 3), 1))
                .withMessageContaining("two layers and dot attention");
    }
}

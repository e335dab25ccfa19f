package dev.captioner.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.image.Resize;
import dev.captioner.testing.TestTags;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(TestTags.SLOW)
class EncoderBenchmarkTest {
    private static final List<Photo> PHOTOS = Stream.of("chelsea", "rocket")
            .map(sample -> Resize.bicubic(Published.photo(sample), 260, 260))
            .toList();

    @Test
    void allEncodersAgreeInEveryComparison() throws Exception {
        try (EncoderBenchmark benchmark = new EncoderBenchmark(Published.encoder(), PHOTOS)) {
            assertThat(benchmark
                            .onePhoto(1)
                            .run(2)
                            .times("oneDNN, one thread per photo")
                            .quantile(0))
                    .isPositive();
            assertThat(benchmark.allPhotos(2).run(1).toString())
                    .contains("2 photos, 2 threads", "oneDNN", "ND4J", "ONNX");
        }
    }

    @Test
    void theRegionsOfAnotherPhotoAreRejected() throws Exception {
        try (EncoderBenchmark benchmark = new EncoderBenchmark(Published.encoder(), PHOTOS);
                OnnxEncoder encoder = new OnnxEncoder(Published.encoder(), 1)) {
            RegionFeatures wrong = encoder.encode(PHOTOS.get(1));
            Comparison<Supplier<List<RegionFeatures>>> comparison =
                    benchmark.allPhotos(1).add("swapped", round -> () -> List.of(wrong, wrong));

            assertThatIllegalStateException()
                    .isThrownBy(() -> comparison.run(1))
                    .withMessageContaining("swapped failed: features of photo 0, value ");
        }
    }
}

package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BulkEncodingTest {
    @Test
    void regionsComeInTheOrderOfTheirSourcesAndEqualThoseOfEachPhotoAlone() {
        List<String> sources = IntStream.range(0, 21)
                .mapToObj(i -> i % 3 == 0 ? "coffee" : "chelsea")
                .toList();
        try (Encoder encoder = new OneDnnEncoder(Pretrained.weights(EfficientNetLiteArchitecture.LITE2))) {
            float[] coffee = encoder.encode(Pretrained.photo("coffee")).values();
            float[] chelsea = encoder.encode(Pretrained.photo("chelsea")).values();
            List<String> order = new ArrayList<>();

            BulkEncoding.encode(encoder, sources, Pretrained::photo, (source, regions) -> {
                order.add(source);
                assertThat(regions.values()).isEqualTo(source.equals("coffee") ? coffee : chelsea);
            });

            assertThat(order).isEqualTo(sources);
        }
    }

    @Test
    void readsSourcesOnlyAFewAhead() {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger finished = new AtomicInteger();
        int window = 4 * Runtime.getRuntime().availableProcessors();

        BulkEncoding.encode(
                new NumberEncoder(),
                IntStream.range(0, 200).boxed().toList(),
                i -> {
                    assertThat(opened.incrementAndGet()).isLessThanOrEqualTo(finished.get() + window);
                    return NumberEncoder.photo(i);
                },
                (i, regions) -> {
                    assertThat(regions.values()).containsExactly(i);
                    finished.incrementAndGet();
                });

        assertThat(finished).hasValue(200);
    }

    @Test
    void badPhotosAreReportedInTheirPlaceAndTheOthersGoOn() {
        List<String> heard = new ArrayList<>();

        BulkEncoding.encode(
                new NumberEncoder(),
                List.of(1, 2, 3, 4),
                i -> i % 2 == 0 ? new PhotoReader().read(new byte[0]) : NumberEncoder.photo(i),
                (i, regions) -> heard.add(i + " " + regions.values()[0]),
                (i, problem) -> heard.add(i + " " + problem.reason()));

        assertThat(heard).containsExactly("1 1.0", "2 EMPTY", "3 3.0", "4 EMPTY");
    }

    @Test
    void theFirstFailureStopsTheRestAfterWhatCameBefore() {
        List<Integer> done = new ArrayList<>();
        AtomicInteger opened = new AtomicInteger();

        assertThatThrownBy(() -> BulkEncoding.encode(
                        new NumberEncoder(),
                        IntStream.range(0, 1000).boxed().toList(),
                        i -> {
                            opened.incrementAndGet();
                            if (i == 7) {
                                throw new IllegalArgumentException("photo 7");
                            }
                            return NumberEncoder.photo(i);
                        },
                        (i, regions) -> done.add(i)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("photo 7");

        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(opened.get()).isLessThan(100);
    }

    /** Gives the first byte of a photo as its only feature. */
    private static final class NumberEncoder implements Encoder {
        static Photo photo(int number) {
            return new Photo(1, 1, new byte[] {(byte) number, 0, 0});
        }

        @Override
        public int inputSize() {
            return 1;
        }

        @Override
        public int grid() {
            return 1;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public RegionFeatures encode(Photo photo) {
            return new RegionFeatures(new float[] {photo.rgb()[0] & 0xff}, 1, 1);
        }

        @Override
        public void close() {}
    }
}

package dev.captioner.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.math.HalfFloat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureComputationTest {
    @TempDir
    Path folder;

    private final AtomicInteger encoded = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** {@link ColourEncoder}, with something that happens before each photo. */
    private Encoder encoder(UnaryOperator<Photo> before) {
        Encoder colours = new ColourEncoder();
        return new Encoder() {
            @Override
            public int inputSize() {
                return colours.inputSize();
            }

            @Override
            public int grid() {
                return colours.grid();
            }

            @Override
            public int channels() {
                return colours.channels();
            }

            @Override
            public RegionFeatures encode(Photo photo) {
                threads.add(Thread.currentThread());
                encoded.incrementAndGet();
                return colours.encode(before.apply(photo));
            }

            @Override
            public void close() {}
        };
    }

    private FeatureCache cache() {
        return FeatureCache.open(folder.resolve("cache"), "colours", 2, 6);
    }

    private List<Path> photos(int count) throws IOException {
        return ColouredPhotos.make(folder, "photos", count).stream()
                .map(CaptionedPhoto::file)
                .toList();
    }

    private static float[] read(FeatureCache cache, int slot) {
        float[] features = new float[cache.valuesPerPhoto()];
        cache.read(slot, features, 0);
        return features;
    }

    private static float[] stored(RegionFeatures features) {
        float[] rounded = new float[features.values().length];
        HalfFloat.toFloats(FeatureCache.toHalf(features).asShortBuffer(), rounded, 0, rounded.length);
        return rounded;
    }

    @Test
    void slotsAreInTheOrderOfThePhotosAndHoldWhatEachPhotoGivesAlone() throws IOException {
        List<Path> photos = photos(300);
        Path damaged = Files.write(folder.resolve("damaged.png"), new byte[] {1, 2, 3});
        Path missing = folder.resolve("missing.png");
        List<Path> all = new ArrayList<>(photos);
        all.add(100, damaged);
        all.add(200, missing);
        List<Integer> progress = new ArrayList<>();
        try (FeatureCache cache = cache()) {
            FeatureComputation computation = new FeatureComputation(cache, encoder(UnaryOperator.identity()));

            Map<Path, Integer> slots = computation.slots(all, false, progress::add);

            assertThat(slots.keySet()).containsExactlyElementsOf(photos);
            assertThat(computation.rejected().keySet()).containsExactly(damaged, missing);
            assertThat(computation.rejected().get(missing)).contains("no such file");
            assertThat(progress)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 302).boxed().toList());
            int next = 0;
            for (Path photo : photos) { // of the same content: the same slot
                int slot = Objects.requireNonNull(slots.get(photo));
                assertThat(slot).isLessThanOrEqualTo(next);
                next = Math.max(next, slot + 1);
                assertThat(read(cache, slot))
                        .isEqualTo(stored(new ColourEncoder().encode(new PhotoReader().read(photo))));
            }
        }
    }

    @Test
    void knownPhotosAreNotDecodedAndMirroredOnesAreOthers() throws IOException {
        List<Path> photos = photos(20);
        try (FeatureCache cache = cache()) {
            FeatureComputation computation = new FeatureComputation(cache, encoder(UnaryOperator.identity()));
            Map<Path, Integer> slots = computation.slots(photos, false, done -> {});
            int first = encoded.get();

            assertThat(computation.slots(photos, false, done -> {})).isEqualTo(slots);
            assertThat(encoded).hasValue(first);

            Map<Path, Integer> mirrored = computation.slots(photos, true, done -> {});
            assertThat(mirrored.values()).doesNotContainAnyElementsOf(slots.values());
            Photo photo = new PhotoReader().read(photos.get(0));
            assertThat(read(cache, Objects.requireNonNull(mirrored.get(photos.get(0)))))
                    .isEqualTo(stored(new ColourEncoder().encode(FeatureComputation.mirror(photo))));
        }
    }

    @Test
    void anErrorOfTheEncoderReachesTheCallerAsItself() throws IOException {
        List<Path> photos = photos(40);
        OutOfMemoryError error = new OutOfMemoryError("for the test");
        try (FeatureCache cache = cache()) {
            FeatureComputation computation = new FeatureComputation(cache, encoder(photo -> {
                throw error;
            }));
            assertThatThrownBy(() -> computation.slots(photos, false, done -> {}))
                    .isSameAs(error);
        }
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void anInterruptStopsTheComputation() throws IOException {
        List<Path> photos = photos(40);
        Thread caller = Thread.currentThread();
        try (FeatureCache cache = cache()) {
            FeatureComputation computation = new FeatureComputation(cache, encoder(photo -> {
                caller.interrupt();
                return photo;
            }));
            assertThatThrownBy(() -> computation.slots(photos, false, done -> {}))
                    .isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }
}

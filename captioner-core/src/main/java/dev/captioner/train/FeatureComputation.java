package dev.captioner.train;

import dev.captioner.encode.Encoder;
import dev.captioner.encode.EncodingOutcome;
import dev.captioner.encode.EncodingOutcome.RejectedPhoto;
import dev.captioner.encode.EncodingPipeline;
import dev.captioner.file.Sha256;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Fills the feature cache: reads photos and encodes those that are new, in the given order. */
final class FeatureComputation {
    private static final int COMMIT_EVERY = 256;

    private final FeatureCache cache;
    private final Encoder encoder;
    private final PhotoReader reader = new PhotoReader();
    private final Map<Path, String> rejected = new LinkedHashMap<>();

    FeatureComputation(FeatureCache cache, Encoder encoder) {
        this.cache = cache;
        this.encoder = encoder;
    }

    /** Photos that could not be read, with the reason. */
    Map<Path, String> rejected() {
        return rejected;
    }

    /**
     * The features of a photo.
     *
     * @param key of the cache
     * @param computed as the cache stores them; null when it has them already
     */
    private record Features(String key, @Nullable ByteBuffer computed) {}

    /**
     * The slot of each photo's features, computed where missing. Photos that cannot be read are left out.
     *
     * @param progress receives the number of photos done
     * @throws CancellationException when the calling thread is interrupted; its interrupt status is set
     * @throws RuntimeException or an {@link Error}: what the encoder threw
     */
    Map<Path, Integer> slots(List<Path> photos, boolean mirrored, IntConsumer progress) {
        Filling filling = new Filling(progress);
        try (EncodingPipeline<Path, Features> pipeline =
                EncodingPipeline.start(photos, photo -> features(photo, mirrored))) {
            pipeline.forEach(filling::add);
        }
        filling.commit();
        return filling.slots;
    }

    /** Writes features to the cache as they come, on one thread: the order of the slots is the order of the photos. */
    private final class Filling {
        private final IntConsumer progress;
        private final Map<Path, Integer> slots = new LinkedHashMap<>();
        private int done;
        private boolean appended;

        Filling(IntConsumer progress) {
            this.progress = progress;
        }

        void add(EncodingOutcome<Path, Features> outcome) {
            if (outcome instanceof RejectedPhoto<Path, Features> photo) {
                rejected.put(photo.source(), String.valueOf(photo.problem().getMessage()));
            } else {
                slots.put(outcome.source(), slot(outcome.get()));
            }
            progress.accept(++done);
            if (done % COMMIT_EVERY == 0) {
                commit();
            }
        }

        private int slot(Features features) {
            Integer known = cache.slot(features.key());
            if (known != null) {
                return known;
            }
            appended = true;
            return cache.append(features.key(), Objects.requireNonNull(features.computed()));
        }

        void commit() {
            if (appended) {
                cache.commit();
                appended = false;
            }
        }
    }

    private Features features(Path file, boolean mirrored) {
        byte[] bytes = reader.bytes(file);
        String key = Sha256.of(bytes) + shrunk(bytes) + (mirrored ? " mirrored" : "");
        if (cache.slot(key) != null) {
            return new Features(key, null);
        }
        Photo photo = reader.read(bytes);
        return new Features(key, FeatureCache.toHalf(encoder.encode(mirrored ? mirror(photo) : photo)));
    }

    /** The part of the key that says what size the encoder gets, where that is not the size of the photo. */
    private String shrunk(byte[] photo) {
        return encoder.source()
                .filter(source -> reader.header(photo).longestSide() > source.size())
                .map(source -> " at " + source.size()
                        + (source.quality().isEmpty()
                                ? ""
                                : " quality " + source.quality().getAsInt()))
                .orElse("");
    }

    /** The photo with left and right exchanged. */
    static Photo mirror(Photo photo) {
        int width = photo.width();
        byte[] from = photo.rgb();
        byte[] to = new byte[from.length];
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(from, 3 * (y * width + x), to, 3 * (y * width + width - 1 - x), 3);
            }
        }
        return new Photo(width, photo.height(), to);
    }
}

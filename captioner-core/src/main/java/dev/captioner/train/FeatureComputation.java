package dev.captioner.train;

import dev.captioner.encode.Encoder;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Fills the feature cache: reads photos, encodes those that are new, several at a time, in the given order. */
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
     * The slot of each photo's features, computed where missing; photos that cannot be read are left out.
     *
     * @param progress told the number of photos done
     */
    Map<Path, Integer> slots(List<Path> photos, boolean mirrored, IntConsumer progress) {
        Map<Path, Integer> slots = new LinkedHashMap<>();
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            for (int from = 0; from < photos.size(); from += COMMIT_EVERY) {
                List<Path> chunk = photos.subList(from, Math.min(photos.size(), from + COMMIT_EVERY));
                List<Future<Outcome>> outcomes = new ArrayList<>();
                for (Path photo : chunk) {
                    outcomes.add(workers.submit(() -> compute(photo, mirrored)));
                }
                boolean appended = false;
                for (int i = 0; i < chunk.size(); i++) {
                    Outcome outcome = result(outcomes.get(i));
                    if (outcome instanceof Computed computed && cache.slot(computed.key()) == null) {
                        cache.append(computed.key(), computed.encoded());
                        appended = true;
                    }
                    record(chunk.get(i), outcome, slots);
                    progress.accept(from + i + 1);
                }
                if (appended) {
                    cache.commit();
                }
            }
            return slots;
        } finally {
            workers.shutdownNow();
        }
    }

    private void record(Path photo, Outcome outcome, Map<Path, Integer> slots) {
        if (outcome instanceof Rejected refused) {
            rejected.put(photo, refused.reason());
            return;
        }
        Integer slot = cache.slot(outcome instanceof Computed computed ? computed.key() : ((Cached) outcome).key());
        if (slot != null) {
            slots.put(photo, slot);
        }
    }

    private sealed interface Outcome permits Cached, Computed, Rejected {}

    private record Cached(String key) implements Outcome {}

    private record Computed(String key, ByteBuffer encoded) implements Outcome {}

    private record Rejected(String reason) implements Outcome {}

    private Outcome compute(Path file, boolean mirrored) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String key = sha256(bytes) + shrunk(bytes) + (mirrored ? " mirrored" : "");
            if (cache.slot(key) != null) {
                return new Cached(key);
            }
            Photo photo = reader.read(bytes);
            return new Computed(key, FeatureCache.toHalf(encoder.encode(mirrored ? mirror(photo) : photo)));
        } catch (IOException e) {
            return new Rejected("cannot be read: " + e);
        } catch (PhotoException e) {
            return new Rejected(String.valueOf(e.getMessage()));
        }
    }

    /** What the key of a photo has to say when the encoder does not see it in its own size. */
    private String shrunk(byte[] photo) {
        return encoder.source()
                .filter(source -> reader.header(photo).longestSide() > source.size())
                .map(source -> " at " + source.size()
                        + (source.quality().isEmpty()
                                ? ""
                                : " quality " + source.quality().getAsInt()))
                .orElse("");
    }

    private static Outcome result(Future<Outcome> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new TrainingException("computing features failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException("interrupted while computing features", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Left and right exchanged. */
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

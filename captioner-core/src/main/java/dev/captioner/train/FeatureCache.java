package dev.captioner.train;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.file.AtomicFile;
import dev.captioner.math.HalfFloat;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The frozen CNN's features of photos, on disk in half precision, read through a memory map.
 *
 * <p>The key of an entry covers everything that the features depend on, so a changed photo is a new entry and an
 * unchanged one is never computed again. The features lie one after another in {@code features.bin}; {@code features.index} lists their keys
 * and is replaced in one step after its features are on disk, so that a killed process loses at most what came after.
 */
final class FeatureCache implements Closeable {
    private static final String KIND = "captioner-features";
    private static final long SEGMENT_BYTES = 1L << 30;

    private final Path indexFile;
    private final String header;
    private final int grid;
    private final int channels;
    private final FileChannel data;
    private final List<String> keys = new ArrayList<>();
    private final Map<String, Integer> slots = new ConcurrentHashMap<>();
    private final List<MappedByteBuffer> segments = new ArrayList<>();

    private FeatureCache(Path indexFile, String header, int grid, int channels, FileChannel data) {
        this.indexFile = indexFile;
        this.header = header;
        this.grid = grid;
        this.channels = channels;
        this.data = data;
    }

    /**
     * Opens or creates a cache. A cache of another encoder is emptied.
     *
     * @param encoder identifies the encoder and its weights
     * @param grid regions along one side
     * @param channels D
     */
    static FeatureCache open(Path folder, String encoder, int grid, int channels) {
        try {
            Files.createDirectories(folder);
            Path index = folder.resolve("features.index");
            FileChannel data = FileChannel.open(
                    folder.resolve("features.bin"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            try {
                if (!lock(data)) {
                    throw new TrainingException("the feature cache " + folder
                            + " is in use by another training. Wait for it, or give another cache folder.");
                }
                String header = KIND + " 1 " + encoder + " " + grid + " " + channels;
                if (data.size() > 0 && !isIndex(index)) {
                    throw new TrainingException(
                            folder
                                    + ": has a features.bin that is not a feature cache, which would empty it; give another cache folder");
                }
                FeatureCache cache = new FeatureCache(index, header, grid, channels, data);
                cache.readIndex();
                return cache;
            } catch (IOException | RuntimeException | Error e) {
                data.close(); // and with it the lock
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A cache has an index from its beginning; a file of features without one is not captioner's. */
    private static boolean isIndex(Path index) throws IOException {
        if (!Files.isRegularFile(index)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(index)) {
            return new String(in.readNBytes(KIND.length()), StandardCharsets.UTF_8).equals(KIND);
        }
    }

    private static boolean lock(FileChannel data) throws IOException {
        try {
            return data.tryLock() != null;
        } catch (OverlappingFileLockException e) { // held by this process
            return false;
        }
    }

    private void readIndex() throws IOException {
        List<String> lines = Files.exists(indexFile) ? Files.readAllLines(indexFile) : List.of();
        if (lines.isEmpty() || !lines.get(0).equals(header)) {
            data.truncate(0);
            AtomicFile.writeLines(indexFile, List.of(header)); // from now on the files are known to be a cache
            return;
        }
        long complete = data.size() / slotBytes();
        for (int slot = 0; slot < Math.min(lines.size() - 1, complete); slot++) {
            add(lines.get(slot + 1));
        }
    }

    private void add(String key) {
        slots.put(key, keys.size());
        keys.add(key);
    }

    private int slotBytes() {
        return valuesPerPhoto() * Short.BYTES;
    }

    /** L * D. */
    int valuesPerPhoto() {
        return grid * grid * channels;
    }

    /** The slot of a key's features, or null when they have not been computed. */
    @Nullable
    Integer slot(String key) {
        return slots.get(key);
    }

    /** Features as they are stored. */
    static ByteBuffer toHalf(RegionFeatures features) {
        float[] values = features.values();
        // On the heap: memory outside it is given back only when the collector comes to it, after gigabytes of
        // features.
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        HalfFloat.fromFloats(values, 0, values.length, bytes.asShortBuffer());
        return bytes;
    }

    /** Appends encoded features and returns their slot; another process finds them only after {@link #commit}. */
    int append(String key, ByteBuffer encoded) {
        try {
            long position = (long) keys.size() * slotBytes();
            while (encoded.hasRemaining()) {
                position += data.write(encoded, position);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the feature cache beside " + indexFile, e);
        }
        add(key);
        return keys.size() - 1;
    }

    /** Makes everything appended so far last. */
    void commit() {
        try {
            data.force(false);
            List<String> lines = new ArrayList<>(keys.size() + 1);
            lines.add(header);
            lines.addAll(keys);
            AtomicFile.writeLines(indexFile, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the feature cache beside " + indexFile, e);
        }
    }

    /** Reads the features of a slot, [L, D], into an array from an offset on. */
    void read(int slot, float[] target, int offset) {
        long perSegment = SEGMENT_BYTES / slotBytes();
        ShortBuffer halves = segment((int) (slot / perSegment), perSegment).asShortBuffer();
        halves.position((int) (slot % perSegment) * valuesPerPhoto());
        HalfFloat.toFloats(halves, target, offset, valuesPerPhoto());
    }

    private synchronized ByteBuffer segment(int number, long slotsPerSegment) {
        long size = slotsPerSegment * slotBytes();
        try {
            while (segments.size() <= number) {
                long start = segments.size() * size;
                segments.add(data.map(
                        FileChannel.MapMode.READ_ONLY,
                        start,
                        Math.min(size, (long) keys.size() * slotBytes() - start)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot map the feature cache beside " + indexFile, e);
        }
        return segments.get(number).duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        try {
            data.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

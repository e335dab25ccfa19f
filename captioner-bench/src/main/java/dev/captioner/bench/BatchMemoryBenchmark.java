package dev.captioner.bench;

import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.image.Resize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * The peak memory of {@code captioner batch}, started as a user starts it, on folders of increasing numbers of distinct photos.
 * Photos are small and captions short, so that a hundred thousand take minutes; the model is the published one.
 */
final class BatchMemoryBenchmark implements AutoCloseable {
    /** Limit for every run. */
    private static final double MOST_MEGABYTES = 1000;

    /** Limit relative to the run before. A heap that approaches its maximum slowly grows by less. */
    private static final double MOST_GROWTH = 1.2;

    private static final int SIDE = 96; // pixels
    private static final List<String> TARGETS = List.of("c.jsonl", "c.csv", "c.parquet", "c.json", "c.html");

    private final Path folder = Files.createTempDirectory("batch-memory");
    private final List<String> launcher;
    private final byte[] photo;

    /**
     * Runs a command on copies of a photo.
     *
     * @param launcher the words of the command before {@code batch}
     */
    BatchMemoryBenchmark(List<String> launcher, Path photo) throws IOException {
        this.launcher = List.copyOf(launcher);
        this.photo = small(photo);
    }

    private static byte[] small(Path file) throws IOException {
        Photo small = Resize.bicubic(new PhotoReader().read(file), SIDE, SIDE);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            byte[] rgb = small.rgb();
            int red = rgb[3 * pixel] & 0xff;
            int green = rgb[3 * pixel + 1] & 0xff;
            int blue = rgb[3 * pixel + 2] & 0xff;
            image.setRGB(pixel % SIDE, pixel / SIDE, red << 16 | green << 8 | blue);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    /** The duration and the peak resident size of one run. */
    record Run(int photos, double seconds, double peakMegabytes) {}

    /**
     * Runs the command once for each number of photos.
     *
     * @throws IllegalStateException when a run does not caption all photos, or exceeds a limit
     */
    List<Run> run(List<Integer> numbers) throws IOException, InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (int number : numbers) {
            Run run = run(number);
            double before = runs.isEmpty()
                    ? run.peakMegabytes()
                    : runs.get(runs.size() - 1).peakMegabytes();
            runs.add(run);
            if (run.peakMegabytes() > Math.min(MOST_MEGABYTES, MOST_GROWTH * before)) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "expected at most %.0f MB, and %.1f times the %.0f MB of the run before;%n%s",
                        MOST_MEGABYTES,
                        MOST_GROWTH,
                        before,
                        table(runs)));
            }
        }
        return runs;
    }

    private Run run(int photos) throws IOException, InterruptedException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path source = Files.createDirectory(run.resolve("photos"));
        for (int i = 0; i < photos; i++) {
            // Decoders ignore bytes after the end of the picture; checksums do not.
            byte[] different = ByteBuffer.allocate(photo.length + Integer.BYTES)
                    .put(photo)
                    .putInt(i)
                    .array();
            Files.write(source.resolve("%06d.jpg".formatted(i)), different);
        }
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("batch", "photos", "--beam", "1", "--max-length", "3"));
        TARGETS.forEach(target -> command.addAll(List.of("--out", target)));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(run.toFile())
                .redirectError(run.resolve("errors").toFile())
                .start();
        CompletableFuture<Double> peak = PeakMemory.of(process);
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        long captioned = exit == 0 ? lines(run.resolve("c.jsonl")) : 0;
        if (captioned != photos) {
            throw new IllegalStateException(String.join(" ", command) + ": expected " + photos
                    + " captions and exit 0, found " + captioned + " and exit " + exit + ": "
                    + Files.readString(run.resolve("errors")));
        }
        Folders.delete(run);
        return new Run(photos, seconds, peak.join());
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains("\"captions\"")).count();
        }
    }

    /** A Markdown table. */
    static String table(List<Run> runs) {
        StringBuilder table = new StringBuilder(
                String.format("| %10s | %10s | %20s |%n|---|---|---|%n", "photos", "seconds", "peak resident, MB"));
        for (Run run : runs) {
            table.append(String.format(
                    Locale.ROOT, "| %,10d | %10.0f | %20.0f |%n", run.photos(), run.seconds(), run.peakMegabytes()));
        }
        return table.toString();
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }
}

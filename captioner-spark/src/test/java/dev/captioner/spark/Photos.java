package dev.captioner.spark;

import dev.captioner.Caption;
import dev.captioner.CaptionSink;
import dev.captioner.Captioner;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.SourceTree;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A folder of valid and invalid photos, and the library's results for them without Spark. */
final class Photos {
    static final int GOOD = 26;
    static final int BAD = 5;

    private Photos() {}

    /** Writes the photos. */
    static Path write(Path folder) throws IOException {
        Path below = Files.createDirectories(folder.resolve("below/and below"));
        for (int i = 0; i < GOOD - 6; i++) {
            noise(i, (i % 2 == 0 ? folder : below).resolve("noise-" + i + ".PNG"));
        }
        try (Stream<Path> samples = Files.list(SourceTree.SAMPLES)) {
            for (Path sample : samples.sorted().toList()) {
                Files.copy(sample, below.resolve("50% of [1] #ä " + sample.getFileName()));
            }
        }
        byte[] whole = Files.readAllBytes(SourceTree.SAMPLES.resolve("coffee.jpg"));
        Files.write(folder.resolve("cut off.jpg"), Arrays.copyOf(whole, 20_000));
        Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Files.write(folder.resolve("too large.jpg"), new byte[11 * 1024 * 1024]);
        Files.writeString(below.resolve("page.jpeg"), "<!DOCTYPE html>\n<html><title>404 Not Found</title></html>");
        unreadable(folder.resolve("unreadable.png"));
        Files.writeString(folder.resolve("notes.txt"), "ignored");
        return folder;
    }

    private static void noise(int seed, Path file) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        int colour = random.nextInt(1 << 24);
        for (int pixel = 0; pixel < 40 * 30; pixel++) {
            image.setRGB(pixel % 40, pixel / 40, colour ^ (random.nextInt(1 << 24) & 0x3F3F3F));
        }
        ImageIO.write(image, "png", file.toFile());
    }

    /** Writes a photo with a wrong Hadoop checksum file: reading it fails like a lost block. */
    private static void unreadable(Path file) throws IOException {
        noise(1000, file);
        byte[] sums = new byte[8 + 4 * (int) (Files.size(file) / 512 + 1)];
        System.arraycopy(new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0}, 0, sums, 0, 8);
        Files.write(file.resolveSibling("." + file.getFileName() + ".crc"), sums);
    }

    /** The library's result for each path: caption, bits of its log-probability and truncated; or reason and error. */
    static Map<String, String> linesOfTheLibrary(Path model, Path folder) throws IOException {
        Map<String, String> lines = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> entries = Files.walk(folder)) {
            files = entries.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".txt")
                            && !file.toString().endsWith(".crc"))
                    .toList();
        }
        try (Captioner captioner = Captioner.load(model)) {
            captioner.captionEach(
                    files,
                    file -> new PhotoReader().read(() -> {
                        if (file.endsWith("unreadable.png")) {
                            throw new IOException("Checksum error");
                        }
                        return Files.newInputStream(file);
                    }),
                    captioner.defaults(),
                    new CaptionSink<>() {
                        @Override
                        public void captioned(Path file, List<Caption> captions) {
                            Caption caption = captions.get(0);
                            lines.put(
                                    "file:" + file,
                                    line(caption.text(), caption.logProbability(), caption.truncated()));
                        }

                        @Override
                        public void rejected(Path file, PhotoException problem) {
                            lines.put(
                                    "file:" + file,
                                    problem.reason() + " " + error(String.valueOf(problem.getMessage())));
                        }
                    });
        }
        return lines;
    }

    /** The job's result for each path, in the format of {@link #linesOfTheLibrary}. */
    static Map<String, String> lines(Dataset<Row> rows) {
        Map<String, String> lines = new TreeMap<>();
        for (Row row : rows.collectAsList()) {
            String line = row.isNullAt(4)
                    ? line(row.getAs("caption"), row.getAs("logProbability"), row.getAs("truncated"))
                    : row.getAs("reason") + " " + error(row.getAs("error"));
            if (lines.put(row.getAs("path"), line) != null) {
                throw new AssertionError("two rows of " + row.getAs("path"));
            }
        }
        return lines;
    }

    private static String line(String caption, double logProbability, boolean truncated) {
        return caption + " " + Long.toHexString(Double.doubleToRawLongBits(logProbability)) + " " + truncated;
    }

    /** Removes the path and the position from Hadoop's message about a checksum. */
    private static String error(String message) {
        return message.replaceFirst("(Checksum error).*", "$1");
    }
}

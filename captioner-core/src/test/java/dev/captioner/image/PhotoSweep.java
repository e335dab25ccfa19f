package dev.captioner.image;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads every file below a folder and prints a line for each: the outcome, the processor time in milliseconds, the path. A test runs
 * this program in a Java process with a small heap. It reads without a limit of elapsed time, which depends on the load of the machine.
 */
final class PhotoSweep {
    /** The outcome of a file that gave pixels; other outcomes are the reasons of rejections. */
    static final String PHOTO = "PHOTO";

    private PhotoSweep() {}

    public static void main(String[] args) throws IOException {
        PhotoReader reader = new PhotoReader(
                new PhotoLimits(PhotoLimits.DEFAULT.bytes(), PhotoLimits.DEFAULT.pixels(), Duration.ofHours(1)));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (Path file : files(Path.of(args[0]))) {
            long start = threads.getCurrentThreadCpuTime();
            String outcome = outcome(reader, file);
            long time = threads.getCurrentThreadCpuTime() - start;
            System.out.printf("%s\t%d\t%s%n", outcome, time / 1_000_000, file);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the trace is for whoever reads the test's report
    private static String outcome(PhotoReader reader, Path file) {
        try {
            int longestSide = reader.header(file).longestSide();
            Photo photo = reader.read(file);
            boolean shrunk = reader.pixels(Files.readAllBytes(file)) > Shrinking.LARGE;
            if (!shrunk && longestSide != Math.max(photo.width(), photo.height())) {
                throw new IllegalStateException("the header says " + longestSide + ", the picture is " + photo);
            }
            return PHOTO;
        } catch (PhotoException e) {
            return e.reason().name();
        } catch (Throwable e) {
            e.printStackTrace();
            return e.getClass().getName();
        }
    }
}

package dev.captioner.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads every file below a folder and prints a line for each: what came of it, how many milliseconds it took, its path. A
 * program of its own so that a test can run it in a Java of little heap.
 */
final class PhotoSweep {
    /** What is printed for a file that gave pixels; otherwise it is the reason of the refusal. */
    static final String PHOTO = "PHOTO";

    private PhotoSweep() {}

    public static void main(String[] args) throws IOException {
        PhotoReader reader = new PhotoReader();
        for (Path file : files(Path.of(args[0]))) {
            long start = System.nanoTime();
            String outcome = outcome(reader, file);
            System.out.printf("%s\t%d\t%s%n", outcome, (System.nanoTime() - start) / 1_000_000, file);
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
            if (longestSide != Math.max(photo.width(), photo.height())) {
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

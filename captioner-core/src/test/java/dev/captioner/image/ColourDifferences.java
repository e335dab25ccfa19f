package dev.captioner.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Prints for each photo of the folder {@code photos} that {@code colour/golden.py} makes the mean and the largest difference of its
 * samples from those of Little CMS.
 */
final class ColourDifferences {
    private ColourDifferences() {}

    public static void main(String[] args) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            for (Path expected : files.filter(file -> file.toString().endsWith(".rgb"))
                    .sorted()
                    .toList()) {
                String photo = expected.toString().replaceAll("\\.rgb$", "");
                byte[] samples = Photo.read(Path.of(photo)).rgb();
                byte[] wanted = Files.readAllBytes(expected);
                System.out.printf(
                        Locale.ROOT,
                        "%s\t%.2f\t%d%n",
                        Path.of(photo).getFileName(),
                        TestPhotos.meanDifference(samples, wanted),
                        TestPhotos.largestDifference(samples, wanted));
            }
        }
    }
}

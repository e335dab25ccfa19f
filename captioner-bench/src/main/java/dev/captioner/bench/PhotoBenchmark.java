package dev.captioner.bench;

import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * From the bytes of a photo to pixels: compares captioner, which shrinks large photos on the way, with Pillow, which decodes them
 * completely. Both must find the same mean colour.
 */
final class PhotoBenchmark {
    /** Levels out of 255: noise is averaged over other blocks, and chroma interpolated in other ways. */
    private static final double TOLERANCE = 1;

    private final PhotoReader reader = new PhotoReader();
    private final Pillow pillow;

    /** The mean colour of a decoded photo, computed when it is asked for. */
    interface Mean {
        double[] rgb();
    }

    PhotoBenchmark(Pillow pillow) {
        this.pillow = pillow;
    }

    /** Time a megapixel of one photo. */
    Comparison<Mean> decoding(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int megapixels = Math.toIntExact(Math.round(reader.pixels(bytes) / 1e6));
        double[] expected = mean(reader.read(bytes));
        return new Comparison<Mean>(
                        file.getFileName() + ", " + megapixels + " megapixels",
                        "megapixel",
                        megapixels,
                        (found, round) -> check(expected, found.rgb()))
                .add("Pillow", round -> {
                    pillow.load(file);
                    return pillow::mean;
                })
                .add("captioner", round -> {
                    Photo photo = reader.read(bytes);
                    return () -> mean(photo);
                });
    }

    private static double[] mean(Photo photo) {
        long[] sums = new long[3];
        byte[] rgb = photo.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            for (int channel = 0; channel < 3; channel++) {
                sums[channel] += rgb[i + channel] & 0xFF;
            }
        }
        double[] mean = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            mean[channel] = 3.0 * sums[channel] / rgb.length;
        }
        return mean;
    }

    private static void check(double[] expected, double[] found) {
        for (int channel = 0; channel < expected.length; channel++) {
            if (!(Math.abs(expected[channel] - found[channel]) <= TOLERANCE)) {
                throw new IllegalStateException(
                        "expected a mean colour of " + Arrays.toString(expected) + ", found " + Arrays.toString(found));
            }
        }
    }
}

package dev.captioner.encode;

import dev.captioner.image.Photo;
import dev.captioner.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import javax.imageio.ImageIO;

/** The weights and photos that the encoder's tests share. */
final class Pretrained {
    private Pretrained() {}

    /** The folder of the committed Lite2. */
    static Path lite2Folder() {
        return Path.of("../pretrained/encoders/efficientnet-lite2");
    }

    /** The committed weights of Lite2; those of Lite0 skip the test when they are not there. */
    static EfficientNetLiteWeights weights(EfficientNetLiteArchitecture architecture) {
        Path file = architecture == EfficientNetLiteArchitecture.LITE2
                ? lite2Folder().resolve("encoder.safetensors")
                : SharedData.require("weights/" + architecture.title() + ".safetensors");
        return EfficientNetLiteWeights.read(architecture, file);
    }

    /** A committed photo at Lite2's input size: chelsea or coffee. */
    static Photo photo(String name) {
        try (InputStream png = Pretrained.class.getResourceAsStream("efficientnet-lite2-" + name + ".png")) {
            return photo(ImageIO.read(Objects.requireNonNull(png, name)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pixels of a golden input. */
    static Photo photo(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        for (int i = 0; i < pixels.length; i++) {
            rgb[3 * i] = (byte) (pixels[i] >> 16);
            rgb[3 * i + 1] = (byte) (pixels[i] >> 8);
            rgb[3 * i + 2] = (byte) pixels[i];
        }
        return new Photo(width, height, rgb);
    }

    /** {@code max |a - b|}. */
    static float greatestDifference(float[] a, float[] b) {
        float greatest = Math.abs(a.length - b.length);
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
        }
        return greatest;
    }

    /** The class that the network's own classifier gives the highest score: {@code argmax(W mean_l(a_l) + b)}. */
    static int topClass(EfficientNetLiteWeights weights, RegionFeatures features) {
        float[] classifier = weights.values(EfficientNetLiteWeights.CLASSIFIER_WEIGHT); // [classes, D]
        float[] bias = weights.values(EfficientNetLiteWeights.CLASSIFIER_BIAS);
        int channels = features.channels();
        double[] mean = new double[channels];
        for (int i = 0; i < features.values().length; i++) {
            mean[i % channels] += features.values()[i] / (double) features.regions();
        }
        int top = 0;
        double best = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < bias.length; c++) {
            double score = bias[c];
            for (int d = 0; d < channels; d++) {
                score += classifier[c * channels + d] * mean[d];
            }
            if (score > best) {
                best = score;
                top = c;
            }
        }
        return top;
    }
}

package dev.captioner.bundle;

import java.util.List;

/**
 * Normalisation of pixels. The photo is resized to the network's input size, ignoring its aspect ratio; each
 * channel's value, 0 to 255, becomes {@code (value - mean) / deviation}.
 *
 * @param order of the channels in the input
 * @param mean one for each channel, in that order
 * @param deviation one for each channel, in that order
 */
public record Preprocessing(ChannelOrder order, List<Double> mean, List<Double> deviation) {
    /** The normalisation of EfficientNet-Lite: RGB, (value - 127) / 128. */
    public static final Preprocessing EFFICIENTNET_LITE =
            new Preprocessing(ChannelOrder.RGB, List.of(127.0, 127.0, 127.0), List.of(128.0, 128.0, 128.0));

    /** The order of the channels. */
    public enum ChannelOrder {
        /** Red, green, blue. */
        RGB,
        /** Blue, green, red: networks converted from Caffe. */
        BGR
    }

    /** Copies and checks. */
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != 3 || deviation.size() != 3) {
            throw new IllegalArgumentException(
                    "expected a mean and a deviation for each of 3 channels, found " + mean + " and " + deviation);
        }
        for (double value : mean) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("expected finite means, found " + mean);
            }
        }
        for (double value : deviation) {
            if (!Double.isFinite(value) || value <= 0) {
                throw new IllegalArgumentException("expected finite deviations above 0, found " + deviation);
            }
        }
    }
}

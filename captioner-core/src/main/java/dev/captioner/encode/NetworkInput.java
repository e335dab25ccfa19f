package dev.captioner.encode;

import dev.captioner.bundle.Preprocessing;
import dev.captioner.bundle.Preprocessing.ChannelOrder;
import dev.captioner.image.Photo;
import dev.captioner.image.Resize;

/** Turns photos into the input of a CNN: resized to a square without regard to the aspect, each channel normalised. */
final class NetworkInput {
    private static final int CHANNELS = 3;

    private final int size;
    private final boolean reversed;
    private final float[][] normalised = new float[CHANNELS][256]; // by channel of the input and value of the pixel

    NetworkInput(int size, Preprocessing preprocessing) {
        this.size = size;
        this.reversed = preprocessing.order() == ChannelOrder.BGR;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double mean = preprocessing.mean().get(channel);
            double deviation = preprocessing.deviation().get(channel);
            for (int value = 0; value < 256; value++) {
                normalised[channel][value] = (float) ((value - mean) / deviation);
            }
        }
    }

    static NetworkInput of(EfficientNetLiteArchitecture architecture) {
        return new NetworkInput(architecture.inputSize(), Preprocessing.EFFICIENTNET_LITE);
    }

    /** {@code [S, S, 3]}. */
    float[] pixels(Photo photo) {
        byte[] rgb = Resize.bicubic(photo, size, size).rgb();
        float[] pixels = new float[rgb.length];
        for (int pixel = 0; pixel < rgb.length; pixel += CHANNELS) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int source = reversed ? CHANNELS - 1 - channel : channel;
                pixels[pixel + channel] = normalised[channel][rgb[pixel + source] & 0xff];
            }
        }
        return pixels;
    }
}

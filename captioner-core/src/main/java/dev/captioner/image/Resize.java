package dev.captioner.image;

import dev.captioner.api.Internal;
import java.util.Arrays;

/**
 * Bicubic resampling (Keys 1981, a = -0.5), antialiased when it shrinks: the kernel then covers as many more pixels as there
 * are input pixels to one of the output. Computed in the fixed point of Pillow's {@code Image.resize(size, BICUBIC)} and equal
 * to it bit for bit, because the inputs of the encoder's golden values were made by that.
 */
@Internal
public final class Resize {
    private Resize() {}

    /**
     * The photo at another size, whatever its aspect: {@code [height, width, 3]} to {@code [toHeight, toWidth, 3]}.
     *
     * @throws IllegalArgumentException when a side is less than 1
     */
    public static Photo bicubic(Photo photo, int toWidth, int toHeight) {
        if (toWidth < 1 || toHeight < 1) {
            throw new IllegalArgumentException(
                    "a photo is resized to 1 x 1 pixels or more, not to " + toWidth + " x " + toHeight);
        }
        // The order matters to the last bit, because the samples between are rounded. Before Pillow 13 it was always
        // the second.
        int fewerRows = photo.height() - toHeight;
        int fewerColumns = photo.width() - toWidth;
        return fewerRows > 0 && fewerRows > 2 * fewerColumns
                ? toWidth(toHeight(photo, toHeight), toWidth)
                : toHeight(toWidth(photo, toWidth), toHeight);
    }

    /** {@code [height, width, 3]} to {@code [height, outputs, 3]}. */
    private static Photo toWidth(Photo photo, int outputs) {
        int width = photo.width();
        int height = photo.height();
        if (outputs == width) {
            return photo;
        }
        BicubicWeights weights = new BicubicWeights(width, outputs);
        byte[] rgb = photo.rgb();
        byte[] result = new byte[3 * outputs * height];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < outputs; x++, to += 3) {
                int red = 0;
                int green = 0;
                int blue = 0;
                int from = 3 * (y * width + weights.first(x));
                int[] kernel = weights.kernel(x);
                for (int weight : kernel) {
                    red += weight * (rgb[from] & 0xFF);
                    green += weight * (rgb[from + 1] & 0xFF);
                    blue += weight * (rgb[from + 2] & 0xFF);
                    from += 3;
                }
                result[to] = BicubicWeights.sample(red);
                result[to + 1] = BicubicWeights.sample(green);
                result[to + 2] = BicubicWeights.sample(blue);
            }
        }
        return new Photo(outputs, height, result);
    }

    /** {@code [height, width, 3]} to {@code [outputs, width, 3]}. */
    private static Photo toHeight(Photo photo, int outputs) {
        if (outputs == photo.height()) {
            return photo;
        }
        BicubicWeights weights = new BicubicWeights(photo.height(), outputs);
        byte[] rgb = photo.rgb();
        int row = 3 * photo.width();
        byte[] result = new byte[outputs * row];
        int[] sums = new int[row];
        for (int y = 0; y < outputs; y++) {
            Arrays.fill(sums, 0);
            int from = weights.first(y) * row;
            for (int weight : weights.kernel(y)) {
                for (int i = 0; i < row; i++) {
                    sums[i] += weight * (rgb[from + i] & 0xFF);
                }
                from += row;
            }
            for (int i = 0; i < row; i++) {
                result[y * row + i] = BicubicWeights.sample(sums[i]);
            }
        }
        return new Photo(photo.width(), outputs, result);
    }
}

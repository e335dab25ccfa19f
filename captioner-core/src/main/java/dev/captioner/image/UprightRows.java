package dev.captioner.image;

import java.util.Locale;

/** Puts the rows of a stored picture where they belong in the upright photo. */
final class UprightRows implements RowSink {
    private final Orientation orientation;

    private int width; // of the photo
    private int height;
    private byte[] upright = {};
    private int storedRows;
    private int arrived;

    UprightRows(Orientation orientation) {
        this.orientation = orientation;
    }

    @Override
    public void begin(int storedWidth, int storedHeight) {
        width = orientation.transposes() ? storedHeight : storedWidth;
        height = orientation.transposes() ? storedWidth : storedHeight;
        upright = new byte[3 * width * height];
        storedRows = storedHeight;
    }

    @Override
    public void row(byte[] rgb) {
        // The pixel x, y of the stored picture goes to pixel origin + x * right + y * down of the upright one.
        int acrossOutput = orientation.mirrors() ? -1 : 1;
        int downOutput = orientation.flips() ? -width : width;
        int origin = (orientation.mirrors() ? width - 1 : 0) + (orientation.flips() ? (height - 1) * width : 0);
        int right = orientation.transposes() ? downOutput : acrossOutput;
        int down = orientation.transposes() ? acrossOutput : downOutput;

        int length = 3 * (orientation.transposes() ? height : width);
        int start = 3 * (origin + arrived * down);
        arrived++;
        if (right == 1) {
            System.arraycopy(rgb, 0, upright, start, length);
            return;
        }
        for (int from = 0, to = start; from < length; from += 3, to += 3 * right) {
            upright[to] = rgb[from];
            upright[to + 1] = rgb[from + 1];
            upright[to + 2] = rgb[from + 2];
        }
    }

    /**
     * The photo, once all rows have arrived.
     *
     * @throws IllegalStateException when rows are missing, as a decoder leaves them that gave up without saying so
     */
    Photo photo() {
        if (arrived == 0 || arrived != storedRows) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%d of %d rows were decoded", arrived, storedRows));
        }
        return new Photo(width, height, upright);
    }
}

package dev.captioner.image;

/**
 * How the stored picture has to be turned to stand upright: the eight values of EXIF tag 0x0112 (TIFF 6.0, page 36), in order.
 * First the picture is transposed or not (rows become columns), then mirrored left to right, then top to bottom.
 */
enum Orientation {
    UPRIGHT(false, false, false),
    MIRRORED(false, true, false),
    UPSIDE_DOWN(false, true, true),
    FLIPPED(false, false, true),
    TRANSPOSED(true, false, false),
    TURN_RIGHT(true, true, false),
    TRANSVERSED(true, true, true),
    TURN_LEFT(true, false, true);

    private final boolean transpose;
    private final boolean mirror;
    private final boolean flip;

    Orientation(boolean transpose, boolean mirror, boolean flip) {
        this.transpose = transpose;
        this.mirror = mirror;
        this.flip = flip;
    }

    /** The orientation of an EXIF value; upright when it is none of 1 to 8. */
    static Orientation ofExif(int value) {
        return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** Turns rows into an upright photo. */
    Photo apply(PixelRows rows) {
        int width = transpose ? rows.height() : rows.width();
        int height = transpose ? rows.width() : rows.height();
        byte[] upright = new byte[3 * width * height];
        // The pixel x, y of the stored picture goes to pixel origin + x * right + y * down of the upright one.
        int acrossOutput = mirror ? -1 : 1;
        int downOutput = flip ? -width : width;
        int origin = (mirror ? width - 1 : 0) + (flip ? (height - 1) * width : 0);
        int right = transpose ? downOutput : acrossOutput;
        int down = transpose ? acrossOutput : downOutput;

        byte[] row = new byte[3 * rows.width()];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, row);
            int start = 3 * (origin + y * down);
            if (right == 1) {
                System.arraycopy(row, 0, upright, start, row.length);
                continue;
            }
            for (int from = 0, to = start; from < row.length; from += 3, to += 3 * right) {
                upright[to] = row[from];
                upright[to + 1] = row[from + 1];
                upright[to + 2] = row[from + 2];
            }
        }
        return new Photo(width, height, upright);
    }
}

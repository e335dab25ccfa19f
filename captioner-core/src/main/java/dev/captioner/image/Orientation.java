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

    /** This orientation and then another. */
    Orientation then(Orientation next) {
        // Transposed, a picture that was mirrored is flipped, and one that was flipped is mirrored.
        boolean mirrored = next.mirror ^ (next.transpose ? flip : mirror);
        boolean flipped = next.flip ^ (next.transpose ? mirror : flip);
        boolean transposed = next.transpose ^ transpose;
        for (Orientation orientation : values()) {
            if (orientation.transpose == transposed && orientation.mirror == mirrored && orientation.flip == flipped) {
                return orientation;
            }
        }
        throw new IllegalStateException("all combinations have a value");
    }

    /** Whether rows become columns. */
    boolean transposes() {
        return transpose;
    }

    /** Whether left and right change places, after the transposition. */
    boolean mirrors() {
        return mirror;
    }

    /** Whether top and bottom change places, after the transposition. */
    boolean flips() {
        return flip;
    }
}

package dev.captioner.image;

import dev.captioner.image.colour.ColourConversion;

/** Turns the rows of a picture into sRGB on their way. */
final class SrgbRows implements RowSink {
    private final ColourConversion conversion;
    private final RowSink next;

    private int width;
    private byte[] converted = {};

    private SrgbRows(ColourConversion conversion, RowSink next) {
        this.conversion = conversion;
        this.next = next;
    }

    /** The sink itself when there is nothing to convert; otherwise one before it that converts. */
    static RowSink before(RowSink sink, ColourConversion conversion) {
        return conversion == ColourConversion.NONE ? sink : new SrgbRows(conversion, sink);
    }

    @Override
    public void begin(int width, int height) {
        this.width = width;
        converted = new byte[3 * width];
        next.begin(width, height);
    }

    @Override
    public void row(byte[] rgb) {
        System.arraycopy(rgb, 0, converted, 0, converted.length);
        conversion.apply(converted, width);
        next.row(converted);
    }
}

package dev.captioner.image.webp;

import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A lossy picture with the opacities that lie beside it (WebP container specification, ALPH). */
public final class TranslucentPicture implements PictureRows {
    private static final int VERTICAL = 2;
    private static final int GRADIENT = 3;

    private final PictureRows colours;
    private final byte[] data;
    private final int filter;
    /** Null when the opacities are not compressed. */
    private final @Nullable LosslessPicture compressed;

    private final int end;
    private int at;
    private int y;
    private byte[] above;
    private byte[] row;

    /**
     * Reads the header of the opacities.
     *
     * @param data of which the opacities are the part from {@code start} to {@code end}
     * @throws IOException when they cannot be decoded
     */
    public TranslucentPicture(PictureRows colours, byte[] data, int start, int end) throws IOException {
        if (start >= end) {
            throw new EOFException("its opacities end early");
        }
        this.colours = colours;
        this.data = data;
        this.at = start + 1;
        this.end = end;
        int compression = data[start] & 3;
        if (compression > 1) {
            throw new IOException("its opacities are compressed in an unknown way");
        }
        filter = data[start] >> 2 & 3;
        compressed = compression == 0
                ? null
                : new LosslessPicture(new LeastFirstBits(data, at, end), colours.width(), colours.height(), false);
        above = new byte[colours.width()];
        row = new byte[colours.width()];
    }

    @Override
    public int width() {
        return colours.width();
    }

    @Override
    public int height() {
        return colours.height();
    }

    @Override
    public void read(byte[] rgba) throws IOException {
        colours.read(rgba);
        readRow();
        undoFilter();
        for (int x = 0; x < row.length; x++) {
            rgba[4 * x + 3] = row[x];
        }
        byte[] read = row;
        row = above;
        above = read;
        y++;
    }

    private void readRow() throws IOException {
        if (compressed != null) {
            int[] argb = compressed.readArgb();
            for (int x = 0; x < row.length; x++) {
                row[x] = (byte) (argb[x] >> 8);
            }
            return;
        }
        if (end - at < row.length) {
            throw new EOFException("its opacities end early");
        }
        System.arraycopy(data, at, row, 0, row.length);
        at += row.length;
    }

    private void undoFilter() {
        if (filter == 0) {
            return;
        }
        // The first row has only a left neighbour, the first column only one above.
        row[0] += y == 0 ? 0 : above[0];
        for (int x = 1; x < row.length; x++) {
            int left = row[x - 1] & 0xFF;
            int prediction = left;
            if (y > 0 && filter == VERTICAL) {
                prediction = above[x];
            } else if (y > 0 && filter == GRADIENT) {
                prediction = Math.max(0, Math.min(255, left + (above[x] & 0xFF) - (above[x - 1] & 0xFF)));
            }
            row[x] += (byte) prediction;
        }
    }
}

package dev.captioner.image;

import java.util.Arrays;

/** Lays the first frame of an animation on its screen where it does not cover it: the rest is white, as what is transparent is. */
final class OnScreen implements RowSink {
    private final RowSink sink;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final byte[] screenRow;

    private int frameBytes;
    private int frameRows; // still to come
    private int rowsSent;

    private OnScreen(RowSink sink, int left, int top, int width, int height) {
        this.sink = sink;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        screenRow = new byte[3 * width];
    }

    /**
     * A sink for a frame; the given one itself when the frame covers the screen.
     *
     * @param sink for the screen
     * @param left column of the screen where the frame begins
     * @param top row of the screen where the frame begins
     * @param width of the screen
     * @param height of the screen
     */
    static RowSink before(RowSink sink, int frameWidth, int frameHeight, int left, int top, int width, int height) {
        return frameWidth == width && frameHeight == height ? sink : new OnScreen(sink, left, top, width, height);
    }

    @Override
    public void begin(int frameWidth, int frameHeight) {
        frameBytes = 3 * frameWidth;
        frameRows = frameHeight;
        sink.begin(width, height);
        sendWhiteRows(top);
    }

    @Override
    public void row(byte[] rgb) {
        Arrays.fill(screenRow, (byte) 255);
        System.arraycopy(rgb, 0, screenRow, 3 * left, frameBytes);
        send();
        frameRows--;
        if (frameRows == 0) {
            sendWhiteRows(height - rowsSent);
        }
    }

    private void sendWhiteRows(int count) {
        Arrays.fill(screenRow, (byte) 255);
        for (int i = 0; i < count; i++) {
            send();
        }
    }

    private void send() {
        sink.row(screenRow);
        rowsSent++;
    }
}

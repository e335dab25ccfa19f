package dev.captioner.encode;

import dev.captioner.image.Photo;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What the encoders of EfficientNet-Lite share: its sizes, its input, and memory that is not freed while it is in use. */
abstract class EfficientNetLiteEncoder implements Encoder {
    private final EfficientNetLiteArchitecture architecture;
    private final NetworkInput input;
    private final ReadWriteLock open = new ReentrantReadWriteLock(); // read while encoding, written to close
    private boolean closed;

    EfficientNetLiteEncoder(EfficientNetLiteArchitecture architecture) {
        this.architecture = architecture;
        input = NetworkInput.of(architecture);
    }

    /**
     * Runs the network, on several threads at once.
     *
     * @param pixels {@code [S, S, 3]}
     * @return {@code [g, g, D]}
     */
    abstract float[] run(float[] pixels);

    /** Frees the memory outside the Java heap; called once, when nothing runs any more. */
    abstract void free();

    @Override
    public final int inputSize() {
        return architecture.inputSize();
    }

    @Override
    public final int grid() {
        return architecture.grid();
    }

    @Override
    public final int channels() {
        return EfficientNetLiteArchitecture.CHANNELS;
    }

    /** @throws IllegalStateException after {@link #close} */
    @Override
    public final RegionFeatures encode(Photo photo) {
        float[] pixels = input.pixels(photo);
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the encoder is closed");
            }
            return new RegionFeatures(run(pixels), grid(), channels());
        } finally {
            open.readLock().unlock();
        }
    }

    /** Waits for photos that are being encoded, then frees the memory outside the Java heap. */
    @Override
    public final void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                free();
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}

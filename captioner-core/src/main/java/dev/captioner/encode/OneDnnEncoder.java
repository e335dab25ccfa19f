package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.image.Photo;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * EfficientNet-Lite on the CPU by oneDNN: the fast path. Each photo is computed on the thread that asks for it, on one processor
 * and with working memory of its own, so that its features depend neither on what else is encoded nor on the number of threads.
 * As many photos are computed at once as there are processors; further callers wait.
 */
@Internal
public final class OneDnnEncoder implements Encoder {
    private final EfficientNetLiteArchitecture architecture;
    private final NetworkInput input;
    private final OneDnnNetwork network;
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final Queue<OneDnnRun> idle = new ConcurrentLinkedQueue<>(); // never more than there are processors
    private final ReadWriteLock open = new ReentrantReadWriteLock(); // read while encoding, written to close
    private boolean closed;

    /**
     * Compiles the network and copies the weights to native memory.
     *
     * @throws LinkageError when oneDNN cannot be loaded on this system
     */
    public OneDnnEncoder(EfficientNetLiteWeights weights) {
        OneDnn.load();
        OpenMp.load();
        architecture = weights.architecture();
        input = NetworkInput.of(architecture);
        // oneDNN fixes the number of threads of a primitive when it is made.
        network = OpenMp.onOneThread(() -> new OneDnnNetwork(weights.fold()));
    }

    @Override
    public int inputSize() {
        return architecture.inputSize();
    }

    @Override
    public int grid() {
        return architecture.grid();
    }

    @Override
    public int channels() {
        return EfficientNetLiteArchitecture.CHANNELS;
    }

    /** @throws IllegalStateException after {@link #close} */
    @Override
    public RegionFeatures encode(Photo photo) {
        processors.acquireUninterruptibly();
        try {
            open.readLock().lock();
            try {
                return new RegionFeatures(run(input.pixels(photo)), grid(), channels());
            } finally {
                open.readLock().unlock();
            }
        } finally {
            processors.release();
        }
    }

    private float[] run(float[] pixels) {
        if (closed) {
            throw new IllegalStateException("the encoder is closed");
        }
        return OpenMp.onOneThread(() -> {
            OneDnnRun free = idle.poll();
            OneDnnRun run = free == null ? new OneDnnRun(network) : free;
            try {
                return run.run(pixels);
            } finally {
                idle.add(run);
            }
        });
    }

    /** Waits for photos that are being encoded, then frees the native memory. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                idle.forEach(OneDnnRun::close);
                idle.clear();
                network.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}

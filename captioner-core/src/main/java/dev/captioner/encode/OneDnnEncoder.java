package dev.captioner.encode;

import dev.captioner.api.Internal;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * EfficientNet-Lite on the CPU by oneDNN: the fast path. Each photo is computed on the thread that asks for it, on one processor
 * and with working memory of its own, so that its features depend neither on what else is encoded nor on the number of threads.
 * As many photos are computed at once as there are processors; further callers wait.
 */
@Internal
public final class OneDnnEncoder extends EfficientNetLiteEncoder {
    private final OneDnnNetwork network;
    private final Semaphore processors = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final Queue<OneDnnRun> idle = new ConcurrentLinkedQueue<>(); // never more than there are processors

    /**
     * Compiles the network and copies the weights to native memory.
     *
     * @throws LinkageError when oneDNN cannot be loaded on this system
     */
    public OneDnnEncoder(EfficientNetLiteWeights weights) {
        super(weights.architecture());
        OneDnn.load();
        OpenMp.load();
        // oneDNN fixes the number of threads of a primitive when it is made.
        network = OpenMp.onOneThread(() -> new OneDnnNetwork(weights.fold()));
    }

    @Override
    float[] run(float[] pixels) {
        processors.acquireUninterruptibly();
        try {
            return OpenMp.onOneThread(() -> {
                OneDnnRun free = idle.poll();
                OneDnnRun run = free == null ? new OneDnnRun(network) : free;
                try {
                    return run.run(pixels);
                } finally {
                    idle.add(run);
                }
            });
        } finally {
            processors.release();
        }
    }

    @Override
    void free() {
        idle.forEach(OneDnnRun::close);
        idle.clear();
        network.close();
    }
}

package dev.captioner.encode;

import dev.captioner.image.Photo;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * EfficientNet-Lite on the CPU by oneDNN: the fast path. Photos are computed one at a time by as many threads as there are
 * cores, each with working memory of its own and all with the same weights, so that the features of a photo depend neither on
 * what else is encoded nor on the number of threads.
 */
public final class OneDnnEncoder implements Encoder {
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final EfficientNetLiteArchitecture architecture;
    private final NetworkInput input;
    private final ExecutorService workers;
    private final OneDnnNetwork network;
    private final Queue<OneDnnRun> idle = new ConcurrentLinkedQueue<>(); // never more than there are workers

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
        workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), OneDnnEncoder::worker);
        try {
            // On a worker, because oneDNN fixes the number of threads of a primitive when it is made.
            network = onWorker(() -> new OneDnnNetwork(weights.fold()));
        } catch (RuntimeException | Error e) {
            workers.shutdown();
            throw e;
        }
    }

    private static Thread worker(Runnable work) {
        Runnable alone = () -> {
            OpenMp.useOneThread();
            work.run();
        };
        Thread thread = new Thread(alone, "encoder-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
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
        return onWorker(() -> {
            OneDnnRun free = idle.poll();
            OneDnnRun run = free == null ? new OneDnnRun(network) : free;
            try {
                return new RegionFeatures(run.run(input.pixels(photo)), grid(), channels());
            } finally {
                idle.add(run);
            }
        });
    }

    private <T> T onWorker(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, workers).join();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the encoder is closed", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error problem) {
                throw problem;
            }
            throw e;
        }
    }

    /** Waits for photos that are being encoded, then frees the native memory. */
    @Override
    public void close() {
        workers.shutdown();
        boolean interrupted = false;
        while (!workers.isTerminated()) {
            try {
                workers.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true; // memory in use must not be freed
            }
        }
        idle.forEach(OneDnnRun::close);
        idle.clear();
        network.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.captioner.math;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.memory.Deallocatable;
import org.nd4j.linalg.api.memory.deallocation.DeallocatableReference;
import org.nd4j.linalg.api.memory.deallocation.DeallocatorService;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes ND4J free memory with a delay. ND4J 1.0.0-M2.1 frees an array's buffer from its own thread as soon as the
 * garbage collector finds the array unreachable. Compiled code drops the reference once it has passed the address to
 * a native operation, so the memory may be freed while that operation still uses it, which crashes the process
 * (docs/decisions/nd4j-memory.md). With the delay every operation has ended by then. Memory that belongs to JavaCPP
 * has the same problem; {@link #kept} is for it.
 */
public final class DelayedDeallocation {
    /** Longer than any single operation takes, also on a busy machine. */
    private static final Duration DELAY = Duration.ofSeconds(10);

    /** Arrays that are kept reachable, oldest first. */
    private static final Deque<Kept> KEPT = new ArrayDeque<>();

    private static boolean installed;

    private record Kept(INDArray array, long since) {}

    private DelayedDeallocation() {}

    /**
     * Installs the delay; further calls have no effect.
     *
     * @throws NoGpuException when this is a build for CUDA and there is no GPU
     * @throws IllegalStateException when ND4J is not the release that this was written for
     */
    public static synchronized void install() {
        if (!installed) {
            Cuda.requireGpu();
            installed = true;
            install(Nd4j.getDeallocatorService(), DELAY);
        }
    }

    /**
     * Keeps an array reachable for as long as an operation on it may take. For arrays that were made of a Java array
     * outside a workspace, whose memory JavaCPP frees.
     *
     * @return the array
     */
    public static INDArray kept(INDArray array) {
        synchronized (KEPT) {
            dropOld();
            KEPT.add(new Kept(array, System.nanoTime()));
        }
        return array;
    }

    private static void dropOld() {
        synchronized (KEPT) {
            while (!KEPT.isEmpty() && System.nanoTime() - KEPT.element().since() >= DELAY.toNanos()) {
                KEPT.remove();
            }
        }
    }

    // Unreachable buffers go into our own queues, which ND4J's threads do not read.
    @SuppressWarnings("unchecked") // as declared there
    static void install(DeallocatorService service, Duration delay) {
        List<List<ReferenceQueue<Deallocatable>>> queuesOfDevices =
                (List<List<ReferenceQueue<Deallocatable>>>) field(service, "deviceMap");
        Map<String, DeallocatableReference> references =
                (Map<String, DeallocatableReference>) field(service, "referenceMap");
        for (int device = 0; device < queuesOfDevices.size(); device++) {
            ReferenceQueue<Deallocatable> queue = new ReferenceQueue<>();
            queuesOfDevices.get(device).replaceAll(own -> queue);
            Thread thread = new Thread(new Freeing(device, queue, references, delay.toNanos()), "nd4j-deallocation");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static Object field(DeallocatorService service, String name) {
        try {
            Field field = DeallocatorService.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(service);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "expected ND4J 1.0.0-M2.1, whose DeallocatorService has a field " + name
                            + "; see docs/decisions/nd4j-memory.md",
                    e);
        }
    }

    private record Freeing(
            int device, ReferenceQueue<Deallocatable> queue, Map<String, DeallocatableReference> references, long delay)
            implements Runnable {
        private record Unused(DeallocatableReference reference, long since) {}

        @Override
        public void run() {
            Nd4j.getAffinityManager().unsafeSetDevice(device);
            Deque<Unused> waiting = new ArrayDeque<>();
            try {
                while (true) {
                    Unused first = waiting.peek();
                    Reference<? extends Deallocatable> next =
                            queue.remove(first == null ? DELAY.toMillis() : millisecondsLeft(first));
                    dropOld();
                    if (next != null) {
                        waiting.add(new Unused((DeallocatableReference) next, System.nanoTime()));
                    }
                    while (!waiting.isEmpty()
                            && System.nanoTime() - waiting.element().since() >= delay) {
                        DeallocatableReference reference = waiting.remove().reference();
                        reference.getDeallocator().deallocate();
                        references.remove(reference.getId());
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** At least one: a queue waits for ever when given zero. */
        private long millisecondsLeft(Unused unused) {
            return Math.max(1, (unused.since() + delay - System.nanoTime()) / 1_000_000);
        }
    }
}

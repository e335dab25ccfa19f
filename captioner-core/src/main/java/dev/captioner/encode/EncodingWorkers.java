package dev.captioner.encode;

import dev.captioner.api.Internal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads that each decode and encode one photo at a time. An {@link EncodingPipeline} submits the photos of a source to
 * them; a server submits the photos of its requests as they arrive. Safe for use by many threads at once.
 */
@Internal
public final class EncodingWorkers implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor threads;

    /**
     * Workers that start when there is work for them.
     *
     * @param count of threads, at least 1
     */
    public EncodingWorkers(int count) {
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "photos-" + COUNT.incrementAndGet());
        thread.setDaemon(true);
        started.add(thread);
        return thread;
    }

    /**
     * Queues the work on one photo. Tasks start in the order of submission.
     *
     * @param source of the photo
     * @param work runs on a worker thread; it throws {@link dev.captioner.image.PhotoException} to reject the photo
     * @throws java.util.concurrent.RejectedExecutionException after {@link #close}
     */
    public <S, R> EncodingTask<S, R> submit(S source, Callable<R> work) {
        EncodingTask<S, R> task = new EncodingTask<>(source, work);
        execute(task);
        return task;
    }

    void execute(EncodingTask<?, ?> task) {
        threads.execute(task);
    }

    /** The number of photos that wait for a worker. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Nothing more will be submitted: the threads end with the last task. */
    void complete() {
        threads.shutdown();
    }

    /**
     * Cancels the tasks that wait, and waits for those that run and for the end of the threads: nobody uses the encoder
     * afterwards. Running tasks are not interrupted: an interrupt would close the files and the database that they read.
     */
    @Override
    public void close() {
        threads.shutdown();
        List<Runnable> waiting = new ArrayList<>();
        threads.getQueue().drainTo(waiting);
        waiting.forEach(task -> ((EncodingTask<?, ?>) task).cancel(false));
        started.forEach(thread -> Uninterruptibly.run(thread::join));
    }
}

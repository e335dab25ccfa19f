package dev.captioner.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on a fixed number of threads. */
final class Workers {
    private Workers() {}

    /** The task for one item. */
    interface Work<T> {
        T on(int item) throws Exception;
    }

    /** The results for items 0 to {@code count - 1}, in order. */
    static <T> List<T> map(int threads, int count, Work<T> work) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> pending = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int item = i;
                pending.add(workers.submit(() -> work.on(item)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : pending) {
                results.add(result.get());
            }
            return results;
        } finally {
            workers.shutdownNow();
        }
    }
}

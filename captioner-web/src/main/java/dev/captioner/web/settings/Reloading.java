package dev.captioner.web.settings;

import java.time.Duration;

/** Repeats a check whether a file was replaced, as often as {@code captioner.reload} says, until it is closed. */
public final class Reloading implements AutoCloseable {
    private final Thread thread;

    private Reloading(String name, Duration every, Runnable check) {
        thread = new Thread(() -> repeat(every, check), name);
        thread.setDaemon(true);
    }

    /**
     * Starts a thread that checks.
     *
     * @param name of the thread
     * @param every interval; zero for never
     * @param check throws nothing
     */
    public static Reloading start(String name, Duration every, Runnable check) {
        Reloading reloading = new Reloading(name, every, check);
        if (!every.isZero()) {
            reloading.thread.start();
        }
        return reloading;
    }

    private static void repeat(Duration every, Runnable check) {
        try {
            while (true) {
                Thread.sleep(every.toMillis());
                check.run();
            }
        } catch (InterruptedException e) {
            return; // closed
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

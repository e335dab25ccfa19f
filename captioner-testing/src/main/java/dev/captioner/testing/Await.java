package dev.captioner.testing;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for events in other threads and processes. */
public final class Await {
    /** Only limits how long a broken test hangs; no correct test takes so long, however busy the machine is. */
    public static final Duration BOUND = Duration.ofMinutes(10);

    private Await() {}

    /**
     * Waits until a condition is true.
     *
     * @param state describes the failure when the bound is over
     * @throws AssertionError if the condition is still false after {@link #BOUND}
     */
    public static void until(Callable<Boolean> condition, Callable<String> state) throws Exception {
        long start = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - start > BOUND.toNanos()) {
                throw new AssertionError("not within " + BOUND.toMinutes() + " minutes: " + state.call());
            }
            Thread.sleep(5);
        }
    }

    /**
     * Waits until a process has used more processor time than before. Unlike a sleep, this stops the process at about the same place of
     * its work on any machine.
     *
     * @throws AssertionError if the process ends before that
     */
    public static void processorTime(Process process, Duration more) throws Exception {
        long start = processorNanos(process);
        until(
                () -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("the process has ended with exit code " + process.exitValue());
                    }
                    return processorNanos(process) - start >= more.toNanos();
                },
                () -> process.info().toString());
    }

    private static long processorNanos(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}

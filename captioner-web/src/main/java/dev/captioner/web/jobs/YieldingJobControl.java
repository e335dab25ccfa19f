package dev.captioner.web.jobs;

import dev.captioner.batch.job.JobControl;
import dev.captioner.web.serving.Serving;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Gives requests priority over a job. The job encodes one photo at a time; before each photo and before each decoder step it waits
 * until no request is in flight, but at most half a second, so that it makes progress under constant load too.
 */
final class YieldingJobControl implements JobControl {
    private static final long LONGEST_WAIT = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long POLL_MILLIS = 2;

    private final Serving serving;
    private final BooleanSupplier toStop;

    YieldingJobControl(Serving serving, BooleanSupplier toStop) {
        this.serving = serving;
        this.toStop = toStop;
    }

    @Override
    public int processors() {
        return 1;
    }

    @Override
    public void awaitTurn() {
        long started = System.nanoTime();
        while (serving.isBusy() && System.nanoTime() - started < LONGEST_WAIT && !toStop.getAsBoolean()) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isToStop() {
        return toStop.getAsBoolean();
    }
}

package dev.captioner.web.jobs;

import dev.captioner.batch.job.JobControl;
import dev.captioner.web.serving.Serving;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Has a job work while no request is being computed: one photo is looked at at a time, and before each, and before each word, the
 * job waits for requests to be over. Not for ever: under requests without end it does a piece of work now and then.
 */
final class YieldingJobControl implements JobControl {
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long GLANCE = 2; // milliseconds

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
        long begun = System.nanoTime();
        while (serving.isBusy() && System.nanoTime() - begun < PATIENCE && !toStop.getAsBoolean()) {
            try {
                Thread.sleep(GLANCE);
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

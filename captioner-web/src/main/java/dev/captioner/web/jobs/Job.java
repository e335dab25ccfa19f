package dev.captioner.web.jobs;

import dev.captioner.batch.job.JobListener;
import dev.captioner.batch.job.JobRecipe.ModelIdentity;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.image.LeftOut;
import dev.captioner.web.metrics.ServiceMetrics;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A job in memory: its status, which changes, and whether it was told to stop. */
final class Job implements JobListener {
    private static final double NANOS = 1e9;

    private volatile JobStatus status;
    private final ServiceMetrics metrics;
    private volatile boolean toldToStop;
    private Map<String, Long> leftOut = Map.of();
    private long started;
    private Progress atStart = new Progress(0, 0, 0, 0);
    private Progress last = new Progress(0, 0, 0, 0);

    Job(JobStatus status, ServiceMetrics metrics) {
        this.status = status;
        this.metrics = metrics;
    }

    JobStatus status() {
        return status;
    }

    synchronized JobStatus change(UnaryOperator<JobStatus> change) {
        status = change.apply(status);
        return status;
    }

    void tellToStop() {
        toldToStop = true;
    }

    boolean isToldToStop() {
        return toldToStop;
    }

    void runsWith(ModelIdentity model) {
        change(before -> before.with(model));
    }

    @Override
    public void listing(long photos) {}

    @Override
    public void leftOut(LeftOut counts) {
        leftOut = counts.byKey();
    }

    @Override
    public void captioning(Progress progress) {
        started = System.nanoTime();
        atStart = progress;
        last = progress;
        change(before ->
                before.at(new JobProgress(progress.photos(), progress.done(), progress.bad(), leftOut, null, null)));
    }

    @Override
    public void rejected(String name, PhotoProblem problem) {}

    @Override
    public void progress(Progress progress) {
        double seconds = Math.max(1e-3, (System.nanoTime() - started) / NANOS);
        double rate = (progress.done() - atStart.done()) / seconds;
        double left = (progress.photos() - progress.done()) / Math.max(1e-9, rate);
        change(before -> before.at(new JobProgress(
                progress.photos(), progress.done(), progress.bad(), leftOut, round(rate), round(left))));
        long failed = progress.bad() - last.bad();
        metrics.jobPhotos(progress.done() - last.done() - failed, failed);
        last = progress;
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    @Override
    public void writing(Path target) {}
}

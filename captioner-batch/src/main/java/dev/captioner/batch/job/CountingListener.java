package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;
import java.nio.file.Path;

/** Keeps the progress of the job. */
final class CountingListener implements JobListener {
    private final JobListener listener;
    private Progress last = new Progress(0, 0, 0, 0);

    CountingListener(JobListener listener) {
        this.listener = listener;
    }

    CaptionJob.Summary summary() {
        return new CaptionJob.Summary(last.photos(), last.bad(), last.computed());
    }

    @Override
    public void listing(long photos) {
        listener.listing(photos);
    }

    @Override
    public void captioning(Progress progress) {
        last = progress;
        listener.captioning(progress);
    }

    @Override
    public void rejected(String name, PhotoProblem problem) {
        listener.rejected(name, problem);
    }

    @Override
    public void progress(Progress progress) {
        last = progress;
        listener.progress(progress);
    }

    @Override
    public void writing(Path target) {
        listener.writing(target);
    }
}

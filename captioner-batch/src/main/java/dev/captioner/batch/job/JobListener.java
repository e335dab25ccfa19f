package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;
import java.nio.file.Path;

/** Hears how a job gets on, on the thread that runs it. */
public interface JobListener {
    /** Photos are being listed; so many have been. */
    void listing(long photos);

    /** Captioning begins, or goes on where it was stopped. */
    void captioning(Progress progress);

    /** A photo has no caption. */
    void refused(String name, PhotoProblem problem);

    /** A chunk has been written down. */
    void progress(Progress progress);

    /** A target is being written. */
    void writing(Path target);

    /**
     * How far captioning is.
     *
     * @param done of the photos
     * @param photos in all
     * @param computed described since the process began; the others were known
     * @param bad without a caption
     */
    record Progress(long done, long photos, long computed, long bad) {}
}

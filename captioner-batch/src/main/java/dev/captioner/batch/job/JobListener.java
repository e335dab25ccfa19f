package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.target.Unwritten;
import dev.captioner.image.LeftOut;
import java.nio.file.Path;

/** Receives the progress of a job, on the thread that runs it. */
public interface JobListener {
    /** Photos are being listed; receives the number so far. */
    void listing(long photos);

    /** The source has been listed, by this process or by one before it. Receives the files that are no photos. */
    void leftOut(LeftOut leftOut);

    /** Captioning starts or resumes. */
    void captioning(Progress progress);

    /** A photo has no caption. */
    void rejected(String name, PhotoProblem problem);

    /** A chunk has been committed. */
    void progress(Progress progress);

    /** A target is being written. */
    void writing(Path target);

    /** A file could not be written; what exists there is left as it is. */
    default void unwritten(Unwritten file) {}

    /**
     * The progress of captioning.
     *
     * @param done photos that are done
     * @param photos photos of the source
     * @param computed computed since the process started; the results of the others were known
     * @param bad without a caption
     */
    record Progress(long done, long photos, long computed, long bad) {}
}

package dev.captioner.web.jobs;

import dev.captioner.web.body.Upload;
import dev.captioner.web.problem.Problem;
import java.io.IOException;
import java.time.Duration;

/** Limits how many jobs wait. An upload in flight counts as a job that waits, so that an archive never arrives in vain. */
final class JobUploads {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final JobRegistry registry;
    private final int capacity;
    private int inFlight;

    /** @param capacity maximum number of jobs that wait and uploads in flight */
    JobUploads(JobRegistry registry, int capacity) {
        this.registry = registry;
        this.capacity = capacity;
    }

    /** @throws JobException when the queue is full */
    synchronized void requirePlace() {
        long waiting = registry.count(JobState.WAITING) + inFlight;
        if (waiting >= capacity) {
            throw new JobException(
                    Problem.TOO_MANY_JOBS,
                    "the queue of jobs is full: " + waiting
                            + " jobs wait or are being uploaded; wait for one to end, or stop one",
                    RETRY_AFTER);
        }
    }

    /**
     * Opens an upload, which holds a place in the queue until it is closed.
     *
     * @throws JobException when the queue is full
     * @throws IOException when the file cannot be created
     */
    synchronized Upload open(JobStorage storage) throws IOException {
        requirePlace();
        Upload upload = new Upload(storage.newUpload(), this::closed);
        inFlight++;
        return upload;
    }

    private synchronized void closed() {
        inFlight--;
    }
}

package dev.captioner.web.jobs;

import dev.captioner.web.body.Pace;
import dev.captioner.web.body.Upload;
import dev.captioner.web.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Limits how many jobs wait. An upload in flight counts as a job that waits, so that an archive never arrives in vain. When the queue is
 * full, the oldest upload that is too slow makes room for a new job: clients that send nothing keep nobody away.
 */
final class JobUploads {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    /** An upload has so long to get going. */
    private static final Duration START = Duration.ofSeconds(5);

    private final JobRegistry registry;
    private final int capacity;
    private final long slowest;
    private final Set<Upload> inFlight = new LinkedHashSet<>();

    /**
     * @param capacity maximum number of jobs that wait and uploads in flight
     * @param slowest bytes per second that an upload has to send at least
     */
    JobUploads(JobRegistry registry, int capacity, long slowest) {
        this.registry = registry;
        this.capacity = capacity;
        this.slowest = slowest;
    }

    /** @throws JobException when the queue is full */
    synchronized void requirePlace() {
        long waiting = registry.count(JobState.WAITING) + inFlight.size();
        if (waiting >= capacity && !abandonSlowest()) {
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
        Upload upload = new Upload(storage.newUpload(), new Pace(slowest), this::closed);
        inFlight.add(upload);
        return upload;
    }

    /** Gives up the oldest upload that is too slow; returns whether there is one. */
    private boolean abandonSlowest() {
        for (Upload upload : inFlight) {
            if (upload.pace().isSlowSoFar(START)) {
                upload.abandon();
                inFlight.remove(upload);
                return true;
            }
        }
        return false;
    }

    private synchronized void closed(Upload upload) {
        inFlight.remove(upload);
    }
}

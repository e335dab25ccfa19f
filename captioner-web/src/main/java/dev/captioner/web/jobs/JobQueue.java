package dev.captioner.web.jobs;

import dev.captioner.batch.job.JobStoppedException;
import dev.captioner.batch.source.SourceException;
import dev.captioner.batch.store.StoreException;
import dev.captioner.decode.ConstraintException;
import dev.captioner.web.metrics.ServiceMetrics;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs jobs one after the other, in the order in which they were added, and writes each change of their state to disk. */
final class JobQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
    private static final long SHUTDOWN_SECONDS = 20;

    private final JobRunner runner;
    private final JobRetention retention;
    private final ServiceMetrics metrics;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "jobs");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closing;

    JobQueue(JobRunner runner, JobRetention retention, ServiceMetrics metrics) {
        this.runner = runner;
        this.retention = retention;
        this.metrics = metrics;
    }

    /** Adds a job that waits. */
    void add(JobStorage storage, Job job) {
        worker.execute(() -> run(storage, job));
    }

    /** Ends a job that waits, or tells the running one to stop at the next photo. */
    synchronized void stop(JobStorage storage, Job job) {
        job.tellToStop();
        if (job.status().state() == JobState.WAITING) {
            end(storage, job, JobState.STOPPED, null);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever fails in one job, the next one runs
    private void run(JobStorage storage, Job job) {
        if (closing || !begin(storage, job)) {
            return;
        }
        try {
            runner.run(storage, job, () -> closing || job.isToldToStop());
            end(storage, job, JobState.COMPLETE, null);
        } catch (JobStoppedException e) {
            if (job.isToldToStop()) {
                end(storage, job, JobState.STOPPED, null);
            } else if (!closing) {
                fail(storage, job, e.reason().replaceFirst("^stopped: ", "")); // it was not stopped by a client
            } // else the next process resumes it
        } catch (SourceException | StoreException | ConstraintException e) {
            fail(storage, job, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("job {} failed with an internal error", job.status().id(), e);
            end(storage, job, JobState.FAILED, "internal error; the service's log has the cause");
        }
    }

    private synchronized boolean begin(JobStorage storage, Job job) {
        if (job.status().state() != JobState.WAITING) {
            return false; // stopped while it waited
        }
        write(storage, job.change(before -> before.runs(Instant.now())));
        return true;
    }

    private void fail(JobStorage storage, Job job, String reason) {
        String id = job.status().id();
        LOG.warn("job {} failed: {}", id, reason);
        end(storage, job, JobState.FAILED, runner.withoutPaths(reason, storage, job.status()));
    }

    /** Writes the end before it is visible: a client can delete the job from then on. */
    private synchronized void end(JobStorage storage, Job job, JobState state, @Nullable String reason) {
        JobStatus ended = job.status().ends(state, Instant.now(), reason);
        write(storage, ended);
        try {
            storage.deleteWork(ended.id());
        } catch (IOException e) {
            LOG.warn("cannot delete the temporary files of job {}", ended.id(), e);
        }
        job.change(before -> ended);
        metrics.jobEnded(state.name().toLowerCase(Locale.ROOT));
        retention.apply(storage);
    }

    private static void write(JobStorage storage, JobStatus status) {
        try {
            storage.write(status);
        } catch (IOException e) {
            LOG.error("cannot write the state of job {}", status.id(), e);
        }
    }

    /** Interrupts the running job at the next photo; the next process resumes it there. */
    @Override
    public void close() {
        closing = true;
        worker.shutdown();
        try {
            if (!worker.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the running job does not stop; the next process resumes it from its last saved photo");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.captioner.web.jobs;

import dev.captioner.web.body.Upload;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of the service: submit, list, stop and delete. One job runs at a time ({@link JobQueue}), ended jobs are kept for a
 * while ({@link JobRetention}). Jobs are on disk ({@link JobStorage}), so that the next process resumes those that a shutdown
 * interrupted. The folder is opened by the first job, not at start.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int ID_BYTES = 8;

    private final Settings.Jobs settings;
    private final JobRunner runner;
    private final ServiceMetrics metrics;
    private final JobRegistry registry = new JobRegistry();
    private final JobRetention retention;
    private final JobUploads uploads;
    private final JobQueue queue;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable JobStorage opened; // with all its jobs in the registry

    /**
     * Without any job, until {@link #resume}.
     *
     * @param slowest bytes per second that an upload has to send at least
     */
    public Jobs(Settings.Jobs settings, long slowest, JobRunner runner, ServiceMetrics metrics) {
        if (settings.waiting() < 1 || settings.kept() < 1) {
            throw new IllegalArgumentException(
                    "captioner.jobs.waiting and captioner.jobs.kept: expected at least 1, found " + settings.waiting()
                            + " and " + settings.kept());
        }
        this.settings = settings;
        this.runner = runner;
        this.metrics = metrics;
        retention = new JobRetention(registry, settings.kept());
        uploads = new JobUploads(registry, settings.waiting(), slowest);
        queue = new JobQueue(runner, retention, metrics);
        metrics.gauge("captioner.jobs.waiting", "jobs in the queue", () -> registry.count(JobState.WAITING));
        metrics.gauge("captioner.jobs.running", "running jobs", () -> registry.count(JobState.RUNNING));
    }

    /** Resumes the jobs of the previous process, if there are any. If that fails, the next request for jobs tries again. */
    public void resume() {
        try {
            open();
        } catch (JobException e) {
            LOG.warn(
                    "jobs of the previous process are not resumed: {}",
                    e.reason().detail());
        }
    }

    /**
     * Opens the folder if there is one: before the first job there need not be.
     *
     * @throws JobException when the folder for jobs cannot be used
     */
    private void open() {
        if (opened == null && Files.isDirectory(settings.workFolder())) {
            storage();
        }
    }

    /** @throws JobException when the folder for jobs cannot be used */
    private JobStorage storage() {
        JobStorage known = opened;
        return known == null ? openStorage() : known;
    }

    private synchronized JobStorage openStorage() {
        JobStorage known = opened;
        if (known != null) {
            return known; // another thread was first
        }
        try {
            JobStorage storage = JobStorage.open(settings.workFolder());
            try {
                resume(storage, storage.read());
            } catch (IOException | RuntimeException | Error e) {
                storage.close();
                throw e;
            }
            opened = storage;
            return storage;
        } catch (IOException e) {
            LOG.warn("cannot use the folder for jobs {}", settings.workFolder(), e);
            throw new JobException(
                    Problem.JOBS_UNAVAILABLE,
                    "the folder for jobs (captioner.jobs.work) cannot be used; the service's log has the cause");
        }
    }

    /** Adds the jobs of the previous process: first to the queue comes the one that was interrupted, then those that waited. */
    private void resume(JobStorage storage, List<JobStatus> statuses) {
        List<JobStatus> known =
                statuses.stream().sorted(JobRegistry.OLDEST_FIRST).toList();
        known.forEach(status -> registry.add(new Job(status, metrics)));
        for (JobState state : List.of(JobState.RUNNING, JobState.WAITING)) {
            for (JobStatus status : known) {
                if (status.state() == state) {
                    Job job = registry.get(status.id());
                    job.change(JobStatus::requeued);
                    queue.add(storage, job);
                }
            }
        }
    }

    /**
     * Opens an upload for the archive of a job, which holds a place in the queue while it arrives.
     *
     * @param bytes the size of the request; negative if it is not known
     * @throws JobException when the queue is full, the folder for jobs cannot be used, or it has no room for the archive
     */
    public synchronized Upload upload(long bytes) {
        try {
            JobStorage storage = storage();
            if (!storage.hasRoomFor(bytes)) {
                throw new JobException(
                        Problem.STORAGE_FULL,
                        "the disk with the folder for jobs has too little room for the archive, which takes twice its size for"
                                + " a moment; send a smaller one or try again later");
            }
            return uploads.open(storage);
        } catch (IOException e) {
            throw storageFull(e);
        }
    }

    private static JobException storageFull(IOException cause) {
        LOG.warn("cannot write a job", cause);
        return new JobException(
                Problem.STORAGE_FULL, "the disk with the folder for jobs is full or fails; try again later");
    }

    /**
     * Adds a job for an archive to the queue.
     *
     * @param upload holds the archive at {@link Upload#archive}
     * @throws JobException when the job is invalid or cannot be stored
     */
    public synchronized JobStatus submit(JobRequest request, Upload upload) {
        runner.check(request);
        return add(request, upload.archive());
    }

    /**
     * Adds a job for a folder to the queue.
     *
     * @throws JobException when the job is invalid or cannot be stored, or the queue is full
     */
    public synchronized JobStatus submit(JobRequest request) {
        runner.check(request);
        uploads.requirePlace();
        return add(request, null);
    }

    private JobStatus add(JobRequest request, @Nullable Path archive) {
        JobStorage storage = storage();
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        JobStatus status = JobStatus.waiting(HexFormat.of().formatHex(id), Instant.now(), request);
        try {
            storage.add(status, archive);
        } catch (IOException e) {
            throw storageFull(e);
        }
        Job job = new Job(status, metrics);
        registry.add(job);
        queue.add(storage, job);
        return status;
    }

    /**
     * All jobs, newest first. Does not wait for others that write to the disk.
     *
     * @throws JobException when the folder for jobs cannot be used
     */
    public List<JobStatus> all() {
        open(); // the service may get requests before it is ready
        return registry.all();
    }

    /**
     * The status of a job. Does not wait for others that write to the disk.
     *
     * @throws JobException if there is no job with this id, or the folder for jobs cannot be used
     */
    public JobStatus status(String id) {
        open();
        return registry.get(id).status();
    }

    /**
     * The results of a complete job, JSON Lines.
     *
     * @throws JobException if there is no such job or it is not complete
     */
    public Path results(String id) {
        return storage().results(requireComplete(id));
    }

    /**
     * The report of a complete job about photos without a caption, JSON Lines.
     *
     * @throws JobException if there is no such job or it is not complete
     */
    public Path report(String id) {
        return storage().report(requireComplete(id));
    }

    /** The id of the job as the service knows it: a path is made from this one, never from what a client sent. */
    private String requireComplete(String id) {
        JobStatus status = status(id);
        if (status.state() != JobState.COMPLETE) {
            String state = status.state().name().toLowerCase(Locale.ROOT);
            throw new JobException(
                    Problem.JOB_WITHOUT_RESULTS,
                    "expected a complete job, found one that is " + state
                            + (status.state().isEnd()
                                    ? "; submit another job"
                                    : "; wait until GET /jobs/" + id + " reports it complete"));
        }
        return status.id();
    }

    /**
     * Stops a job that waits or runs; deletes one that has ended.
     *
     * @return the job that stops; null when it was deleted
     * @throws JobException if there is no job with this id
     */
    public synchronized @Nullable JobStatus stop(String id) {
        Job job = registry.get(id);
        if (job.status().state().isEnd()) {
            retention.delete(storage(), job.status().id());
            return null;
        }
        queue.stop(storage(), job);
        return job.status();
    }

    /** Interrupts the running job at the next photo, so that the next process resumes it there. */
    @Override
    public void close() throws IOException {
        queue.close();
        synchronized (this) {
            if (opened != null) {
                opened.close();
            }
        }
    }
}

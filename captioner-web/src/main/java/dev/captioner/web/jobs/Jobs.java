package dev.captioner.web.jobs;

import dev.captioner.batch.job.JobStoppedException;
import dev.captioner.batch.source.SourceException;
import dev.captioner.batch.store.StoreException;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs of the service: one runs, others wait, those that have ended are kept for a while. All are on the disk, so that the
 * next process knows them and goes on with what was cut off. Nothing of a batch is loaded or opened before the first job.
 */
public final class Jobs implements AutoCloseable {
    /** When there may be room for another job. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Comparator<JobStatus> BY_AGE =
            Comparator.comparing(JobStatus::created).thenComparing(JobStatus::id);
    private static final long LONGEST_STOP = 20; // seconds
    private static final int ID_BYTES = 8;

    private final Settings.Jobs settings;
    private final JobRunner runner;
    private final ServiceMetrics metrics;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Job> jobs = new LinkedHashMap<>(); // the oldest first
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "jobs");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable JobStorage opened;
    private int uploads;
    private volatile boolean closing;

    /** With none, until {@link #goOn}. */
    public Jobs(Settings.Jobs settings, JobRunner runner, ServiceMetrics metrics) {
        this.settings = settings;
        this.runner = runner;
        this.metrics = metrics;
        if (settings.waiting() < 1 || settings.kept() < 1) {
            throw new IllegalArgumentException(
                    "captioner.jobs.waiting and captioner.jobs.kept: expected at least 1, found " + settings.waiting()
                            + " and " + settings.kept());
        }
        metrics.watch("captioner.jobs.waiting", "jobs that wait for others", () -> count(JobState.WAITING));
        metrics.watch("captioner.jobs.running", "jobs that run", () -> count(JobState.RUNNING));
    }

    private synchronized long count(JobState state) {
        return jobs.values().stream()
                .filter(job -> job.status().state() == state)
                .count();
    }

    /** Takes up the jobs of the process before, if there was one. */
    public synchronized void goOn() {
        if (Files.isDirectory(settings.workFolder())) {
            try {
                work();
            } catch (JobException e) {
                LOG.warn("jobs of before are left where they are: {}", e.detail());
            }
        }
    }

    private synchronized JobStorage work() {
        if (opened != null) {
            return opened;
        }
        try {
            JobStorage work = JobStorage.open(settings.workFolder());
            opened = work;
            List<JobStatus> known = work.read().stream().sorted(BY_AGE).toList();
            known.forEach(status -> jobs.put(status.id(), new Job(status, metrics)));
            // First the one that was cut off, then those that waited.
            for (JobState state : List.of(JobState.RUNNING, JobState.WAITING)) {
                for (JobStatus status : known) {
                    if (status.state() == state) {
                        Job job = jobs.get(status.id());
                        if (job != null) {
                            job.change(JobStatus::again);
                            worker.execute(() -> run(work, job));
                        }
                    }
                }
            }
            return work;
        } catch (IOException e) {
            LOG.warn("jobs cannot be kept in {}", settings.workFolder(), e);
            throw new JobException(
                    Problem.JOBS_UNAVAILABLE,
                    "the folder for jobs (captioner.jobs.work) cannot be used; the service's log has the reason");
        }
    }

    /**
     * Keeps a place for a job whose archive is about to arrive.
     *
     * @throws JobException when there is none, or jobs cannot be kept
     */
    public synchronized Upload upload() {
        JobStorage work = work();
        checkRoom();
        try {
            Upload upload = new Upload(work.newUpload(), this::uploadIsOver);
            uploads++;
            return upload;
        } catch (IOException e) {
            throw full(e);
        }
    }

    private synchronized void uploadIsOver() {
        uploads--;
    }

    private static JobException full(IOException problem) {
        LOG.warn("a job cannot be written down", problem);
        return new JobException(
                Problem.STORAGE_FULL, "the disk of the folder for jobs is full or fails; try again later");
    }

    private void checkRoom() {
        long waiting = count(JobState.WAITING) + uploads;
        if (waiting >= settings.waiting()) {
            throw new JobException(
                    Problem.TOO_MANY_JOBS,
                    "there are " + waiting
                            + " jobs that wait, which is as many as may; wait for one to end, or stop one",
                    RETRY_AFTER);
        }
    }

    /**
     * Has a job run about an archive, which has been put where its upload wants it.
     *
     * @throws JobException when it cannot be done
     */
    public JobStatus submit(JobRequest request, Upload upload) {
        runner.check(request);
        return add(request, upload.archive());
    }

    /** The same about a folder. */
    public synchronized JobStatus submit(JobRequest request) {
        runner.check(request);
        checkRoom();
        return add(request, null);
    }

    private synchronized JobStatus add(JobRequest request, @Nullable Path archive) {
        JobStorage work = work();
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        JobStatus status = JobStatus.waiting(HexFormat.of().formatHex(bytes), Instant.now(), request);
        try {
            work.add(status, archive);
        } catch (IOException e) {
            throw full(e);
        }
        Job job = new Job(status, metrics);
        jobs.put(status.id(), job);
        worker.execute(() -> run(work, job));
        return status;
    }

    /** All jobs, the newest first. */
    public synchronized List<JobStatus> all() {
        return jobs.values().stream().map(Job::status).sorted(BY_AGE.reversed()).toList();
    }

    /**
     * One of them.
     *
     * @throws JobException when there is none of that id
     */
    public JobStatus status(String id) {
        return job(id).status();
    }

    private synchronized Job job(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new JobException(Problem.NOT_FOUND, "there is no job of that id; GET /jobs lists them");
        }
        return job;
    }

    /** What a complete job wrote about its photos: JSON Lines. */
    public Path results(String id) {
        String complete = complete(id);
        return work().results(complete);
    }

    /** What a complete job wrote about photos without a caption: JSON Lines. */
    public Path report(String id) {
        String complete = complete(id);
        return work().report(complete);
    }

    private String complete(String id) {
        JobStatus status = status(id);
        if (status.state() != JobState.COMPLETE) {
            String state = status.state().name().toLowerCase(Locale.ROOT);
            throw new JobException(
                    Problem.JOB_WITHOUT_RESULTS,
                    "expected a job that is complete, found one that is " + state
                            + (status.state().isEnd()
                                    ? "; begin another"
                                    : "; wait until GET /jobs/" + id + " says so"));
        }
        return status.id();
    }

    /**
     * Tells a job to stop; one that has ended is removed.
     *
     * @return the job that stops; null when it was removed
     */
    public synchronized @Nullable JobStatus stop(String id) {
        Job job = job(id);
        if (job.status().state().isEnd()) {
            remove(work(), id);
            return null;
        }
        job.tellToStop();
        if (job.status().state() == JobState.WAITING) {
            end(work(), job, JobState.STOPPED, null);
        }
        return job.status();
    }

    private void remove(JobStorage work, String id) {
        jobs.remove(id);
        try {
            work.delete(id);
        } catch (IOException e) {
            LOG.warn("a job cannot be removed", e);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // whatever happens to a job, the next one gets its turn
    private void run(JobStorage work, Job job) {
        if (closing || !begin(work, job)) {
            return;
        }
        try {
            runner.run(work, job, () -> closing || job.isToldToStop());
            end(work, job, JobState.COMPLETE, null);
        } catch (JobStoppedException e) {
            if (job.isToldToStop()) {
                end(work, job, JobState.STOPPED, null);
            } else if (!closing) {
                fail(work, job, e.reason());
            } // else the next process goes on with it
        } catch (SourceException | StoreException e) {
            fail(work, job, String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException | Error e) {
            LOG.error(
                    "the job {} failed for a reason within the service",
                    job.status().id(),
                    e);
            end(work, job, JobState.FAILED, "the reason is in the service's log");
        }
    }

    private synchronized boolean begin(JobStorage work, Job job) {
        if (job.status().state() != JobState.WAITING) {
            return false; // stopped, or removed, meanwhile
        }
        write(work, job.change(before -> before.runs(Instant.now())));
        return true;
    }

    private void fail(JobStorage work, Job job, String why) {
        String id = job.status().id();
        LOG.warn("the job {} failed: {}", id, why);
        end(work, job, JobState.FAILED, runner.withoutPaths(why, work, id));
    }

    private synchronized void end(JobStorage work, Job job, JobState state, @Nullable String why) {
        JobStatus status = job.change(before -> before.ends(state, Instant.now(), why));
        write(work, status);
        try {
            work.deleteWork(status.id());
        } catch (IOException e) {
            LOG.warn("what a job needed cannot be removed", e);
        }
        metrics.jobEnded(state.name().toLowerCase(Locale.ROOT));
        List<String> ended = jobs.values().stream()
                .map(Job::status)
                .filter(each -> each.state().isEnd())
                .sorted(Comparator.comparing(each -> each.ended() == null ? each.created() : each.ended()))
                .map(JobStatus::id)
                .toList();
        ended.subList(0, Math.max(0, ended.size() - settings.kept())).forEach(id -> remove(work, id));
    }

    private static void write(JobStorage work, JobStatus status) {
        try {
            work.write(status);
        } catch (IOException e) {
            LOG.error("the state of the job {} cannot be written down", status.id(), e);
        }
    }

    /** Leaves the job that runs to the next process, at a photo from which it goes on. */
    @Override
    public void close() throws IOException {
        closing = true;
        worker.shutdown();
        try {
            if (!worker.awaitTermination(LONGEST_STOP, TimeUnit.SECONDS)) {
                LOG.warn("the job that runs does not stop; it goes on from what it has written down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (opened != null) {
                opened.close();
            }
        }
    }
}

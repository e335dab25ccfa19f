package dev.captioner.web.jobs;

import dev.captioner.web.problem.Problem;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The jobs that the service knows, by id. Thread-safe. */
final class JobRegistry {
    static final Comparator<JobStatus> OLDEST_FIRST =
            Comparator.comparing(JobStatus::created).thenComparing(JobStatus::id);

    private final Map<String, Job> jobs = new LinkedHashMap<>();

    synchronized void add(Job job) {
        jobs.put(job.status().id(), job);
    }

    synchronized void remove(String id) {
        jobs.remove(id);
    }

    /** @throws JobException if there is no job with this id */
    synchronized Job get(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            throw new JobException(Problem.NOT_FOUND, "there is no job with this id; GET /jobs lists all jobs");
        }
        return job;
    }

    private synchronized Stream<JobStatus> statuses() {
        return jobs.values().stream().map(Job::status).toList().stream();
    }

    /** All jobs, newest first. */
    List<JobStatus> all() {
        return statuses().sorted(OLDEST_FIRST.reversed()).toList();
    }

    long count(JobState state) {
        return statuses().filter(status -> status.state() == state).count();
    }

    /** The ids of the jobs that have ended; those that ended first come first. */
    List<String> ended() {
        return statuses()
                .filter(status -> status.state().isEnd())
                .sorted(Comparator.comparing(status -> status.ended() == null ? status.created() : status.ended()))
                .map(JobStatus::id)
                .toList();
    }
}

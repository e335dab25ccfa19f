package dev.captioner.web.jobs;

import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes ended jobs: those that a client no longer wants, and the oldest beyond a maximum number. */
final class JobRetention {
    private static final Logger LOG = LoggerFactory.getLogger(JobRetention.class);

    private final JobRegistry registry;
    private final int kept;

    /** @param kept maximum number of ended jobs to keep */
    JobRetention(JobRegistry registry, int kept) {
        this.registry = registry;
        this.kept = kept;
    }

    /** Deletes the jobs that ended first, until at most the maximum number of ended jobs is left. */
    void apply(JobStorage storage) {
        List<String> ended = registry.ended();
        ended.subList(0, Math.max(0, ended.size() - kept)).forEach(id -> delete(storage, id));
    }

    /** Deletes an ended job with its results. */
    void delete(JobStorage storage, String id) {
        registry.remove(id);
        try {
            storage.delete(id);
        } catch (IOException e) {
            LOG.warn("cannot delete the job {}", id, e);
        }
    }
}

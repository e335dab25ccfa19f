package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.batch.job.JobRecipe.ModelIdentity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is said of a job, to clients and to the service that is started next.
 *
 * @param id of the job
 * @param state how far it is
 * @param created when it was asked for
 * @param started when it began to run, or went on
 * @param ended when it came to its end
 * @param request what it is to do
 * @param model with which it runs, or ran last
 * @param progress with its photos
 * @param problem why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobStatus(
        String id,
        JobState state,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended,
        JobRequest request,
        @Nullable ModelIdentity model,
        JobProgress progress,
        @Nullable String problem) {
    static JobStatus waiting(String id, Instant now, JobRequest request) {
        return new JobStatus(id, JobState.WAITING, now, null, null, request, null, JobProgress.NONE, null);
    }

    /** It waits for its turn once more. */
    JobStatus again() {
        return new JobStatus(id, JobState.WAITING, created, started, null, request, model, progress.atRest(), null);
    }

    JobStatus runs(Instant now) {
        return new JobStatus(id, JobState.RUNNING, created, now, null, request, model, progress, null);
    }

    JobStatus with(ModelIdentity identity) {
        return new JobStatus(id, state, created, started, ended, request, identity, progress, problem);
    }

    JobStatus at(JobProgress now) {
        return new JobStatus(id, state, created, started, ended, request, model, now, problem);
    }

    JobStatus ends(JobState end, Instant now, @Nullable String why) {
        return new JobStatus(id, end, created, started, now, request, model, progress.atRest(), why);
    }
}

package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.batch.job.JobRecipe.ModelIdentity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Status of a job, as clients see it and as it is stored for the next process.
 *
 * @param id 16 hexadecimal digits
 * @param state state of the job
 * @param created time of the request
 * @param started when it started to run or was resumed; null before
 * @param ended when it ended; null before
 * @param request photos, questions and options
 * @param model the model that it runs with, or ran with last; null before
 * @param progress progress of its photos
 * @param problem why it failed; null unless it did
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

    /** Back in the queue, to be resumed. */
    JobStatus requeued() {
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

package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is with its photos.
 *
 * @param photos in all; null until they have been listed
 * @param done of them, with a caption or without
 * @param failed of those that are done: without a caption
 * @param photosPerSecond since the job began or went on; null when it does not run
 * @param secondsLeft at that rate; null when it does not run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobProgress(
        @Nullable Long photos,
        long done,
        long failed,
        @Nullable Double photosPerSecond,
        @Nullable Double secondsLeft) {
    /** Nothing is known yet. */
    static final JobProgress NONE = new JobProgress(null, 0, 0, null, null);

    /** The same of a job that does not run. */
    JobProgress atRest() {
        return new JobProgress(photos, done, failed, null, null);
    }
}

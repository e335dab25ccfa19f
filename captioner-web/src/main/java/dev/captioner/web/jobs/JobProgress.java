package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a job.
 *
 * @param photos number of photos; null until they are listed
 * @param done photos that are done, with or without a caption
 * @param failed those of them without a caption
 * @param leftOut files that are no photos, by kind; absent in JSON when there are none
 * @param photosPerSecond throughput since the job started or was resumed; null when it does not run
 * @param secondsLeft estimate from the throughput; null when it does not run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobProgress(
        @Nullable Long photos,
        long done,
        long failed,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
        Map<String, Long> leftOut,

        @Nullable Double photosPerSecond,
        @Nullable Double secondsLeft) {
    /** Before the photos are listed. */
    static final JobProgress NONE = new JobProgress(null, 0, 0, null, null, null);

    /** Without throughput and estimate, for a job that does not run. */
    JobProgress atRest() {
        return new JobProgress(photos, done, failed, leftOut, null, null);
    }
}

package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of a job. */
public enum JobState {
    /** It is in the queue. */
    @JsonProperty("waiting")
    WAITING,
    /** It runs, or ran when the service stopped. */
    @JsonProperty("running")
    RUNNING,
    /** It has ended and has results. */
    @JsonProperty("complete")
    COMPLETE,
    /** A client stopped it. */
    @JsonProperty("stopped")
    STOPPED,
    /** It ended with a failure. */
    @JsonProperty("failed")
    FAILED;

    /** Whether the job has ended. */
    public boolean isEnd() {
        return this == COMPLETE || this == STOPPED || this == FAILED;
    }
}

package dev.captioner.web.jobs;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a job is. */
public enum JobState {
    /** Others come first. */
    @JsonProperty("waiting")
    WAITING,
    /** It is computed, or was when the service stopped. */
    @JsonProperty("running")
    RUNNING,
    /** It has results. */
    @JsonProperty("complete")
    COMPLETE,
    /** It was told to stop. */
    @JsonProperty("stopped")
    STOPPED,
    /** It could not go on. */
    @JsonProperty("failed")
    FAILED;

    /** Whether nothing more happens to it. */
    public boolean isEnd() {
        return this == COMPLETE || this == STOPPED || this == FAILED;
    }
}

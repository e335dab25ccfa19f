package dev.captioner.web.body;

import dev.captioner.web.problem.RejectedRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes the bytes of one request body as they arrive. Calls never overlap. */
public interface BodySink {
    /** Maximum size of the body in bytes. */
    long limit();

    /** Maximum time for the whole body to arrive. */
    Duration time();

    /** The response to a body larger than {@link #limit}. */
    RejectedRequest tooLarge();

    /** The response to a body that takes longer than {@link #time}. */
    RejectedRequest tooSlow();

    /** Why the request is rejected although its body still arrives; null if it is not. Asked whenever something has arrived. */
    default @Nullable RejectedRequest overdue() {
        return null;
    }

    /**
     * Takes the first {@code count} bytes of a buffer, which the caller reuses.
     *
     * @return null, or why the request is rejected
     */
    @Nullable
    RejectedRequest receive(byte[] buffer, int count);

    /** Frees what was received, because the request is rejected; {@link #receive} is not called any more. */
    void discard();

    /** Ends the body and hands it over. Called once, unless the request is rejected before. */
    ReceivedBody complete();

    /** Frees everything, because the request is complete. Called at least once. */
    void release();
}

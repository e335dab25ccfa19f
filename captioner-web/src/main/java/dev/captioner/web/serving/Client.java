package dev.captioner.web.serving;

import java.time.Duration;

/** The client that waits for a response. */
@FunctionalInterface
public interface Client {
    /** Whether the client has disconnected. Called by one thread at a time. */
    boolean isDisconnected();

    /**
     * Charges the client for work, in addition to the unit that every request costs.
     *
     * @return zero, or the time until the client may have so much; then nothing was charged
     */
    default Duration charge(int units) {
        return Duration.ZERO;
    }
}

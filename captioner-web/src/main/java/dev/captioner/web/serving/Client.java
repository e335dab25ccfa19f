package dev.captioner.web.serving;

/** The client that waits for a response. */
@FunctionalInterface
public interface Client {
    /** Whether the client has disconnected. Called by one thread at a time. */
    boolean isDisconnected();
}

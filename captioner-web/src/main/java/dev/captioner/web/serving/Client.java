package dev.captioner.web.serving;

/** Whoever waits for an answer. */
@FunctionalInterface
public interface Client {
    /** Whether nobody waits any more; asked by one thread at a time. */
    boolean gone();
}

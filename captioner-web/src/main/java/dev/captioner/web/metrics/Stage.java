package dev.captioner.web.metrics;

/** What the time of a request is spent on. */
public enum Stage {
    /** Waiting for a processor. */
    QUEUE,
    /** Photo bytes to pixels. */
    PHOTO,
    /** Pixels to regions, and what the network makes of them before the first word. */
    ENCODE,
    /** Regions to captions, an answer or scores. */
    DECODE
}

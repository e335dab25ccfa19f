package dev.captioner.web.metrics;

/** A stage of a request whose time is measured. */
public enum Stage {
    /** Waiting for a worker. */
    QUEUE,
    /** Decoding the photo: bytes to pixels. */
    PHOTO,
    /** Encoding: pixels to regions, and the decoder's projection of them. */
    ENCODE,
    /** Decoding: regions to captions, an answer or scores. */
    DECODE
}

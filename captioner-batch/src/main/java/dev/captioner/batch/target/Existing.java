package dev.captioner.batch.target;

/** What happens to a photo whose sidecar exists and is not as captioner wrote it. */
public enum Existing {
    /** The job is refused before anything is captioned. */
    REFUSE,
    /** The photo is not captioned, and its sidecar stays as it is. */
    KEEP,
    /** The caption follows what is there. */
    APPEND,
    /** The caption precedes what is there. */
    PREPEND,
    /** The caption replaces what is there: the text, or the description of an XMP packet, whose other properties stay. */
    OVERWRITE
}

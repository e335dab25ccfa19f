package dev.captioner.batch.source;

/** How a list of photos is written. */
public enum ListFormat {
    /** A name a line. */
    LINES("a name a line"),
    /** RFC 4180, with a header. */
    CSV("CSV with a header"),
    /** An object, or a string, a line. */
    JSONL("JSON Lines");

    private final String words;

    ListFormat(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}

package dev.captioner.batch.source;

/** The format of a list of photos. */
public enum ListFormat {
    /** One name per line. */
    LINES("a name a line"),
    /** Comma, semicolon or tab separated values as in RFC 4180, with a header. */
    CSV("CSV with a header"),
    /** One JSON object or string per line. */
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

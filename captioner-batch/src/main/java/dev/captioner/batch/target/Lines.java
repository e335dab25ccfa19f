package dev.captioner.batch.target;

/** Puts a caption on a line of its own before or after a text. */
final class Lines {
    private Lines() {}

    /** The text with the caption; the same text if the caption is there already, so that repeating a job changes nothing. */
    static String joined(String text, String caption, boolean before) {
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        String line = caption.replace("\n", newline);
        if (before) {
            boolean there = text.equals(line) || text.startsWith(line + newline);
            return there ? text : line + newline + text;
        }
        String old = text.endsWith(newline) || text.isEmpty() ? text : text + newline;
        boolean there = old.equals(line + newline) || old.endsWith(newline + line + newline);
        return there ? text : old + line + newline;
    }
}

package dev.captioner.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * The output streams of a command, both in UTF-8.
 *
 * @param out standard output, for results only
 * @param error standard error, for messages and progress
 * @param outIsTerminal whether {@code out} is a terminal
 * @param errorIsTerminal whether {@code error} is a terminal
 */
public record Console(PrintWriter out, PrintWriter error, boolean outIsTerminal, boolean errorIsTerminal) {
    /** The streams of this process. Java cannot tell which of them are terminals; the launcher passes it in system properties. */
    public static Console ofProcess() {
        return new Console(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                Boolean.getBoolean("captioner.terminal.out"),
                Boolean.getBoolean("captioner.terminal.error"));
    }

    private static PrintWriter writer(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }

    /**
     * Prints one line of results and flushes it.
     *
     * @throws ClosedOutputException when the reader has closed the stream
     */
    public void print(String line) {
        out.print(line + "\n"); // not println: the same bytes on every system
        out.flush();
        if (out.checkError()) {
            throw new ClosedOutputException();
        }
    }

    /** Prints one message on standard error. */
    public void say(String message) {
        error.print("captioner: " + message + "\n");
        error.flush();
    }

    /** Colours only on a terminal, and not when the user has turned them off with NO_COLOR (no-color.org). */
    public Ansi colour(boolean terminal) {
        return terminal && System.getenv("NO_COLOR") == null ? Ansi.ON : Ansi.OFF;
    }

    /** The reader of the results has closed the stream, as in {@code captioner ... | head -1}. */
    public static final class ClosedOutputException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

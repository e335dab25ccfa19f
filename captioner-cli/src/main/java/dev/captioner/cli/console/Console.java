package dev.captioner.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Help.Ansi;

/**
 * Where a command writes: results to {@code out}, everything else to {@code error}, both in UTF-8.
 *
 * @param out results, for people or for programs
 * @param error messages and progress
 * @param outIsTerminal whether a person reads {@code out}
 * @param errorIsTerminal whether a person reads {@code error}
 */
public record Console(PrintWriter out, PrintWriter error, boolean outIsTerminal, boolean errorIsTerminal) {
    /** The streams of this process. Java cannot tell what they are, so the script that starts it does. */
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

    /** One line of results, at once. */
    public void print(String line) {
        out.print(line + "\n"); // not println: the same bytes on every system
        out.flush();
        if (out.checkError()) {
            throw new ClosedOutputException();
        }
    }

    /** One message for the user. */
    public void say(String message) {
        error.print("captioner: " + message + "\n");
        error.flush();
    }

    /** Colour only for people, and not for those who ask for none (no-color.org). */
    public Ansi colour(boolean terminal) {
        return terminal && System.getenv("NO_COLOR") == null ? Ansi.ON : Ansi.OFF;
    }

    /** Nobody reads the results any more, as after {@code captioner ... | head -1}. */
    public static final class ClosedOutputException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

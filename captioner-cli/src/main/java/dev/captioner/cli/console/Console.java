package dev.captioner.cli.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
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
    private static final String CLOSED_BY_READER = "Broken pipe";

    /** The streams of this process. Java cannot tell which of them are terminals; the launcher passes it in system properties. */
    public static Console ofProcess() {
        return new Console(
                new StreamWriter(FileDescriptor.out),
                new StreamWriter(FileDescriptor.err),
                Boolean.getBoolean("captioner.terminal.out"),
                Boolean.getBoolean("captioner.terminal.error"));
    }

    /**
     * Prints one line of results and flushes it.
     *
     * @throws ClosedOutputException when the stream cannot be written, because its reader has closed it or for another reason, which
     *     {@link #outProblem} has
     */
    public void print(String line) {
        out.print(line + "\n"); // not println: the same bytes on every system
        out.flush();
        if (out.checkError()) {
            throw new ClosedOutputException();
        }
    }

    /**
     * Why results could not be written, such as a full disk. Null when all could, or when the reader has closed the stream, as in
     * {@code captioner ... | head -1}, which is no problem.
     */
    public @Nullable String outProblem() {
        if (!out.checkError() || !(out instanceof StreamWriter writer)) {
            return null;
        }
        IOException failure = writer.stream.failure;
        return failure == null || CLOSED_BY_READER.equals(failure.getMessage()) ? null : failure.getMessage();
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

    /** Writes UTF-8 to a stream of this process. */
    private static final class StreamWriter extends PrintWriter {
        private final RememberingStream stream;

        StreamWriter(FileDescriptor descriptor) {
            this(new RememberingStream(descriptor));
        }

        private StreamWriter(RememberingStream stream) {
            super(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
            this.stream = stream;
        }
    }

    /** Remembers the first failure: a {@link PrintWriter} only tells that there was one. */
    private static final class RememberingStream extends FileOutputStream {
        private volatile @Nullable IOException failure;

        RememberingStream(FileDescriptor descriptor) {
            super(descriptor);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                super.write(bytes, offset, length);
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                }
                throw e;
            }
        }
    }

    /** Results cannot be written. */
    public static final class ClosedOutputException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

package dev.captioner.cli;

import dev.captioner.file.FileNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Arguments that Java could not decode. It decodes the bytes of an argument by the locale and puts U+FFFD where it cannot, so that the
 * name of a file is lost. Linux keeps the bytes; they become text as {@link FileNames} says, which finds the file.
 */
final class ExactArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private ExactArguments() {}

    /** The arguments of this process, as Java decoded them, with those replaced that it could not. */
    static String[] of(String... decoded) {
        if (!String.join("", decoded).contains("\uFFFD") || !Files.isReadable(COMMAND_LINE)) {
            return decoded;
        }
        try {
            return of(decoded, Files.readAllBytes(COMMAND_LINE));
        } catch (IOException e) {
            return decoded; // a file whose name is in doubt is not found, and the message says so
        }
    }

    /**
     * The arguments with those replaced that Java could not decode.
     *
     * @param commandLine of the whole process, a zero byte after each argument
     */
    static String[] of(String[] decoded, byte[] commandLine) {
        // One character a byte; the zero byte after the last argument leaves an empty part.
        String[] parts = new String(commandLine, StandardCharsets.ISO_8859_1).split("\0", -1);
        int all = parts.length - 1;
        if (all < decoded.length) {
            return decoded;
        }
        String[] exact = decoded.clone();
        for (int i = 0; i < exact.length; i++) {
            if (exact[i].contains("\uFFFD")) {
                exact[i] = FileNames.text(parts[all - exact.length + i].getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return exact;
    }
}

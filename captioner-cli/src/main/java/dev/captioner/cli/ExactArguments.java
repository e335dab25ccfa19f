package dev.captioner.cli;

import dev.captioner.file.FileNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        List<byte[]> all = split(commandLine);
        if (all.size() < decoded.length) {
            return decoded;
        }
        String[] exact = decoded.clone();
        for (int i = 0; i < exact.length; i++) {
            if (exact[i].contains("\uFFFD")) {
                exact[i] = FileNames.text(all.get(all.size() - exact.length + i));
            }
        }
        return exact;
    }

    private static List<byte[]> split(byte[] commandLine) {
        List<byte[]> arguments = new ArrayList<>();
        ByteArrayOutputStream argument = new ByteArrayOutputStream();
        for (byte next : commandLine) {
            if (next == 0) {
                arguments.add(argument.toByteArray());
                argument.reset();
            } else {
                argument.write(next);
            }
        }
        return arguments;
    }
}

package dev.captioner.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that an option names as an output, under the rule of {@link Outputs}. It appears under its name when it is complete. */
public final class OutputFile {
    private final Outputs outputs;
    private final String option;
    private final Path path;

    OutputFile(Outputs outputs, String option, Path path) {
        this.outputs = outputs;
        this.option = option;
        this.path = path;
    }

    /** The path. */
    public Path path() {
        return path;
    }

    /**
     * Checks, before anything is computed, that the file can be written and replaces nothing of the user's.
     *
     * @throws IOException when not, naming the file, the option that names it and what to do
     */
    public void check() throws IOException {
        Path folder = path.toAbsolutePath().resolveSibling("");
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    path + ": expected a file in an existing folder, found no folder " + folder + "; create it first");
        }
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": expected the name of a file to write, found a folder");
        }
        if (isDevice()) {
            return;
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + ": is not writable; check its permissions");
        }
        outputs.claim(option, path);
        checkReplacement();
    }

    private void checkReplacement() throws IOException {
        if (outputs.overwrite()) {
            return;
        }
        outputs.checkNotRead(option, path);
        if (outputs.isForeign(path)) {
            throw new IOException(path + ": " + option
                    + " names an existing file that captioner did not write, or that was"
                    + " changed since; choose another name, or allow that it is replaced with " + Outputs.OVERWRITE);
        }
    }

    /**
     * Writes the file from a stream.
     *
     * @throws IOException when it cannot be written, or a file has appeared that must not be replaced
     */
    public void write(AtomicFile.Content content) throws IOException {
        make(content.asMaker());
    }

    /** Writes lines in UTF-8, each with a line feed at its end. */
    public void writeLines(Iterable<String> lines) throws IOException {
        write(AtomicFile.Content.ofLines(lines));
    }

    /**
     * Has the file made by a library that wants a path.
     *
     * @throws IOException when it cannot be made, or a file has appeared that must not be replaced
     */
    public void make(AtomicFile.Maker maker) throws IOException {
        if (isDevice()) {
            maker.make(path); // such as /dev/stdout: nothing is replaced
            return;
        }
        AtomicFile.make(path, part -> {
            maker.make(part);
            checkReplacement();
            outputs.record(path, part);
        });
    }

    private boolean isDevice() {
        return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    }
}

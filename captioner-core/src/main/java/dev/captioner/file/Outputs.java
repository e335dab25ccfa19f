package dev.captioner.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one command, and the rule for all of them: a file that exists is replaced only if captioner wrote it and nobody
 * has changed it since, and if it is not an input of the command; {@code --overwrite} allows the rest. What captioner wrote to a
 * folder is recorded there, in {@code .captioner-files}. For use by one thread.
 */
public final class Outputs {
    /** The option that lifts the rule. */
    public static final String OVERWRITE = "--overwrite";

    private static final int FOLDERS = 16;

    private final boolean overwrite;
    private final Map<Path, String> inputs = new LinkedHashMap<>();
    private final Map<Path, String> claimed = new HashMap<>();
    private final Map<Path, WrittenFiles> records = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, WrittenFiles> eldest) {
            return size() > FOLDERS;
        }
    };

    /**
     * The outputs of a command.
     *
     * @param overwrite whether the user allows that any file is replaced
     */
    public Outputs(boolean overwrite) {
        this.overwrite = overwrite;
    }

    /**
     * Outputs that replace any file, in folders that belong to captioner alone; they are recorded too.
     */
    public static Outputs replacing() {
        return new Outputs(true);
    }

    /**
     * Adds files or folders that the command reads.
     *
     * @param name the option or argument that names them, for messages
     */
    public Outputs reading(String name, Iterable<Path> files) {
        files.forEach(file -> inputs.putIfAbsent(file, name));
        return this;
    }

    /** Adds a file that the command reads; null for none. */
    public Outputs reading(String name, @Nullable Path file) {
        return file == null ? this : reading(name, List.of(file));
    }

    /** Whether the user allows that any file is replaced. */
    public boolean overwrite() {
        return overwrite;
    }

    /**
     * An output file.
     *
     * @param name the option that names it, for messages
     */
    public OutputFile file(String name, Path file) {
        return new OutputFile(this, name, file);
    }

    /**
     * Notes that an output is written to a path, so that no other is.
     *
     * @throws IOException when another output of the command has the path
     */
    public void claim(String name, Path path) throws IOException {
        Path folder = path.toAbsolutePath().normalize().resolveSibling("");
        Path real =
                (Files.isDirectory(folder) ? folder.toRealPath() : folder).resolve(String.valueOf(path.getFileName()));
        String other = claimed.putIfAbsent(real, name);
        if (other != null) {
            throw new IOException(path + ": " + name + " and " + other
                    + " name the same file, and one would replace the other; choose two names");
        }
    }

    /** Whether a file exists that only the user may decide about: all but those that captioner wrote and nobody changed. */
    public boolean isForeign(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !Files.isReadable(file)) {
            return true;
        }
        return !record(folder(file)).has(line(file, Sha256.of(file)));
    }

    /**
     * Checks that the command does not read a file or folder that it writes.
     *
     * @param name the option that names the output, for messages
     * @throws IOException when it does, by whatever link or spelling
     */
    public void checkNotRead(String name, Path output) throws IOException {
        if (!Files.exists(output)) {
            return;
        }
        for (Map.Entry<Path, String> input : inputs.entrySet()) {
            if (Files.exists(input.getKey()) && Files.isSameFile(input.getKey(), output)) {
                throw new IOException(output + ": " + name + " names what the command reads (" + input.getValue()
                        + ") and would replace it; choose another name, or allow it with " + OVERWRITE);
            }
        }
    }

    /**
     * Writes many small files, each atomically. The files are recorded with one write to the disk per folder, not per file.
     * Whether existing files may be replaced is for the caller to know.
     *
     * @param contents of the files, whose folders exist
     * @param recorded whether a later run may replace the files
     */
    public void writeAll(Map<Path, byte[]> contents, boolean recorded) throws IOException {
        if (recorded) {
            Map<Path, List<WrittenFiles.Line>> lines = new LinkedHashMap<>();
            contents.forEach((file, bytes) -> lines.computeIfAbsent(folder(file), folder -> new ArrayList<>())
                    .add(line(file, Sha256.of(bytes))));
            for (Map.Entry<Path, List<WrittenFiles.Line>> folder : lines.entrySet()) {
                record(folder.getKey()).add(folder.getValue());
            }
        }
        for (Map.Entry<Path, byte[]> content : contents.entrySet()) {
            AtomicFile.write(content.getKey(), out -> out.write(content.getValue()));
        }
    }

    /** Records that a file is about to get the content of another. */
    void record(Path file, Path content) throws IOException {
        record(folder(file)).add(List.of(line(file, Sha256.of(content))));
    }

    private WrittenFiles record(Path folder) throws IOException {
        WrittenFiles record = records.get(folder);
        if (record == null) {
            record = WrittenFiles.in(folder);
            records.put(folder, record);
        }
        return record;
    }

    private static Path folder(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    private static WrittenFiles.Line line(Path file, String sha256) {
        return new WrittenFiles.Line(FileNames.text(file), sha256);
    }
}

package dev.captioner.spark;

import dev.captioner.Captioner;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The content of a model folder, to broadcast to executors that cannot read the folder.
 *
 * @param identity SHA-256 of the manifest, which identifies the model
 * @param files content by file name
 */
record PackedModel(String identity, TreeMap<String, byte[]> files) implements Serializable {
    private static final String MANIFEST = "model.json";

    /** Larger than any model: a larger folder is not a model and would exhaust the driver's memory. */
    private static final long MOST_BYTES = 1L << 30;

    /**
     * Reads and checks a model folder.
     *
     * @throws ModelException when it is not a model folder, or damaged
     */
    static PackedModel read(Path folder, Configuration configuration) {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try {
            FileSystem system = folder.getFileSystem(configuration);
            List<FileStatus> entries = List.of(system.listStatus(folder));
            long bytes = entries.stream().mapToLong(FileStatus::getLen).sum();
            if (bytes > MOST_BYTES) {
                throw new ModelException(folder + ": expected a model folder, found a folder of " + bytes + " bytes");
            }
            for (FileStatus entry : entries) {
                if (entry.isDirectory()) {
                    throw new ModelException(
                            folder + ": expected a model folder, which has no subfolders, found the subfolder "
                                    + entry.getPath().getName());
                }
                try (InputStream stream = system.open(entry.getPath())) {
                    files.put(entry.getPath().getName(), stream.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new ModelException(folder + ": expected a readable model folder, found: " + e.getMessage(), e);
        }
        byte[] manifest = files.get(MANIFEST);
        if (manifest == null) {
            throw new ModelException(folder + ": expected a model folder, which has a " + MANIFEST + ", found "
                    + (files.isEmpty() ? "nothing" : String.join(", ", files.keySet())));
        }
        // The manifest states the digests of all other files, so its own identifies the model.
        PackedModel model = new PackedModel(Sha256.of(manifest), files);
        model.unpacked(ModelFolder::read);
        return model;
    }

    /** Loads the model. */
    Captioner load() {
        return unpacked(Captioner::load);
    }

    /** Passes the model to a function as a temporary folder. */
    private <T> T unpacked(Function<java.nio.file.Path, T> use) {
        try {
            java.nio.file.Path folder = Files.createTempDirectory("captioner-model");
            try {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    Files.write(folder.resolve(file.getKey()), file.getValue());
                }
                return use.apply(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("loading a model needs space in java.io.tmpdir: " + e.getMessage(), e);
        }
    }

    private static void delete(java.nio.file.Path folder) throws IOException {
        try (Stream<java.nio.file.Path> entries = Files.walk(folder)) {
            for (java.nio.file.Path entry :
                    entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}

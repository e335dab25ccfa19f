package dev.captioner.cli.model;

import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.file.Outputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A model folder as the output of a command: the rule of {@link Outputs}, where the manifest of the folder is the record. */
public final class ModelOutput {
    private ModelOutput() {}

    /**
     * Checks, before anything is computed, that a model can be written to a folder and replaces nothing of the user's.
     *
     * @param option the option that names the folder, for messages
     * @throws IOException when the folder is read by the command, has other files, or a model that was changed since it was written
     */
    public static void check(Outputs outputs, String option, Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException(folder + ": expected a folder to write the model to (" + option + "), found a file");
        }
        if (!Files.exists(folder) || outputs.overwrite()) {
            return;
        }
        outputs.checkNotRead(option, folder);
        if (isEmpty(folder)) {
            return;
        }
        try {
            ModelFolder.read(folder);
        } catch (ModelException e) {
            throw new IOException(
                    folder + ": " + option + " names a folder that is not as captioner wrote it (" + e.getMessage()
                            + "); choose another folder, or allow that the model in it is replaced with "
                            + Outputs.OVERWRITE,
                    e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}

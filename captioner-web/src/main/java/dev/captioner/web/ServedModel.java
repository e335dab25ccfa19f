package dev.captioner.web;

import dev.captioner.Captioner;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import java.nio.file.Path;

/**
 * The model that the service answers with.
 *
 * @param name of the model
 * @param version of the model
 * @param captioner closed with this
 */
record ServedModel(String name, String version, Captioner captioner) implements AutoCloseable {
    /**
     * Reads a model folder.
     *
     * @throws ModelException when it is damaged or not a model folder
     */
    static ServedModel load(Path folder) {
        ModelFolder model = ModelFolder.read(folder);
        ModelDescription description = model.description();
        return new ServedModel(description.name(), description.version(), Captioner.of(model));
    }

    @Override
    public void close() {
        captioner.close();
    }
}

package dev.captioner.web.api;

import dev.captioner.web.serving.ServedModel;

/** Name and version of a model. */
record ModelName(String name, String version) {
    static ModelName of(ServedModel model) {
        return new ModelName(model.description().name(), model.description().version());
    }
}

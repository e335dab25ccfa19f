package dev.captioner.bundle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of {@code model.json}.
 *
 * @param formatVersion of the folder's layout
 * @param files SHA-256 of every other file, in lower-case hexadecimal
 */
record Manifest(int formatVersion, ModelDescription model, SortedMap<String, String> files) {
    /** The newest version that this release reads. */
    static final int NEWEST_VERSION = 4;

    Manifest {
        if (formatVersion < version(model)) {
            throw new IllegalArgumentException("expected formatVersion " + version(model)
                    + switch (version(model)) {
                        case 2 -> " of a model that answers questions or whose encoder has a sourceSize, found ";
                        case 3 -> " of a model with temperatures of its own for groups of questions, found ";
                        default -> " of a model with styles, found ";
                    }
                    + formatVersion);
        }
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The manifest of a model, in the oldest version that can express it. */
    static Manifest of(ModelDescription model, SortedMap<String, String> files) {
        return new Manifest(version(model), model, files);
    }

    private static int version(ModelDescription model) {
        if (model.decoding().style().isPresent()) {
            return 4;
        }
        if (model.answering().flatMap(AnsweringDescription::temperatures).isPresent()) {
            return 3;
        }
        return model.encoder().source().isEmpty() && model.answering().isEmpty() ? 1 : 2;
    }
}

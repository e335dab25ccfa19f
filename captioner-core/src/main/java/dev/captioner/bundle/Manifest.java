package dev.captioner.bundle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All of {@code model.json}.
 *
 * @param formatVersion of the folder's layout
 * @param files SHA-256 of every other file, in lower-case hexadecimal
 */
record Manifest(int formatVersion, ModelDescription model, SortedMap<String, String> files) {
    /** The version that is written, and the newest that is read. */
    static final int FORMAT_VERSION = 1;

    Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }
}

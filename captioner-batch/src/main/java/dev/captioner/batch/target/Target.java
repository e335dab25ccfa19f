package dev.captioner.batch.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** An output of a job: a file, or files in a folder. The same rows give the same bytes. */
public interface Target {
    /** The path that is written: a file or a folder. */
    Path place();

    /**
     * Checks, before anything is computed, that the path can be written and that no file of the user's is replaced.
     *
     * @throws IOException naming it
     */
    void check() throws IOException;

    /**
     * Checks, before any photo is captioned, that no file of the user's is replaced by one that is named after a photo.
     *
     * @param photos names of all photos, in the order of the source; can be iterated several times
     * @return the places of photos that have such a file and are to keep it, so that they need no caption; empty for a target that
     *     needs the captions of all photos
     * @throws IOException naming such files
     */
    default Optional<BitSet> check(Iterable<String> photos) throws IOException {
        return Optional.empty();
    }

    /**
     * Writes everything; each file appears under its name when it is complete.
     *
     * @param rows in the order of the source; can be iterated several times
     * @param unwritten the files that this and earlier targets left as they were; the target adds its own
     * @throws IOException when something cannot be written, such as on a full disk
     */
    void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException;
}

package dev.captioner.batch.source;

import dev.captioner.image.PhotoException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where photos come from. */
public interface PhotoSource {
    /** What it is, for people, and to tell whether a job that was stopped had the same. */
    String description();

    /**
     * Names all photos, in an order that does not change while the source does not.
     *
     * @throws SourceException when it cannot be read, or has no photo
     */
    void list(Consumer<Listed> photos);

    /** Whether a file that is named like a photo and written below a folder could take the place of one. */
    default boolean isOverwrittenBelow(Path folder) {
        return false;
    }

    /** Opens it for reading what was listed. */
    Opened open();

    /** A source whose photos are read in the order of the list, of which some may be left out. */
    interface Opened extends AutoCloseable {
        /**
         * The bytes of one photo.
         *
         * @param place in the list, from 0; never less than before
         * @param name as listed
         * @throws PhotoException when this one is too large or cannot be read
         * @throws RefusedPhotoException when this one cannot be unpacked
         * @throws SourceException when none can be read any more
         */
        byte[] read(long place, String name);

        @Override
        void close();
    }
}

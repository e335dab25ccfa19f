package dev.captioner.batch.source;

import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A source of photos, such as a folder, an archive or a list. */
public interface PhotoSource {
    /** Identifies the source, for messages and to decide whether a stopped job had the same source. */
    String description();

    /**
     * Lists all photos. The order is stable while the source is unchanged.
     *
     * @return the files that are no photos
     * @throws SourceException when it cannot be read
     */
    LeftOut list(Consumer<Listed> photos);

    /** Whether a file with a photo's name, written below a folder, could overwrite a photo of this source. */
    default boolean isOverwrittenBelow(Path folder) {
        return false;
    }

    /** Decodes the photos of this source, within its limits. */
    PhotoReader reader();

    /** Opens the source to read listed photos. */
    Opened open();

    /** An open source. Photos are read in the order of the list; some may be skipped. */
    interface Opened extends AutoCloseable {
        /**
         * The bytes of one photo.
         *
         * @param place in the list, from 0; never decreasing
         * @param name as listed
         * @throws PhotoException when this photo is too large or cannot be read
         * @throws RejectedPhotoException when this photo cannot be unpacked
         * @throws SourceException when no further photo can be read
         */
        byte[] read(long place, String name);

        @Override
        void close();
    }
}

package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.RejectedPhotoException;
import dev.captioner.file.Sha256;
import dev.captioner.image.PhotoException;

/** The photos of the rows, read from the source again. */
final class Originals implements AutoCloseable {
    private final PhotoSource.Opened source;

    Originals(PhotoSource source) {
        this.source = source.open();
    }

    /** The bytes of a photo, or the reason why there are none. */
    sealed interface Original {}

    /** The bytes, unchanged since the photo was described. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Same(byte[] bytes) implements Original {}

    /** The photo is missing or has changed. */
    record Lost(PhotoProblem problem) implements Original {}

    /** Rows must be asked for in their order. */
    Original of(PhotoRow row) {
        try {
            byte[] bytes = source.read(row.place(), row.name());
            return Sha256.of(bytes).equals(row.sha256())
                    ? new Same(bytes)
                    : new Lost(new PhotoProblem("CHANGED", "the photo has changed since it was described"));
        } catch (PhotoException e) {
            return new Lost(PhotoProblem.of(e));
        } catch (RejectedPhotoException e) {
            return new Lost(e.problem());
        }
    }

    @Override
    public void close() {
        source.close();
    }
}

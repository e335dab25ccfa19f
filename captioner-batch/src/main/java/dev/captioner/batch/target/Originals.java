package dev.captioner.batch.target;

import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.Problem;
import dev.captioner.batch.source.RefusedPhotoException;
import dev.captioner.image.PhotoException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The photos themselves, read from the source once more. */
final class Originals implements AutoCloseable {
    private final PhotoSource.Opened source;

    Originals(PhotoSource source) {
        this.source = source.open();
    }

    /** Bytes of a photo, or why there are none. */
    sealed interface Original {}

    /** As they were when the photo was described. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Same(byte[] bytes) implements Original {}

    /** The photo is gone, or another. */
    record Lost(Problem problem) implements Original {}

    /** Rows are to come in their order. */
    Original of(PhotoRow row) {
        try {
            byte[] bytes = source.read(row.place(), row.name());
            return sha256(bytes).equals(row.sha256())
                    ? new Same(bytes)
                    : new Lost(new Problem("CHANGED", "the photo has changed since it was described"));
        } catch (PhotoException e) {
            return new Lost(Problem.of(e));
        } catch (RefusedPhotoException e) {
            return new Lost(e.problem());
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}

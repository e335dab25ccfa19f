package dev.captioner.batch.store;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.target.Described;
import org.jspecify.annotations.Nullable;

/** What came of a photo. */
public sealed interface Outcome {
    /** Place of the photo. */
    long place();

    /** Nothing could be read. */
    record Unread(long place, PhotoProblem problem) implements Outcome {}

    /** The same bytes were met before. */
    record Known(long place, String sha256) implements Outcome {}

    /**
     * Bytes met for the first time.
     *
     * @param retryable whether the problem, if there is one, may be gone another time
     */
    record Found(
            long place,
            String sha256,
            @Nullable Described described,
            @Nullable PhotoProblem problem,
            boolean retryable) implements Outcome {}
}

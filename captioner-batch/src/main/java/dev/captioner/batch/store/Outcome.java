package dev.captioner.batch.store;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.target.Described;
import org.jspecify.annotations.Nullable;

/** The outcome of a photo. */
public sealed interface Outcome {
    /** Place of the photo. */
    long place();

    /** The photo could not be read. */
    record Unread(long place, PhotoProblem problem) implements Outcome {}

    /** The result of these bytes is known already. */
    record Known(long place, String sha256) implements Outcome {}

    /**
     * The result of new bytes.
     *
     * @param retryable whether the problem, if there is one, may not occur again
     */
    record Found(
            long place,
            String sha256,
            @Nullable Described described,
            @Nullable PhotoProblem problem,
            boolean retryable) implements Outcome {}
}

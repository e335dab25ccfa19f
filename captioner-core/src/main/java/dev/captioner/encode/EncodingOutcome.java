package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.image.PhotoException;

/**
 * The outcome of one photo: encoded, rejected, or failed because of something that is not the photo's fault.
 *
 * @param <S> the source of the photo, such as a file
 * @param <R> the result of the work on it, such as {@link RegionFeatures}
 */
@Internal
public sealed interface EncodingOutcome<S, R> {
    /** The source of the photo. */
    S source();

    /**
     * The result.
     *
     * @throws PhotoException the reason why the photo was rejected
     * @throws RuntimeException or an {@link Error}: the failure of the worker, the same object that was thrown there
     */
    R get();

    /** The work on the photo is complete. */
    record Encoded<S, R>(S source, R result) implements EncodingOutcome<S, R> {
        @Override
        public R get() {
            return result;
        }
    }

    /** The photo cannot be read. Other photos are not affected. */
    record RejectedPhoto<S, R>(S source, PhotoException problem) implements EncodingOutcome<S, R> {
        @Override
        public R get() {
            throw problem;
        }
    }

    /**
     * The worker failed: a bug, or the machine ran out of memory.
     *
     * @param failure a {@link RuntimeException} or an {@link Error}
     */
    record Failed<S, R>(S source, Throwable failure) implements EncodingOutcome<S, R> {
        @Override
        public R get() {
            throw EncodingTask.unchecked(failure);
        }
    }
}

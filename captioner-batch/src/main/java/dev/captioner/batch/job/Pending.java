package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.target.Described.Answered;
import dev.captioner.image.PhotoException;
import dev.captioner.model.EncodedPhoto;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A photo on its way from the source to its caption. */
sealed interface Pending {
    /**
     * There is nothing to caption.
     *
     * @param listed whether that was found, and said, when it was listed
     */
    record Unread(long place, String name, PhotoProblem problem, boolean listed) implements Pending {}

    /** What came of the same bytes is in the database: a description, or a problem. */
    record Known(
            long place,
            String name,
            String sha256,
            @Nullable PhotoProblem problem) implements Pending {}

    /** The same bytes are on their way before it. */
    record Copy(long place, String name, String sha256) implements Pending {}

    /** Bytes met for the first time, which are being looked at. */
    record Fresh(long place, String name, String sha256, CompletableFuture<Look> look) implements Pending {}

    /** No photo follows: the source is at its end, or failed. */
    record End(@Nullable Throwable failure) implements Pending {}

    /** What was seen. */
    sealed interface Look {}

    /** A good photo, with the answers to the job's questions. */
    record Seen(EncodedPhoto photo, List<Answered> answers) implements Look {}

    /** A bad photo. */
    record Refused(PhotoException problem) implements Look {}
}

package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.target.Described.Answered;
import dev.captioner.image.PhotoException;
import dev.captioner.model.EncodedPhoto;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A photo on its way from the source to its caption. */
sealed interface Pending {
    /**
     * The source could not give the photo.
     *
     * @param listed whether that was found, and reported, when the source was listed
     */
    record Unread(long place, String name, PhotoProblem problem, boolean listed) implements Pending {}

    /** The database has the result of the same bytes: a description, or a problem. */
    record Known(
            long place,
            String name,
            String sha256,
            @Nullable PhotoProblem problem) implements Pending {}

    /** A photo with the same bytes is on its way before this one. */
    record Copy(long place, String name, String sha256) implements Pending {}

    /** New bytes, which are still to be encoded. */
    record Fresh(long place, String name, String sha256) implements Pending {}

    /** An encoded photo, with the answers to the job's questions. */
    record Encoded(Fresh fresh, EncodedPhoto photo, List<Answered> answers) implements Pending {}

    /** A photo that cannot be decoded. */
    record Rejected(Fresh fresh, PhotoException problem) implements Pending {}
}

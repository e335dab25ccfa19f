package dev.captioner.batch.source;

import dev.captioner.image.PhotoException;

/**
 * Why a photo has no caption.
 *
 * @param reason for programs, such as {@code DAMAGED}
 * @param message for people
 */
public record PhotoProblem(String reason, String message) {
    /** A name that leads out of its archive, or that is not a valid file name. */
    public static final String UNSAFE_NAME = "UNSAFE_NAME";

    /** An entry of an archive that is a link, or otherwise not a file. */
    public static final String NOT_A_FILE = "NOT_A_FILE";

    /** A nested archive, or an encrypted entry. */
    public static final String SEALED = "SEALED";

    /** The photo has a sidecar already, which is kept; it needs no caption. */
    public static final PhotoProblem KEPT = new PhotoProblem("KEPT", "the photo has a caption already, which is kept");

    /** A sidecar that exists and could not be changed. */
    public static final String SIDECAR = "SIDECAR";

    /** Whether something is wrong: not if the photo needs no caption. */
    public boolean isBad() {
        return !reason.equals(KEPT.reason());
    }

    /** The reason for which the photo reader rejected a photo. */
    public static PhotoProblem of(PhotoException problem) {
        return new PhotoProblem(problem.reason().name(), String.valueOf(problem.getMessage()));
    }

    /** Whether the same bytes may succeed later: on a less busy machine, within other limits, with more formats. */
    public static boolean retryable(PhotoException problem) {
        return switch (problem.reason()) {
            case TOO_SLOW, NOT_ENOUGH_MEMORY, TOO_LARGE, TOO_MANY_PIXELS, UNSUPPORTED_FORMAT -> true;
            default -> false;
        };
    }
}

package dev.captioner.batch.source;

import org.jspecify.annotations.Nullable;

/** A photo that the source cannot read; others can still be read. */
public final class RejectedPhotoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialised
    private final PhotoProblem problem;

    RejectedPhotoException(PhotoProblem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** The reason. */
    public PhotoProblem problem() {
        return problem;
    }
}

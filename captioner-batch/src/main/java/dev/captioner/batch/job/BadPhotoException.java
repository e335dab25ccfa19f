package dev.captioner.batch.job;

import dev.captioner.batch.source.PhotoProblem;

/** A photo without a caption, where one is enough to stop. */
final class BadPhotoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadPhotoException(String name, PhotoProblem problem) {
        super(name + ": " + problem.message());
    }
}

package dev.captioner.web;

import dev.captioner.image.PhotoException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * The kinds of problem (RFC 9457) that a request can meet. Names become types, as in {@code /problems/damaged-photo}: programs
 * rely on them, so they stay as they are. docs/rest.md lists them.
 */
enum Problem {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read"),
    MISSING_IMAGE(HttpStatus.BAD_REQUEST, "The request has no photo"),
    SEVERAL_IMAGES(HttpStatus.BAD_REQUEST, "The request has several photos"),
    MISSING_QUESTION(HttpStatus.BAD_REQUEST, "The request has no question"),
    SEVERAL_QUESTIONS(HttpStatus.BAD_REQUEST, "The request has several questions"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method does not go with this address"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer cannot have the form that is asked for"),
    PHOTO_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The photo has too many bytes"),
    TOO_MANY_PIXELS(HttpStatus.CONTENT_TOO_LARGE, "The photo has too many pixels"),
    NOT_MULTIPART(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The request is not multipart/form-data"),
    UNSUPPORTED_FORMAT(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The photo's format is not read"),
    EMPTY_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is empty"),
    DAMAGED_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is damaged"),
    SLOW_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "The photo takes too long to decode"),
    EMPTY_QUESTION(HttpStatus.UNPROCESSABLE_CONTENT, "The question is empty"),
    QUESTION_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "The question is too long"),
    QUESTION_WITHOUT_LETTERS(HttpStatus.UNPROCESSABLE_CONTENT, "The question has no letters"),
    TOO_FEW_CHOICES(HttpStatus.UNPROCESSABLE_CONTENT, "There are too few answers to choose among"),
    TOO_MANY_CHOICES(HttpStatus.UNPROCESSABLE_CONTENT, "The answers to choose among are too many or too long"),
    EMPTY_CHOICE(HttpStatus.UNPROCESSABLE_CONTENT, "An answer to choose has no word"),
    TWIN_CHOICES(HttpStatus.UNPROCESSABLE_CONTENT, "Two of the answers to choose among are the same"),
    BAD_TOP(HttpStatus.UNPROCESSABLE_CONTENT, "The number of answers cannot be read"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed"),
    ANSWERS_NOTHING(HttpStatus.NOT_IMPLEMENTED, "The model answers no questions"),
    OUT_OF_MEMORY(HttpStatus.SERVICE_UNAVAILABLE, "The service has no memory for the photo now");

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The kind of problem that a photo has. */
    static Problem of(PhotoException.Reason reason) {
        return switch (reason) {
            case EMPTY -> EMPTY_PHOTO;
            case TOO_LARGE -> PHOTO_TOO_LARGE;
            case TOO_MANY_PIXELS -> TOO_MANY_PIXELS;
            case UNSUPPORTED_FORMAT -> UNSUPPORTED_FORMAT;
            case DAMAGED -> DAMAGED_PHOTO;
            case TOO_SLOW -> SLOW_PHOTO;
            case NOT_ENOUGH_MEMORY -> OUT_OF_MEMORY;
            case UNREADABLE_FILE -> INTERNAL_ERROR; // photos come as bytes here
        };
    }

    HttpStatus status() {
        return status;
    }

    /** A problem of this kind. */
    ProblemDetail of(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(
                URI.create("/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-')));
        problem.setTitle(title);
        return problem;
    }

    /** A problem of this kind, to be thrown. */
    ErrorResponseException exception(String detail) {
        return new ErrorResponseException(status, of(detail), null);
    }
}

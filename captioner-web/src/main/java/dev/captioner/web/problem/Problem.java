package dev.captioner.web.problem;

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
public enum Problem {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be read"),
    MISSING_IMAGE(HttpStatus.BAD_REQUEST, "The request has no photo"),
    SEVERAL_IMAGES(HttpStatus.BAD_REQUEST, "The request has several photos"),
    TWIN_FIELDS(HttpStatus.BAD_REQUEST, "A field is given more than once"),
    MISSING_SOURCE(HttpStatus.BAD_REQUEST, "The request names no photos"),
    MISSING_QUESTION(HttpStatus.BAD_REQUEST, "The request has no question"),
    SEVERAL_QUESTIONS(HttpStatus.BAD_REQUEST, "The request has several questions"),
    MISSING_SENTENCE(HttpStatus.BAD_REQUEST, "The request has no sentence"),
    UNAUTHORISED(HttpStatus.UNAUTHORIZED, "The request has no valid key"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The method does not go with this address"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer cannot have the form that is asked for"),
    JOB_WITHOUT_RESULTS(HttpStatus.CONFLICT, "The job has no results"),
    SLOW_REQUEST(HttpStatus.REQUEST_TIMEOUT, "The request takes too long to arrive"),
    PHOTO_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The photo has too many bytes"),
    ARCHIVE_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The archive has too many bytes"),
    TOO_MANY_PIXELS(HttpStatus.CONTENT_TOO_LARGE, "The photo has too many pixels"),
    UNSUPPORTED_BODY(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The request has a type that is not read"),
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
    UNKNOWN_OPTION(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such option"),
    BAD_OPTION(HttpStatus.UNPROCESSABLE_CONTENT, "An option cannot be followed"),
    REMOTE_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is not fetched from elsewhere"),
    BAD_ARCHIVE(HttpStatus.UNPROCESSABLE_CONTENT, "The archive cannot be read"),
    BAD_FOLDER(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such folder of photos"),
    BAD_BASE64(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is not base64"),
    IMPOSSIBLE_CONSTRAINTS(HttpStatus.UNPROCESSABLE_CONTENT, "No caption can keep to the constraints"),
    BAD_SENTENCE(HttpStatus.UNPROCESSABLE_CONTENT, "A sentence cannot be scored"),
    TOO_MANY_SENTENCES(HttpStatus.UNPROCESSABLE_CONTENT, "There are too many sentences"),
    BAD_TOP(HttpStatus.UNPROCESSABLE_CONTENT, "The number of answers cannot be read"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "The key has used up its requests for now"),
    TOO_MANY_JOBS(HttpStatus.TOO_MANY_REQUESTS, "As many jobs as may wait are waiting"),
    OVERLOADED(HttpStatus.TOO_MANY_REQUESTS, "The service has more requests than it can take"),
    CLIENT_GONE(HttpStatus.SERVICE_UNAVAILABLE, "The client has gone"), // nobody reads it; it is counted
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed"),
    ANSWERS_NOTHING(HttpStatus.NOT_IMPLEMENTED, "The model answers no questions"),
    JOBS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot keep jobs"),
    STORAGE_FULL(HttpStatus.INSUFFICIENT_STORAGE, "The archive cannot be stored"),
    TOO_LATE(HttpStatus.SERVICE_UNAVAILABLE, "The answer was not ready in time"),
    OUT_OF_MEMORY(HttpStatus.SERVICE_UNAVAILABLE, "The service has no memory for the photo now");

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The kind of problem that a photo has. */
    public static Problem of(PhotoException.Reason reason) {
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

    /** The last part of its type. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The status code of the answer. */
    public HttpStatus status() {
        return status;
    }

    /** The kind in words. */
    public String title() {
        return title;
    }

    /** A problem of this kind. */
    public ProblemDetail of(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + slug()));
        problem.setTitle(title);
        return problem;
    }

    /** A problem of this kind with one parameter of the request, to be thrown. */
    public ErrorResponseException exception(String parameter, String detail) {
        ProblemDetail problem = of(detail);
        problem.setProperty(ErrorForm.PARAMETER, parameter);
        return new ErrorResponseException(status, problem, null);
    }

    /** A problem of this kind, to be thrown. */
    public ErrorResponseException exception(String detail) {
        return new ErrorResponseException(status, of(detail), null);
    }
}

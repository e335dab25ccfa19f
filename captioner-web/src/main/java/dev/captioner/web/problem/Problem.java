package dev.captioner.web.problem;

import dev.captioner.image.PhotoException;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * The problem types (RFC 9457). Their names become identifiers, as in {@code /problems/damaged-photo}; programs rely on these, so a
 * name never changes. docs/rest.md lists them.
 */
public enum Problem {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request is malformed"),
    MISSING_IMAGE(HttpStatus.BAD_REQUEST, "The request has no photo"),
    SEVERAL_IMAGES(HttpStatus.BAD_REQUEST, "The request has several photos"),
    TWIN_FIELDS(HttpStatus.BAD_REQUEST, "A field is given more than once"),
    MISSING_SOURCE(HttpStatus.BAD_REQUEST, "The request names no photos"),
    MISSING_QUESTION(HttpStatus.BAD_REQUEST, "The request has no question"),
    SEVERAL_QUESTIONS(HttpStatus.BAD_REQUEST, "The request has several questions"),
    MISSING_SENTENCE(HttpStatus.BAD_REQUEST, "The request has no sentence"),
    UNAUTHORISED(HttpStatus.UNAUTHORIZED, "The request has no valid API key"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "No resource has this path"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "The path does not support this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The response cannot have the requested format"),
    JOB_WITHOUT_RESULTS(HttpStatus.CONFLICT, "The job has no results"),
    SLOW_REQUEST(HttpStatus.REQUEST_TIMEOUT, "The request did not arrive in time"),
    PHOTO_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The photo is too large"),
    ARCHIVE_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The archive is too large"),
    TOO_MANY_PIXELS(HttpStatus.CONTENT_TOO_LARGE, "The photo has too many pixels"),
    UNSUPPORTED_BODY(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type is not supported"),
    UNSUPPORTED_FORMAT(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The photo's format is not supported"),
    EMPTY_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is empty"),
    DAMAGED_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is damaged"),
    SLOW_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "The photo takes too long to decode"),
    EMPTY_QUESTION(HttpStatus.UNPROCESSABLE_CONTENT, "The question is empty"),
    QUESTION_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "The question is too long"),
    QUESTION_WITHOUT_LETTERS(HttpStatus.UNPROCESSABLE_CONTENT, "The question has no letters"),
    TOO_FEW_CHOICES(HttpStatus.UNPROCESSABLE_CONTENT, "There are too few choices"),
    TOO_MANY_CHOICES(HttpStatus.UNPROCESSABLE_CONTENT, "The choices are too many or too long"),
    EMPTY_CHOICE(HttpStatus.UNPROCESSABLE_CONTENT, "A choice has no words"),
    TWIN_CHOICES(HttpStatus.UNPROCESSABLE_CONTENT, "Two choices are the same"),
    UNKNOWN_OPTION(HttpStatus.UNPROCESSABLE_CONTENT, "An option is unknown"),
    BAD_OPTION(HttpStatus.UNPROCESSABLE_CONTENT, "An option is invalid"),
    REMOTE_PHOTO(HttpStatus.UNPROCESSABLE_CONTENT, "Photos are not fetched from URLs"),
    BAD_ARCHIVE(HttpStatus.UNPROCESSABLE_CONTENT, "The archive cannot be read"),
    BAD_FOLDER(HttpStatus.UNPROCESSABLE_CONTENT, "There is no such folder of photos"),
    BAD_BASE64(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is not valid base64"),
    IMPOSSIBLE_CONSTRAINTS(HttpStatus.UNPROCESSABLE_CONTENT, "No caption can satisfy the constraints"),
    BAD_SENTENCE(HttpStatus.UNPROCESSABLE_CONTENT, "A sentence is too long or empty"),
    TOO_MANY_SENTENCES(HttpStatus.UNPROCESSABLE_CONTENT, "There are too many sentences"),
    BAD_TOP(HttpStatus.UNPROCESSABLE_CONTENT, "The number of answers is invalid"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "The key is over its rate limit"),
    TOO_MANY_JOBS(HttpStatus.TOO_MANY_REQUESTS, "The queue of jobs is full"),
    OVERLOADED(HttpStatus.TOO_MANY_REQUESTS, "The service is overloaded"),
    CLIENT_GONE(
            HttpStatus.SERVICE_UNAVAILABLE, "The client has disconnected"), // only counted: nobody reads the response
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),
    ANSWERS_NOTHING(HttpStatus.NOT_IMPLEMENTED, "The model does not answer questions"),
    JOBS_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot store jobs"),
    STORAGE_FULL(HttpStatus.INSUFFICIENT_STORAGE, "The archive cannot be stored"),
    TOO_LATE(HttpStatus.SERVICE_UNAVAILABLE, "The deadline was exceeded"),
    OUT_OF_MEMORY(HttpStatus.SERVICE_UNAVAILABLE, "The service is out of memory");

    private final HttpStatus status;
    private final String title;

    Problem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The problem type of a rejected photo. */
    public static Problem of(PhotoException.Reason reason) {
        return switch (reason) {
            case EMPTY -> EMPTY_PHOTO;
            case TOO_LARGE -> PHOTO_TOO_LARGE;
            case TOO_MANY_PIXELS -> TOO_MANY_PIXELS;
            case UNSUPPORTED_FORMAT -> UNSUPPORTED_FORMAT;
            case DAMAGED -> DAMAGED_PHOTO;
            case TOO_SLOW -> SLOW_PHOTO;
            case NOT_ENOUGH_MEMORY -> OUT_OF_MEMORY;
            case UNREADABLE_FILE -> INTERNAL_ERROR; // requests have photos as bytes, not as files
        };
    }

    /** The last path segment of the type. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The status code of the response. */
    public HttpStatus status() {
        return status;
    }

    /** The title. */
    public String title() {
        return title;
    }

    /** A problem of this type. */
    public ProblemDetail of(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("/problems/" + slug()));
        problem.setTitle(title);
        return problem;
    }

    /** An exception with a problem of this type that names the parameter of the request that caused it. */
    public ErrorResponseException exception(String parameter, String detail) {
        ProblemDetail problem = of(detail);
        problem.setProperty(ErrorForm.PARAMETER, parameter);
        return new ErrorResponseException(status, problem, null);
    }

    /** An exception with a problem of this type. */
    public ErrorResponseException exception(String detail) {
        return new ErrorResponseException(status, of(detail), null);
    }
}

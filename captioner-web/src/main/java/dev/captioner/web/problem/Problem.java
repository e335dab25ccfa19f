package dev.captioner.web.problem;

import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.OptionException;
import dev.captioner.image.PhotoException;
import java.net.URI;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * The problem types (RFC 9457). Their names become identifiers, as in {@code /problems/damaged-photo}; programs rely on these, so a
 * name never changes. docs/rest.md lists them.
 */
public enum Problem {
    MALFORMED_REQUEST(
            HttpStatus.BAD_REQUEST,
            "The request is malformed",
            "malformed form, JSON or query string, or text that is not UTF-8",
            "Compare the request with the documentation, or let a library for HTTP, JSON or forms write it."),
    MISSING_IMAGE(
            HttpStatus.BAD_REQUEST,
            "The request has no photo",
            "no part `image` with a filename, no field `image`",
            "Send the photo in a form's part `image`, as in `curl -F image=@photo.jpg`, or as base64 in the JSON field `image`."),
    SEVERAL_IMAGES(
            HttpStatus.BAD_REQUEST,
            "The request has several photos",
            "more than one part `image`",
            "Send one request for each photo, or a job for many."),
    TWIN_FIELDS(
            HttpStatus.BAD_REQUEST,
            "A field is given more than once",
            "an option that may be given once is given more than once",
            "Give the option once. Look for it in the query string as well as in the body."),
    MISSING_SOURCE(
            HttpStatus.BAD_REQUEST,
            "The request names no photos",
            "a job without `archive` or `folder`",
            "Send a ZIP in the form's part `archive`, or name a folder in the JSON field `folder`."),
    MISSING_QUESTION(
            HttpStatus.BAD_REQUEST,
            "The request has no question",
            "no `question`",
            "Send the field `question`; in a form, a part without a filename."),
    SEVERAL_QUESTIONS(
            HttpStatus.BAD_REQUEST,
            "The request has several questions",
            "more than one `question`",
            "Send one request for each question."),
    MISSING_SENTENCE(
            HttpStatus.BAD_REQUEST,
            "The request has no sentence",
            "no `sentence`",
            "Send the field `sentence`, once for each sentence."),
    UNAUTHORISED(
            HttpStatus.UNAUTHORIZED,
            "The request has no valid API key",
            "the service requires a key, and the request has no valid one",
            "Send a key of this service: `Authorization: Bearer KEY` or `X-API-Key: KEY`."),
    FOREIGN_ORIGIN(
            HttpStatus.FORBIDDEN,
            "Pages of this origin may not use the service",
            "a browser sent the request for a page of another origin",
            "Use the service's own page or a program. The operator can allow the origin: `captioner.cors.origins`."),
    UNKNOWN_HOST(
            HttpStatus.FORBIDDEN,
            "The service does not have this host name",
            "the header `Host` has a name that the service was not given",
            "Use `localhost`, the IP address or a name without a dot. The operator can add the name: `captioner.security.hosts`."),
    NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "No resource has this path",
            "unknown path, model or job",
            "Check path, name of the model and id of the job. `GET /models` and `GET /jobs` list what there is."),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED,
            "The path does not support this method",
            "the path does not support this method",
            "Use a method that the header `Allow` of the response lists."),
    NOT_ACCEPTABLE(
            HttpStatus.NOT_ACCEPTABLE,
            "The response cannot have the requested format",
            "the header `Accept` excludes `application/json` (for streams, `text/event-stream`)",
            "Send `Accept: application/json` or `Accept: */*`."),
    JOB_WITHOUT_RESULTS(
            HttpStatus.CONFLICT,
            "The job has no results",
            "the job is not complete: it waits, runs, was stopped or failed",
            "Wait until `GET /jobs/ID` reports the job complete. If it was stopped or has failed, submit another one."),
    SLOW_REQUEST(
            HttpStatus.REQUEST_TIMEOUT,
            "The request did not arrive in time",
            "the request did not arrive within 30 seconds",
            "Send a smaller photo, or use a faster connection. Check that the client sends as many bytes as `Content-Length` says."),
    PHOTO_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE,
            "The photo is too large",
            "too many bytes in the photo, or in all options together (64 KB)",
            "Scale the photo down: the model sees 260 x 260 pixels. Send options of less than 64 KB."),
    ARCHIVE_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE,
            "The archive is too large",
            "more than 1 GB",
            "Split the archive, and submit a job for each part."),
    TOO_MANY_PIXELS(
            HttpStatus.CONTENT_TOO_LARGE,
            "The photo has too many pixels",
            "the photo's header declares too many pixels; it is not decoded",
            "Scale the photo down: the model sees 260 x 260 pixels."),
    UNSUPPORTED_BODY(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The content type is not supported",
            "the request's Content-Type is not one of those above",
            "Set `Content-Type` to the type of the body: `multipart/form-data`, `application/json` or the type of the photo."),
    UNSUPPORTED_FORMAT(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The photo's format is not supported",
            "the photo's content is in none of the formats above",
            "Convert the photo to JPEG or PNG."),
    EMPTY_PHOTO(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The photo is empty",
            "0 bytes",
            "Check that the client reads the file before it sends it."),
    DAMAGED_PHOTO(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The photo is damaged",
            "the photo violates its format, or is truncated",
            "Save the photo again from its original."),
    SLOW_PHOTO(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The photo takes too long to decode",
            "decoding took more than 5 seconds",
            "Scale the photo down, or save it as JPEG."),
    EMPTY_QUESTION(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The question is empty",
            "only white space",
            "Send a question with words."),
    QUESTION_TOO_LONG(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The question is too long",
            "more than 500 characters",
            "Shorten the question."),
    QUESTION_WITHOUT_LETTERS(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The question has no letters",
            "only digits and symbols; letters of every script count",
            "Send a question with words."),
    TOO_FEW_CHOICES(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "There are too few choices",
            "only one",
            "Send at least two choices, or none."),
    TOO_MANY_CHOICES(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The choices are too many or too long",
            "more than 20, or one with more than 20 words",
            "Send fewer or shorter choices."),
    EMPTY_CHOICE(
            HttpStatus.UNPROCESSABLE_CONTENT, "A choice has no words", "one without words", "Leave the choice out."),
    TWIN_CHOICES(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Two choices are the same",
            "two that differ only in capitals and punctuation",
            "Leave one of the two out."),
    UNKNOWN_OPTION(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "An option is unknown",
            "no option has this name",
            "Check the spelling; `detail` lists the options."),
    BAD_OPTION(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "An option is invalid",
            "an option is out of range, over a limit of this service, or conflicts with another",
            "Choose a value in the range that `detail` gives."),
    REMOTE_PHOTO(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Photos are not fetched from URLs",
            "an address in place of the photo; the service does not fetch it",
            "Download the photo, and send its bytes."),
    BAD_ARCHIVE(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The archive cannot be read",
            "the archive is not a ZIP",
            "Send a ZIP; `detail` says what was found."),
    BAD_FOLDER(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "There is no such folder of photos",
            "no such folder below the service's folder of photos, or the service has none",
            "Name a folder below the service's folder of photos, without a leading slash."),
    BAD_BASE64(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The photo is not valid base64",
            "the field `image` is not base64",
            "Encode the bytes of the photo file as base64, once."),
    IMPOSSIBLE_CONSTRAINTS(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "No caption can satisfy the constraints",
            "no caption can satisfy `include`, `exclude`, `prefix`, `minLength` and `maxLength`; `detail` says why",
            "Relax one of the constraints that `detail` names."),
    BAD_SENTENCE(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "A sentence is too long or empty",
            "a sentence without words, or with more than 100",
            "Send sentences of 1 to 100 words."),
    TOO_MANY_SENTENCES(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "There are too many sentences",
            "more than 64",
            "Split the sentences over several requests."),
    BAD_TOP(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The number of answers is invalid",
            "`top` is not a whole number from 1 to 999,999, or is given twice",
            "Send one whole number from 1."),
    TOO_MANY_REQUESTS(
            HttpStatus.TOO_MANY_REQUESTS,
            "The key is over its rate limit",
            "the key exceeded its rate limit, in units; `Retry-After` says when the request is allowed",
            "Wait as long as `Retry-After` says. If the key needs more, its operator can raise the limit."),
    NOT_IMPLEMENTED(
            HttpStatus.NOT_IMPLEMENTED,
            "The service does not implement this part of HTTP",
            "the method `CONNECT`, or a `Transfer-Encoding` other than `chunked`",
            "Send the request without it. To compress a body, use `Content-Encoding`."),
    UNSUPPORTED_VERSION(
            HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
            "The HTTP version is not supported",
            "the request line names a version other than HTTP/1.0 and HTTP/1.1",
            "Use HTTP/1.1."),
    UNSUPPORTED_ENCODING(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The content encoding is not supported",
            "the request has a `Content-Encoding` other than `gzip` or `deflate`, or several",
            "Send the body as it is, or compressed once with gzip or deflate. The response header `Accept-Encoding` lists what is accepted."),
    TOO_MANY_CONNECTIONS(
            HttpStatus.TOO_MANY_REQUESTS,
            "The address has too many connections",
            "the client's address has as many connections open as the service allows, and all are in use",
            "Close connections that are not needed, and reuse the others for further requests."),
    INTERNAL_ERROR(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Internal error",
            "an error in the service; its log has the cause",
            "Tell the operator of the service the response header `traceparent`: the log has the cause under this id."),
    ANSWERS_NOTHING(
            HttpStatus.NOT_IMPLEMENTED,
            "The model does not answer questions",
            "the served model writes captions only and cannot answer questions",
            "Ask the operator of the service for a model that answers questions."),
    STOPPING(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The service is stopping",
            "the service finishes what it has begun, and stops",
            "Send the request to another instance of the service, or again later."),
    JOBS_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The service cannot store jobs",
            "the folder for jobs cannot be used, or another service has locked it",
            "Tell the operator of the service; its log has the cause."),
    STORAGE_FULL(
            HttpStatus.INSUFFICIENT_STORAGE,
            "The archive cannot be stored",
            "the disk of the folder for jobs is full",
            "Send a smaller archive, or try again once the operator has freed space."),
    TOO_MANY_JOBS(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The queue of jobs is full",
            "eight jobs are waiting; `Retry-After`",
            "Wait as long as `Retry-After` says, or stop a job that waits."),
    OVERLOADED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The service is overloaded",
            "the queue is full, or the service could not answer the request in time; `Retry-After` estimates when it can",
            "Wait as long as `Retry-After` says, then send the request again. A request that costs less is admitted sooner."),
    TOO_LATE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The deadline was exceeded",
            "the response was not ready within 10 seconds, or 60 seconds for a heavy request; `Retry-After`",
            "Wait as long as `Retry-After` says, then send the request again. Ask for less work: a smaller beam, fewer words."),
    OUT_OF_MEMORY(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The service is out of memory",
            "not enough memory at the moment; `Retry-After` says when to try again",
            "Wait as long as `Retry-After` says, then send the request again, or a smaller photo.");

    private final HttpStatus status;
    private final String title;
    private final String when;
    private final String remedy;

    Problem(HttpStatus status, String title, String when, String remedy) {
        this.status = status;
        this.title = title;
        this.when = when;
        this.remedy = remedy;
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

    /** When it occurs, in one line of Markdown. */
    public String when() {
        return when;
    }

    /** What a client can do about it, in sentences of Markdown. */
    public String remedy() {
        return remedy;
    }

    /** The type: a reference to the page that explains it. */
    public String type() {
        return "/problems/" + slug();
    }

    /** A problem of this type. */
    public ProblemDetail of(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type()));
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

    /**
     * The problem of an option of decoding, to be thrown.
     *
     * @param names of options, as the client spells them
     */
    public static ErrorResponseException exception(OptionException failure, Function<DecodingOption, String> names) {
        boolean length = failure.option().scope() == DecodingOption.Scope.CONSTRAINTS && failure.isOutOfRange();
        Problem problem = length ? IMPOSSIBLE_CONSTRAINTS : BAD_OPTION;
        return problem.exception(
                names.apply(failure.option()), failure.message(option -> "'" + names.apply(option) + "'"));
    }
}

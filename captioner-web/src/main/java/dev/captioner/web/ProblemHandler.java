package dev.captioner.web;

import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoLimits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every failure with problem+json (RFC 9457): what was wrong, what is accepted, nothing of the inside. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {
    private static final String SECONDS_TO_WAIT = "1";

    private final PhotoLimits limits;

    ProblemHandler(PhotoLimits limits) {
        this.limits = limits;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handlePhoto(PhotoException e, WebRequest request) {
        Problem problem = Problem.of(e.reason());
        HttpHeaders headers = new HttpHeaders();
        if (problem == Problem.OUT_OF_MEMORY) {
            logger.warn(e.getMessage());
            headers.set(HttpHeaders.RETRY_AFTER, SECONDS_TO_WAIT);
        }
        return answer(e, problem, String.valueOf(e.getMessage()), headers, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleMultipart(MultipartException e, WebRequest request) {
        String detail = "the multipart/form-data breaks the rules of its form (RFC 7578); let a library write it";
        return answer(e, Problem.MALFORMED_REQUEST, detail, new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleUnforeseen(Exception e, WebRequest request) {
        logger.error("a request failed for a reason within the service", e);
        String detail = "the reason is in the service's log";
        return answer(e, Problem.INTERNAL_ERROR, detail, new HttpHeaders(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = String.format(
                Locale.ROOT,
                "the request has too many bytes or parts: accepted are at most %,d bytes (%.1f MB) of a photo, which can be saved"
                        + " smaller, and 64 KB of other parts",
                limits.bytes(),
                limits.bytes() / (1024.0 * 1024.0));
        return answer(e, Problem.PHOTO_TOO_LARGE, detail, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestPart(
            MissingServletRequestPartException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "expected a part '" + e.getRequestPartName()
                + "' with a filename and the photo's bytes, found none; as in curl -F image=@photo.jpg";
        return answer(e, Problem.MISSING_IMAGE, detail, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "expected multipart/form-data with the photo in its part 'image', found "
                + (e.getContentType() == null ? "no Content-Type" : e.getContentType());
        return answer(e, Problem.NOT_MULTIPART, detail, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
            HttpRequestMethodNotSupportedException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "expected " + headers.getAllow() + ", found " + e.getMethod();
        return answer(e, Problem.METHOD_NOT_ALLOWED, detail, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
            HttpMediaTypeNotAcceptableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "the answer is application/json, which the header Accept has to allow";
        return answer(e, Problem.NOT_ACCEPTABLE, detail, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoHandlerFoundException(
            NoHandlerFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "there are POST /caption and POST /vqa, and nothing else";
        return answer(e, Problem.NOT_FOUND, detail, headers, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, Problem problem, String detail, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(e, problem.of(detail), headers, problem.status(), request);
    }

    /** Problems are problem+json, whatever the client says it accepts. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}

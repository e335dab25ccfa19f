package dev.captioner.web.problem;

import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.DecodingOption;
import dev.captioner.decode.OptionException;
import dev.captioner.image.PhotoException;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.serving.Rejection;
import java.time.Duration;
import java.util.Objects;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns every failure into a problem ({@link ErrorForm}): what was expected and what was found, no internals. */
@RestControllerAdvice
public class ProblemHandler extends ResponseEntityExceptionHandler {
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);

    private final ServiceMetrics metrics;
    private final ClientGone clientGone;

    /** Counts each problem in the metrics. */
    public ProblemHandler(ServiceMetrics metrics, ClientGone clientGone) {
        this.metrics = metrics;
        this.clientGone = clientGone;
    }

    /** Counts a problem. */
    public void count(ProblemDetail problem) {
        metrics.rejected(ErrorForm.slug(problem));
    }

    /** The problem for a failure. A failure of the service itself is logged. */
    public ProblemDetail describe(Throwable failure) {
        if (failure instanceof ErrorResponseException problem) {
            return problem.getBody();
        }
        if (failure instanceof PhotoException problem) {
            return of(Problem.of(problem.reason()), String.valueOf(problem.getMessage()));
        }
        if (failure instanceof Rejection rejection) {
            return of(of(rejection.reason()), String.valueOf(rejection.getMessage()));
        }
        if (failure instanceof OptionException problem) {
            return Problem.exception(problem, DecodingOption::key).getBody();
        }
        if (failure instanceof ConstraintException problem) {
            return of(Problem.IMPOSSIBLE_CONSTRAINTS, String.valueOf(problem.getMessage()));
        }
        if (failure instanceof InvalidParameterException) { // from Tomcat, about the query string
            return of(
                    Problem.MALFORMED_REQUEST,
                    "the query string is malformed: expected NAME=VALUE, with & between them and two hexadecimal digits after each %");
        }
        if (failure instanceof OutOfMemoryError) {
            return of(Problem.OUT_OF_MEMORY, "too little memory is free at the moment");
        }
        logger.error("a request failed with an internal error", failure);
        return of(Problem.INTERNAL_ERROR, "the service's log has the cause");
    }

    private ProblemDetail of(Problem problem, String detail) {
        if (problem == Problem.OUT_OF_MEMORY) {
            logger.warn(detail);
        }
        return problem.of(detail);
    }

    private static Problem of(Rejection.Reason reason) {
        return switch (reason) {
            case OVERLOADED -> Problem.OVERLOADED;
            case RATE_LIMITED -> Problem.TOO_MANY_REQUESTS;
            case TOO_LATE -> Problem.TOO_LATE;
            case CLIENT_GONE -> throw new IllegalArgumentException("nobody reads a response");
        };
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handleUnforeseen(Exception e, WebRequest request) {
        Throwable failure =
                e instanceof jakarta.servlet.ServletException && e.getCause() instanceof Error error ? error : e;
        if (ClientGone.causes(failure)) {
            ServletWebRequest web = (ServletWebRequest) request;
            clientGone.record(web.getRequest(), Objects.requireNonNull(web.getResponse()));
            return null;
        }
        ProblemDetail problem = describe(failure);
        if (failure instanceof PhotoException
                && ErrorForm.of(((ServletWebRequest) request).getRequest()) == ErrorForm.PROBLEM) {
            problem.setProperty(ErrorForm.PARAMETER, "image"); // other protocols have other names for it
        }
        HttpHeaders headers = new HttpHeaders();
        if (failure instanceof Rejection rejection) {
            headers.set(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(rejection.retryAfter()));
        } else if (problem.getStatus() == Problem.OUT_OF_MEMORY.status().value()) {
            headers.set(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(SHORT_WAIT));
        }
        return handleExceptionInternal(e, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
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
        String detail =
                "the response is application/json, or text/event-stream with stream=true; the header Accept must allow it";
        return answer(e, Problem.NOT_ACCEPTABLE, detail, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoHandlerFoundException(
            NoHandlerFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail =
                "expected POST /caption, /vqa, /score or /jobs, GET /models, /models/NAME or /jobs, the page at /, or a path of another"
                        + " protocol: /v1/chat/completions, /v1/models, /v2/models/NAME/infer, POST /models/NAME";
        return answer(e, Problem.NOT_FOUND, detail, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(e, Problem.NOT_FOUND, "the page has no such file; it is at /", headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = String.valueOf(e.getPropertyName());
        ProblemDetail problem = Problem.BAD_OPTION
                .exception(name, "expected '" + name + "' to be true or false")
                .getBody();
        return handleExceptionInternal(e, problem, headers, Problem.BAD_OPTION.status(), request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, Problem problem, String detail, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(e, problem.of(detail), headers, problem.status(), request);
    }

    /** Problems have the form of their path, whatever the header Accept says. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ErrorForm form = ErrorForm.of(((ServletWebRequest) request).getRequest());
        if (body instanceof ProblemDetail problem && problem.getType() != null) {
            count(problem);
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(form.type())
                .body(body instanceof ProblemDetail problem ? form.body(problem) : body);
    }
}

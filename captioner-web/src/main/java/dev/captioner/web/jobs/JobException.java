package dev.captioner.web.jobs;

import dev.captioner.web.problem.ErrorForm;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.problem.RejectedRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** A request about jobs that is rejected. */
public final class JobException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    private final transient RejectedRequest reason;

    JobException(Problem problem, String detail) {
        this(RejectedRequest.of(problem, detail));
    }

    /** @param parameter of the request, which caused it */
    JobException(Problem problem, String parameter, String detail) {
        this(RejectedRequest.of(problem, detail));
        getBody().setProperty(ErrorForm.PARAMETER, parameter);
    }

    JobException(Problem problem, String detail, Duration retryAfter) {
        this(new RejectedRequest(problem, detail, Optional.of(retryAfter)));
    }

    private JobException(RejectedRequest reason) {
        super(reason.problem().status(), reason.problem().of(reason.detail()), null);
        this.reason = reason;
        reason.retryAfter().ifPresent(wait -> getHeaders().set(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(wait)));
    }

    /** Problem, detail and when to try again. */
    public RejectedRequest reason() {
        return reason;
    }
}

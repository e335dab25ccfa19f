package dev.captioner.web.jobs;

import dev.captioner.web.problem.Problem;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.ErrorResponseException;

/** Something that cannot be done about a job, with the problem that says so. */
public final class JobException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    JobException(Problem problem, String detail) {
        super(problem.status(), problem.of(detail), null);
        this.problem = problem;
    }

    JobException(Problem problem, String detail, Duration retryAfter) {
        this(problem, detail);
        getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
    }

    /** Of which kind. */
    public Problem problem() {
        return problem;
    }

    /** More about it. */
    public String detail() {
        return String.valueOf(getBody().getDetail());
    }
}

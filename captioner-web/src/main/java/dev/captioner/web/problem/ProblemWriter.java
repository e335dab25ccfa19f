package dev.captioner.web.problem;

import dev.captioner.web.metrics.ServiceMetrics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where no controller has been reached. */
@Component
public class ProblemWriter {
    private final JsonMapper json;
    private final ServiceMetrics metrics;

    /** Counts what it writes. */
    public ProblemWriter(JsonMapper json, ServiceMetrics metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    /** The whole answer to a request that is refused by its head. */
    public void write(HttpServletRequest request, HttpServletResponse response, RejectedRequest refused)
            throws IOException {
        refused.retryAfter().ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait)));
        write(request, response, refused.problem(), refused.detail());
    }

    /** For the header {@code Retry-After}. */
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    /** The whole answer; headers that go with it have to be set before. */
    public void write(HttpServletRequest request, HttpServletResponse response, Problem problem, String detail)
            throws IOException {
        metrics.refused(problem.slug());
        ProblemDetail body = problem.of(detail);
        body.setInstance(URI.create(request.getRequestURI()));
        ErrorForm form = ErrorForm.of(request);
        byte[] bytes = json.writeValueAsBytes(form.body(body));
        response.setStatus(problem.status().value());
        response.setContentType(form.type().toString());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}

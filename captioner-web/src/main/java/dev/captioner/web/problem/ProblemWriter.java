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

/** Writes problems as responses where no controller has run. */
@Component
public class ProblemWriter {
    private final JsonMapper json;
    private final ServiceMetrics metrics;

    /** Counts each problem in the metrics. */
    public ProblemWriter(JsonMapper json, ServiceMetrics metrics) {
        this.json = json;
        this.metrics = metrics;
    }

    /** Writes the whole response to a rejected request. Headers that belong to it have to be set before. */
    public void write(HttpServletRequest request, HttpServletResponse response, RejectedRequest rejection)
            throws IOException {
        Problem problem = rejection.problem();
        metrics.rejected(problem.slug());
        ProblemDetail body = problem.of(rejection.detail());
        body.setInstance(URI.create(request.getRequestURI()));
        ErrorForm form = ErrorForm.of(request);
        byte[] bytes = json.writeValueAsBytes(form.body(body));
        rejection.retryAfter().ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait)));
        response.setStatus(problem.status().value());
        response.setContentType(form.type().toString());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** The value of the header {@code Retry-After}: whole seconds, rounded up, at least 1. */
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}

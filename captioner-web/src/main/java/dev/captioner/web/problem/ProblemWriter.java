package dev.captioner.web.problem;

import dev.captioner.web.metrics.ServiceMetrics;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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
        instance(request).ifPresent(body::setInstance);
        ErrorForm form = ErrorForm.of(request);
        byte[] bytes = json.writeValueAsBytes(form.body(body));
        rejection.retryAfter().ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait)));
        if (problem == Problem.UNSUPPORTED_ENCODING) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "gzip, deflate"); // RFC 9110, section 12.5.3
        }
        response.setStatus(problem.status().value());
        response.setContentType(form.type().toString());
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** The problem of a rejection for which there is no request yet, RFC 9457. It is not counted. */
    public byte[] json(RejectedRequest rejection) {
        return json.writeValueAsBytes(rejection.problem().of(rejection.detail()));
    }

    /** The path; empty if the request has none, or one that is no URI. */
    private static Optional<URI> instance(HttpServletRequest request) {
        try {
            return Optional.ofNullable(request.getRequestURI()).map(URI::create);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The value of the header {@code Retry-After}: whole seconds, rounded up, at least 1. */
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}

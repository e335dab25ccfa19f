package dev.captioner.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is rejected before a controller runs. The server still reads its body to the end and discards it, so that the
 * client reads the response instead of seeing a broken connection.
 *
 * @param problem the problem type
 * @param detail the detail of the problem
 * @param retryAfter when to try again; empty if waiting does not help
 */
public record RejectedRequest(Problem problem, String detail, Optional<Duration> retryAfter) {
    private static final String ATTRIBUTE = RejectedRequest.class.getName();

    /** A rejection for which waiting does not help. */
    public static RejectedRequest of(Problem problem, String detail) {
        return new RejectedRequest(problem, detail, Optional.empty());
    }

    /** Attaches the rejection to a request; the filter that receives the body writes the response. */
    public void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The rejection attached to a request; null if there is none. */
    public static @Nullable RejectedRequest of(HttpServletRequest request) {
        return (RejectedRequest) request.getAttribute(ATTRIBUTE);
    }
}

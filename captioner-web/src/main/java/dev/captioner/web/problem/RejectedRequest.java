package dev.captioner.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a request is refused by its head, whatever else comes of it. It is read into nothing all the same, so that its sender gets
 * to read the answer instead of a broken connection.
 *
 * @param problem what it is told
 * @param detail more about it
 * @param retryAfter when it may come again; nothing where time changes nothing
 */
public record RejectedRequest(Problem problem, String detail, Optional<Duration> retryAfter) {
    private static final String ATTRIBUTE = RejectedRequest.class.getName();

    /** Leaves it with the request, for whoever receives the rest. */
    public void leaveWith(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** What was left with a request. */
    public static @Nullable RejectedRequest of(HttpServletRequest request) {
        return (RejectedRequest) request.getAttribute(ATTRIBUTE);
    }
}

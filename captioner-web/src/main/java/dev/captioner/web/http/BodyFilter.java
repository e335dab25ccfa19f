package dev.captioner.web.http;

import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.settings.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Receives the whole of a request before anything is done about it, within limits of size, time and memory. No thread waits
 * while it arrives, so that slow clients hold up nobody but themselves.
 */
public final class BodyFilter implements Filter {
    private static final String BODY = BodyFilter.class.getName() + ".body";

    private final BodyLimits limits;
    private final ProblemWriter problems;
    private final AtomicLong memoryUsed = new AtomicLong();

    /** With the limits that are set. */
    public BodyFilter(Settings settings, ProblemWriter problems) {
        this.limits = BodyLimits.of(settings);
        this.problems = problems;
    }

    /** The bytes of a request that went through the filter. */
    public static byte[] bytes(HttpServletRequest request) {
        return (byte[]) Objects.requireNonNull(request.getAttribute(BODY), "the request has not been received");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (!http.getMethod().equals("POST")) {
            chain.doFilter(request, response);
        } else if (request.getDispatcherType() == DispatcherType.ASYNC) {
            chain.doFilter(new ReceivedRequest(http, bytes(http)), response);
        } else {
            new BodyReceiver(http, (HttpServletResponse) response, limits, memoryUsed, problems, BODY).start();
        }
    }
}

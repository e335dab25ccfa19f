package dev.captioner.web.body;

import dev.captioner.web.jobs.Jobs;
import dev.captioner.web.jobs.Upload;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.problem.RejectedRequest;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.Serving;
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
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.MediaType;

/**
 * Receives the whole of a request before anything is done about it, within limits of size, time and memory. No thread waits
 * while it arrives, so that slow clients hold up nobody but themselves.
 */
public final class BodyFilter implements Filter {
    private static final String BODY = BodyFilter.class.getName() + ".body";

    private static final String FORM = MediaType.MULTIPART_FORM_DATA_VALUE;

    private final BodyLimits limits;
    private final long archiveLimit;
    private final Duration archiveTime;
    private final Jobs jobs;
    private final Serving serving;
    private final ProblemWriter problems;
    private final AtomicLong memoryUsed = new AtomicLong();

    /** With the limits that are set. */
    public BodyFilter(Settings settings, Jobs jobs, Serving serving, ProblemWriter problems) {
        this.limits = BodyLimits.of(settings);
        this.archiveLimit = settings.jobs().archiveLimit().toBytes();
        this.archiveTime = settings.jobs().archiveTime();
        this.jobs = jobs;
        this.serving = serving;
        this.problems = problems;
    }

    /** The bytes of a request that went through the filter into memory. */
    public static byte[] bytes(HttpServletRequest request) {
        return received(request) instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** The file that holds the body of a request; empty when it was kept in memory. */
    public static Optional<Upload> upload(HttpServletRequest request) {
        return received(request) instanceof Upload upload ? Optional.of(upload) : Optional.empty();
    }

    private static Object received(HttpServletRequest request) {
        return Objects.requireNonNull(request.getAttribute(BODY), "the request has not been received");
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
            new BodyReceiver(http, (HttpServletResponse) response, sink(http), problems, BODY).start();
        }
    }

    private BodySink sink(HttpServletRequest request) {
        String type = request.getContentType() == null ? "" : request.getContentType();
        boolean job = request.getServletPath().equals("/jobs");
        RejectedRequest refused = RejectedRequest.of(request);
        if (refused == null && !job) { // all else that is posted is computed
            refused = serving.refusalNow().map(BodyFilter::overloaded).orElse(null);
        }
        if (refused != null) {
            return new RejectingSink(refused, limits.time());
        }
        boolean form = type.regionMatches(true, 0, FORM, 0, FORM.length());
        if (form && job) {
            return new UploadSink(jobs, archiveLimit + BodyLimits.ENVELOPE, archiveTime);
        }
        boolean json = type.isEmpty() || BodyLimits.isJson(type); // clients that state no type may send JSON
        return new MemorySink(limits, limits.bytes(json), memoryUsed);
    }

    private static RejectedRequest overloaded(Rejection refusal) {
        return new RejectedRequest(
                Problem.OVERLOADED, String.valueOf(refusal.getMessage()), Optional.of(refusal.retryAfter()));
    }
}

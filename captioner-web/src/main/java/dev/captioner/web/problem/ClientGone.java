package dev.captioner.web.problem;

import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.serving.Rejection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.ClientAbortException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Records that a client disconnected before it had its response. Nobody reads a response, so there is no problem for it: the request
 * log and the metrics of requests have status 499, which only proxies and logs use, and a counter of its own counts it.
 */
@Component
public final class ClientGone {
    /** The status in the request log. */
    public static final int STATUS = 499;

    private static final String ATTRIBUTE = ClientGone.class.getName();

    private final ServiceMetrics metrics;

    /** Counts in the metrics. */
    public ClientGone(ServiceMetrics metrics) {
        this.metrics = metrics;
    }

    /** Whether a failure means that the client of the request has disconnected. */
    public static boolean causes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException
                    || cause instanceof AsyncRequestNotUsableException
                    || (cause instanceof Rejection rejection && rejection.reason() == Rejection.Reason.CLIENT_GONE)) {
                return true;
            }
        }
        return false;
    }

    /** Records it. Only the first call for a request counts. */
    public void record(HttpServletRequest request, HttpServletResponse response) {
        if (isRecorded(request)) {
            return;
        }
        request.setAttribute(ATTRIBUTE, true);
        metrics.clientGone();
        if (!response.isCommitted()) {
            response.setStatus(STATUS);
        }
    }

    /** Whether it is recorded for a request. */
    public static boolean isRecorded(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}

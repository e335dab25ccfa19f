package dev.captioner.web.operation;

import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.security.ApiKeyFilter;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Gives every request an id, which is in each of its log lines and in its response, and logs one line when it is complete. The log
 * has no content of requests, and no query string, which may contain a question.
 */
public final class RequestLogFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.captioner.web.requests");
    private static final String ID = RequestLogFilter.class.getName() + ".id";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        boolean first = request.getDispatcherType() == DispatcherType.REQUEST;
        if (first) {
            RequestId id = RequestId.of(http.getHeader("traceparent"));
            request.setAttribute(ID, id);
            ((HttpServletResponse) response).setHeader("traceparent", id.traceParent());
        }
        long started = System.nanoTime();
        try {
            inContext(http, () -> chain.doFilter(request, response));
        } finally {
            if (first) {
                logAtEnd(http, (HttpServletResponse) response, started);
            }
        }
    }

    private interface Work {
        void run() throws IOException, ServletException;
    }

    private static void inContext(HttpServletRequest request, Work work) throws IOException, ServletException {
        RequestId id = (RequestId) request.getAttribute(ID);
        MDC.put("traceId", id.trace());
        MDC.put("spanId", id.span());
        try {
            work.run();
        } finally {
            MDC.remove("traceId");
            MDC.remove("spanId");
        }
    }

    private static void logAtEnd(HttpServletRequest request, HttpServletResponse response, long started)
            throws IOException, ServletException {
        if (!request.isAsyncStarted()) {
            inContext(request, () -> log(request, response, started));
            return;
        }
        request.getAsyncContext().addListener(new AsyncListener() {
            @Override
            public void onComplete(AsyncEvent event) throws IOException {
                try {
                    inContext(request, () -> log(request, response, started));
                } catch (ServletException e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void onTimeout(AsyncEvent event) {}

            @Override
            public void onError(AsyncEvent event) {}

            @Override
            public void onStartAsync(AsyncEvent event) {
                event.getAsyncContext().addListener(this);
            }
        });
    }

    /** Logs a request that the connector rejected before this filter saw it. */
    public static void logRejected(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ID) == null) {
            log(request, response, System.nanoTime());
        }
    }

    private static void log(HttpServletRequest request, HttpServletResponse response, long started) {
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        int status = ClientGone.isRecorded(request) ? ClientGone.STATUS : response.getStatus();
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("method", request.getMethod())
                .addKeyValue("path", request.getRequestURI())
                .addKeyValue("status", status)
                .addKeyValue("milliseconds", milliseconds);
        Object key = request.getAttribute(ApiKeyFilter.KEY_NAME);
        if (key != null) {
            line = line.addKeyValue("key", key);
        }
        line.log("{} {} {} {} ms", request.getMethod(), request.getRequestURI(), status, milliseconds);
    }
}

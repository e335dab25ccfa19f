package dev.captioner.web.body;

import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.problem.RejectedRequest;
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
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * Receives the whole body of every request before a controller runs, within limits of size, time and memory. It reads
 * without blocking: no thread waits for a slow client, and a slow client delays nobody else. Controllers take the body from
 * {@link ReceivedBody#of}.
 */
public final class BodyFilter implements Filter {
    private final List<BodyRoute> routes;
    private final Duration rejectionTime;
    private final ProblemWriter problems;
    private final ClientGone clientGone;

    /**
     * A filter over some routes.
     *
     * @param routes the first that accepts a request receives its body; the last must accept all
     * @param rejectionTime maximum time to read the body of a request that an earlier filter has rejected
     */
    public BodyFilter(List<BodyRoute> routes, Duration rejectionTime, ProblemWriter problems, ClientGone clientGone) {
        this.routes = List.copyOf(routes);
        this.rejectionTime = rejectionTime;
        this.problems = problems;
        this.clientGone = clientGone;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (!http.getMethod().equals("POST") && !hasBody(http)) {
            chain.doFilter(request, response);
        } else if (request.getDispatcherType() == DispatcherType.ASYNC) {
            chain.doFilter(new ReplayedRequest(http, ReceivedBody.bytes(http)), response);
        } else {
            new BodyReceiver(http, (HttpServletResponse) response, sink(http), problems, clientGone).start();
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    }

    private BodySink sink(HttpServletRequest request) {
        RejectedRequest rejection = RejectedRequest.of(request);
        if (rejection != null) {
            return new RejectingSink(rejection, rejectionTime);
        }
        if (!request.getMethod().equals("POST")) {
            return new UnwantedBodySink(rejectionTime);
        }
        return ContentEncoding.decode(
                request,
                routes.stream()
                        .filter(route -> route.accepts(request))
                        .findFirst()
                        .orElseThrow()
                        .sink(request));
    }
}

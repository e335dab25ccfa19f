package dev.captioner.web.connection;

import dev.captioner.web.operation.RequestLogFilter;
import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.problem.RejectedRequest;
import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes problems for requests that Tomcat rejects itself: malformed ones, which reach no filter, and those that a filter or servlet
 * ended with {@code sendError} or an exception.
 */
public final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    private static final Map<Integer, RejectedRequest> REJECTIONS = Map.of(
            400,
            RejectedRequest.of(
                    Problem.MALFORMED_REQUEST,
                    "expected a request in HTTP/1.1 (RFC 9112): a request line, the header Host and at most 8 KB and 100 headers in"
                            + " all, found something else"),
            404,
            RejectedRequest.of(Problem.NOT_FOUND, "there is nothing at this path"),
            405,
            RejectedRequest.of(Problem.METHOD_NOT_ALLOWED, "the service does not support this method"),
            408,
            RejectedRequest.of(Problem.SLOW_REQUEST, "the head of the request did not arrive in time"),
            501,
            RejectedRequest.of(
                    Problem.NOT_IMPLEMENTED,
                    "the service does not implement the method CONNECT and knows no Transfer-Encoding but chunked"),
            503,
            RejectedRequest.of(
                    Problem.STOPPING, "the service is stopping; send the request to another instance, or later"),
            505,
            RejectedRequest.of(Problem.UNSUPPORTED_VERSION, "expected HTTP/1.1, found another version"));

    private static final RejectedRequest INTERNAL_ERROR =
            RejectedRequest.of(Problem.INTERNAL_ERROR, "the service's log has the cause");

    private final ProblemWriter problems;
    private final ClientGone clientGone;

    /** A valve for the pipeline of the host. */
    public ProblemValve(ProblemWriter problems, ClientGone clientGone) {
        this.problems = problems;
        this.clientGone = clientGone;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (failure != null && ClientGone.causes(failure)) {
            clientGone.record(request, response);
            return;
        }
        RejectedRequest rejection = REJECTIONS.getOrDefault(response.getStatus(), INTERNAL_ERROR);
        if (rejection.problem() == Problem.INTERNAL_ERROR) {
            LOG.error("a request failed with an internal error, status {}", response.getStatus(), failure);
        }
        try {
            response.resetBuffer(true);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            problems.write(request, response, rejection);
            response.finishResponse();
            RequestLogFilter.logRejected(request, response);
        } catch (IOException e) {
            clientGone.record(request, response);
        }
    }
}

package dev.captioner.web.body;

import dev.captioner.web.connection.ClientConnection;
import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
import dev.captioner.web.problem.RejectedRequest;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Receives one request body as its bytes arrive. The body of a rejected request is read to its end and discarded: a client that
 * still writes when the connection closes would see a broken connection instead of the response.
 */
final class BodyReceiver implements ReadListener, AsyncListener {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final BodySink sink;
    private final ProblemWriter problems;
    private final ClientGone clientGone;
    private final AsyncContext context;
    private final ServletInputStream input;
    private final byte[] buffer = new byte[16 * 1024];
    private @Nullable RejectedRequest rejection;
    private boolean answered;

    BodyReceiver(
            HttpServletRequest request,
            HttpServletResponse response,
            BodySink sink,
            ProblemWriter problems,
            ClientGone clientGone)
            throws IOException {
        this.request = request;
        this.response = response;
        this.sink = sink;
        this.problems = problems;
        this.clientGone = clientGone;
        context = request.startAsync();
        context.setTimeout(sink.time().toMillis());
        context.addListener(this);
        input = request.getInputStream();
    }

    void start() throws IOException {
        boolean asksFirst = request.getHeader(HttpHeaders.EXPECT) != null;
        if (request.getContentLengthLong() > sink.limit()) {
            if (asksFirst) {
                rejectNow(sink.tooLarge()); // before the client sends the body
                return;
            }
            rejectAtEnd(sink.tooLarge());
        }
        if (asksFirst) {
            ClientConnection.of(request).expectBody();
        }
        input.setReadListener(this);
    }

    /** Returns as soon as nothing more has arrived, so that a slow client is noticed. */
    @Override
    public void onDataAvailable() throws IOException {
        while (input.isReady()) {
            int count = input.read(buffer);
            if (count < 0) {
                return; // the end
            }
            if (rejection == null) {
                rejectAtEnd(sink.receive(buffer, count));
            }
        }
        RejectedRequest overdue = sink.overdue(); // chunk sizes and trailers are no data, but they take time too
        if (overdue != null && !input.isFinished()) {
            rejectNow(rejection == null ? overdue : rejection);
        }
    }

    private void rejectAtEnd(@Nullable RejectedRequest reason) {
        if (reason != null) {
            rejection = reason;
            sink.discard();
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (answered) {
            return;
        }
        if (rejection != null) {
            reject(rejection);
            return;
        }
        ReceivedBody body = sink.complete();
        if (body instanceof ReceivedBody.Rejected rejected) {
            reject(rejected.reason());
            return;
        }
        request.setAttribute(ReceivedBody.class.getName(), body);
        context.setTimeout(0); // the deadline of the queue applies from here on
        context.dispatch();
    }

    private void reject(RejectedRequest reason) throws IOException {
        problems.write(request, response, reason);
        context.complete();
    }

    /** Reading failed: the client is silent, violates HTTP or has disconnected. Tomcat closes the connection afterwards. */
    @Override
    public void onError(Throwable failure) {
        try {
            if (rejection != null && failure instanceof SocketTimeoutException) {
                rejectNow(rejection);
            } else if (failure instanceof SocketTimeoutException) {
                rejectNow(RejectedRequest.of(
                        Problem.SLOW_REQUEST,
                        "the rest of the request's body did not arrive; the last bytes came too long ago"));
            } else if (failure instanceof BadRequestException && !ClientGone.causes(failure)) {
                rejectNow(RejectedRequest.of(
                        Problem.MALFORMED_REQUEST,
                        "the body violates HTTP/1.1: expected chunks (RFC 9112, section 7.1), each with its size in hexadecimal digits,"
                                + " and short trailers"));
            } else {
                clientGone.record(request, response);
                context.complete();
            }
        } catch (IOException e) {
            clientGone.record(request, response);
            context.complete();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        rejectNow(rejection == null ? sink.tooSlow() : rejection);
    }

    /** Responds although the body has not arrived to its end. The connection cannot be used any more. */
    private void rejectNow(RejectedRequest reason) throws IOException {
        if (answered) {
            return;
        }
        answered = true;
        response.setHeader(HttpHeaders.CONNECTION, "close");
        problems.write(request, response, reason);
        response.flushBuffer();
        context.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        sink.release();
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}

package dev.captioner.web.body;

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
    private final AsyncContext context;
    private final ServletInputStream input;
    private final byte[] buffer = new byte[16 * 1024];
    private @Nullable RejectedRequest rejection;

    BodyReceiver(HttpServletRequest request, HttpServletResponse response, BodySink sink, ProblemWriter problems)
            throws IOException {
        this.request = request;
        this.response = response;
        this.sink = sink;
        this.problems = problems;
        context = request.startAsync();
        context.setTimeout(sink.time().toMillis());
        context.addListener(this);
        input = request.getInputStream();
    }

    void start() {
        if (request.getContentLengthLong() > sink.limit()) {
            rejectAtEnd(sink.tooLarge());
        }
        input.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (input.isReady()) {
            int count = input.read(buffer);
            if (count < 0) {
                return;
            }
            if (rejection == null) {
                rejectAtEnd(sink.receive(buffer, count));
            }
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

    /** Reading failed: the client has disconnected. */
    @Override
    public void onError(Throwable failure) {
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        reject(rejection == null ? sink.tooSlow() : rejection);
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

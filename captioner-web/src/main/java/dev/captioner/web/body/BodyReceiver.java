package dev.captioner.web.body;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
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
 * Receives one request as its bytes arrive. One that is over a limit is read on, into nothing, so that its sender gets to read
 * the answer instead of a broken connection.
 */
final class BodyReceiver implements ReadListener, AsyncListener {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final BodySink sink;
    private final ProblemWriter problems;
    private final String attribute;
    private final AsyncContext context;
    private final ServletInputStream input;
    private final byte[] buffer = new byte[16 * 1024];
    private @Nullable Problem refused;

    BodyReceiver(
            HttpServletRequest request,
            HttpServletResponse response,
            BodySink sink,
            ProblemWriter problems,
            String attribute)
            throws IOException {
        this.request = request;
        this.response = response;
        this.sink = sink;
        this.problems = problems;
        this.attribute = attribute;
        context = request.startAsync();
        context.setTimeout(sink.time().toMillis());
        context.addListener(this);
        input = request.getInputStream();
    }

    /** Begins. */
    void start() {
        if (request.getContentLengthLong() > sink.limit()) {
            refuseLater(sink.tooLarge());
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
            if (refused == null) {
                refuseLater(sink.keep(buffer, count));
            }
        }
    }

    private void refuseLater(@Nullable Problem problem) {
        if (problem != null) {
            refused = problem;
            sink.giveUp();
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (refused != null) {
            refuse(refused);
            return;
        }
        Object whole = sink.whole();
        if (whole instanceof Problem problem) {
            refuse(problem);
            return;
        }
        request.setAttribute(attribute, whole);
        context.setTimeout(0); // from here on, the time is in other hands
        context.dispatch();
    }

    private void refuse(Problem problem) throws IOException {
        sink.retryAfter(problem)
                .ifPresent(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(wait)));
        problems.write(request, response, problem, sink.detail(problem));
        context.complete();
    }

    @Override
    public void onError(Throwable failure) { // of reading: the client has gone
        context.complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        refuse(refused == null ? Problem.SLOW_REQUEST : refused);
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

package dev.captioner.web.http;

import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Receives one request as its bytes arrive. One that is over a limit is read on, into nothing, so that its sender gets to read
 * the answer instead of a broken connection.
 */
final class BodyReceiver implements ReadListener, AsyncListener {
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final BodyLimits limits;
    private final AtomicLong memoryUsed;
    private final ProblemWriter problems;
    private final String attribute;
    private final int limit;
    private final AsyncContext context;
    private final ServletInputStream input;
    private final byte[] buffer = new byte[16 * 1024];
    private ByteArrayOutputStream received = new ByteArrayOutputStream();
    private long reserved;
    private @Nullable Problem refused;

    BodyReceiver(
            HttpServletRequest request,
            HttpServletResponse response,
            BodyLimits limits,
            AtomicLong memoryUsed,
            ProblemWriter problems,
            String attribute)
            throws IOException {
        this.request = request;
        this.response = response;
        this.limits = limits;
        this.memoryUsed = memoryUsed;
        this.problems = problems;
        this.attribute = attribute;
        String type = request.getContentType();
        limit = limits.bytes(type == null || BodyLimits.isJson(type)); // clients that state no type may send JSON
        context = request.startAsync();
        context.setTimeout(limits.time().toMillis());
        context.addListener(this);
        input = request.getInputStream();
    }

    /** Begins. */
    void start() {
        if (request.getContentLengthLong() > limit) {
            refused = Problem.PHOTO_TOO_LARGE;
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
                keep(count);
            }
        }
    }

    private void keep(int count) {
        if (received.size() + count > limit) {
            refused = Problem.PHOTO_TOO_LARGE;
        } else if (memoryUsed.addAndGet(count) > limits.memory()) {
            memoryUsed.addAndGet(-count);
            refused = Problem.OVERLOADED;
        } else {
            reserved += count;
            received.write(buffer, 0, count);
            return;
        }
        received = new ByteArrayOutputStream(0); // gives up the memory
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (refused != null) {
            refuse(refused);
            return;
        }
        request.setAttribute(attribute, received.toByteArray());
        received = new ByteArrayOutputStream(0);
        context.setTimeout(0); // from here on, the time is in other hands
        context.dispatch();
    }

    private void refuse(Problem problem) throws IOException {
        if (problem == Problem.OVERLOADED) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        }
        problems.write(request, response, problem, detail(problem));
        context.complete();
    }

    private String detail(Problem problem) {
        return switch (problem) {
            case SLOW_REQUEST ->
                "the request did not arrive within " + limits.time().toSeconds() + " seconds; send a smaller photo";
            case OVERLOADED -> "there are too many bytes of other requests in memory";
            default -> tooLarge();
        };
    }

    private String tooLarge() {
        return String.format(
                Locale.ROOT,
                "the request has too many bytes: accepted are at most %,d bytes (%.1f MB) of a photo, which can be saved smaller,"
                        + " and 64 KB of options",
                limits.photo(),
                limits.photo() / (1024.0 * 1024.0));
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
        memoryUsed.addAndGet(-reserved);
        reserved = 0;
    }

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}

package dev.captioner.web.http;

import dev.captioner.web.serving.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** One answer in server-sent events: each has a name and JSON, and is sent at once. */
final class EventStream {
    private final JsonMapper json;
    private final ProblemHandler problems;
    private final String path;
    private final OutputStream output;

    EventStream(JsonMapper json, ProblemHandler problems, String path, OutputStream output) {
        this.json = json;
        this.problems = problems;
        this.path = path;
        this.output = output;
    }

    /** @throws UncheckedIOException when the client has gone */
    void send(String event, Object data) {
        try {
            output.write(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
            output.write(json.writeValueAsBytes(data));
            output.write("\n\n".getBytes(StandardCharsets.UTF_8));
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says what went wrong, if there is anybody to hear it. */
    void fail(RuntimeException failure) {
        boolean gone = failure instanceof UncheckedIOException
                || (failure instanceof Refusal refusal && refusal.reason() == Refusal.Reason.CLIENT_GONE);
        ProblemDetail problem = problems.describe(failure);
        if (!gone) {
            problem.setInstance(URI.create(path));
            send("problem", problem);
        }
    }
}

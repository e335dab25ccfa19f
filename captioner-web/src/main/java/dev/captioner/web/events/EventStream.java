package dev.captioner.web.events;

import dev.captioner.web.problem.ErrorForm;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemHandler;
import dev.captioner.web.serving.Rejection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** One answer in server-sent events: each has JSON, mostly a name, and is sent at once. */
public final class EventStream {
    private final JsonMapper json;
    private final ProblemHandler problems;
    private final ErrorForm form;
    private final String path;
    private final OutputStream output;

    EventStream(JsonMapper json, ProblemHandler problems, ErrorForm form, String path, OutputStream output) {
        this.json = json;
        this.problems = problems;
        this.form = form;
        this.path = path;
        this.output = output;
    }

    /**
     * Sends a named event.
     *
     * @throws UncheckedIOException when the client has disconnected
     */
    public void send(String event, Object data) {
        write("event: " + event + "\n", json.writeValueAsBytes(data));
    }

    /**
     * An event without a name.
     *
     * @throws UncheckedIOException when the client has gone
     */
    public void send(Object data) {
        write("", json.writeValueAsBytes(data));
    }

    /**
     * An event without a name, of text that is no JSON.
     *
     * @throws UncheckedIOException when the client has gone
     */
    public void sendText(String line) {
        write("", line.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] data) {
        try {
            output.write((name + "data: ").getBytes(StandardCharsets.UTF_8));
            output.write(data);
            output.write("\n\n".getBytes(StandardCharsets.UTF_8));
            output.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what went wrong, and says it, if there is anybody to hear it. */
    public void fail(RuntimeException failure) {
        boolean gone = failure instanceof UncheckedIOException
                || (failure instanceof Rejection refusal && refusal.reason() == Rejection.Reason.CLIENT_GONE);
        ProblemDetail problem = gone ? Problem.CLIENT_GONE.of("the client has gone") : problems.describe(failure);
        problems.count(problem);
        if (!gone) {
            problem.setInstance(URI.create(path));
            if (form == ErrorForm.PROBLEM) {
                send("problem", problem);
            } else {
                send(form.body(problem));
            }
        }
    }
}

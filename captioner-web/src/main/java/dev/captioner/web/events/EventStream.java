package dev.captioner.web.events;

import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.problem.ErrorForm;
import dev.captioner.web.problem.ProblemHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** One response in server-sent events. Each event is flushed at once; a failure becomes the last event. */
public final class EventStream {
    private final JsonMapper json;
    private final ProblemHandler problems;
    private final Runnable clientGone;
    private final ErrorForm form;
    private final String path;
    private final OutputStream output;

    /** @param clientGone records that the client has disconnected */
    EventStream(
            JsonMapper json,
            ProblemHandler problems,
            Runnable clientGone,
            ErrorForm form,
            String path,
            OutputStream output) {
        this.json = json;
        this.problems = problems;
        this.clientGone = clientGone;
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
     * Sends an event without a name.
     *
     * @throws UncheckedIOException when the client has disconnected
     */
    public void send(Object data) {
        write("", json.writeValueAsBytes(data));
    }

    /**
     * Sends an event without a name whose data is plain text.
     *
     * @throws UncheckedIOException when the client has disconnected
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

    /** Counts a failure, and sends its problem; records a client that has disconnected. */
    public void fail(RuntimeException failure) {
        if (failure instanceof UncheckedIOException || ClientGone.causes(failure)) {
            clientGone.run();
            return;
        }
        ProblemDetail problem = problems.describe(failure);
        problems.count(problem);
        problem.setInstance(URI.create(path));
        if (form == ErrorForm.PROBLEM) {
            send("problem", form.body(problem));
        } else {
            send(form.body(problem));
        }
    }
}

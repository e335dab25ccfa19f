package dev.captioner.web.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.problem.ErrorForm;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.problem.ProblemHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class EventStreamTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private EventStream stream(ErrorForm form) {
        ServiceMetrics metrics = new ServiceMetrics(registry);
        ProblemHandler problems = new ProblemHandler(metrics, new ClientGone(metrics));
        return new EventStream(new JsonMapper(), problems, metrics::clientGone, form, "/path", sent);
    }

    private double refusals(String reason) {
        return registry.get("captioner.refusals")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void failuresAreEventsInTheFormOfThePath() {
        stream(ErrorForm.PROBLEM).fail(Problem.TOO_LATE.exception("not ready"));
        assertThat(sent.toString(UTF_8))
                .startsWith("event: problem\ndata: {")
                .contains("\"type\":\"/problems/too-late\"", "\"instance\":\"/path\"");
        sent.reset();
        stream(ErrorForm.OPENAI).fail(Problem.TOO_LATE.exception("not ready"));
        assertThat(sent.toString(UTF_8))
                .isEqualTo("data: {\"error\":{\"message\":\"not ready\",\"type\":\"server_error\",\"param\":null,"
                        + "\"code\":\"too-late\"}}\n\n");
        assertThat(refusals("too-late")).isEqualTo(2);
    }

    @Test
    void nothingIsSentToADisconnectedClient() {
        stream(ErrorForm.OPENAI).fail(new UncheckedIOException(new IOException("broken pipe")));
        assertThat(sent.size()).isZero();
        assertThat(registry.get("captioner.clients.gone").counter().count()).isEqualTo(1);
    }
}

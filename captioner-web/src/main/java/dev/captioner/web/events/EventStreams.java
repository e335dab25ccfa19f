package dev.captioner.web.events;

import dev.captioner.web.problem.ClientGone;
import dev.captioner.web.problem.ErrorForm;
import dev.captioner.web.problem.ProblemHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Opens responses in server-sent events. */
@Component
public class EventStreams {
    private final JsonMapper json;
    private final ProblemHandler problems;
    private final ClientGone clientGone;

    EventStreams(JsonMapper json, ProblemHandler problems, ClientGone clientGone) {
        this.json = json;
        this.problems = problems;
        this.clientGone = clientGone;
    }

    /** Starts a response with status 200. Failures from here on can only be events of the stream. */
    public EventStream open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new EventStream(
                json,
                problems,
                () -> clientGone.record(request, response),
                ErrorForm.of(request),
                request.getRequestURI(),
                response.getOutputStream());
    }
}

package dev.captioner.web.events;

import dev.captioner.web.problem.ErrorForm;
import dev.captioner.web.problem.ProblemHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers that come bit by bit, as server-sent events. */
@Component
public class EventStreams {
    private final JsonMapper json;
    private final ProblemHandler problems;

    EventStreams(JsonMapper json, ProblemHandler problems) {
        this.json = json;
        this.problems = problems;
    }

    /** Begins an answer. From here on, what goes wrong can only be said within it. */
    public EventStream open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return new EventStream(
                json, problems, ErrorForm.of(request), request.getRequestURI(), response.getOutputStream());
    }
}

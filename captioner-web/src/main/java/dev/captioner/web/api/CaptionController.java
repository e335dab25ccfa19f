package dev.captioner.web.api;

import dev.captioner.Caption;
import dev.captioner.image.PhotoException;
import dev.captioner.web.body.ClientConnection;
import dev.captioner.web.events.EventStream;
import dev.captioner.web.events.EventStreams;
import dev.captioner.web.request.CaptionOptions;
import dev.captioner.web.request.PhotoRequest;
import dev.captioner.web.request.RequestReader;
import dev.captioner.web.serving.ReadPhoto;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Captions photos. */
@RestController
class CaptionController {
    private final Serving serving;
    private final EventStreams streams;

    CaptionController(Serving serving, EventStreams streams) {
        this.serving = serving;
        this.streams = streams;
    }

    /**
     * Captions one photo.
     *
     * @return nothing when the answer was streamed
     * @throws PhotoException when it is not an acceptable photo
     * @throws Rejection when there is no time for it
     */
    @PostMapping(
            path = "/caption",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    CaptionResponse caption(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (RequestContext visit = serving.enter(ClientConnection.of(request))) {
            PhotoRequest asked = RequestReader.read(request);
            CaptionOptions options = CaptionOptions.of(asked.fields(), visit.model());
            ReadPhoto seen = visit.see(asked.photo());
            if (options.stream()) {
                stream(visit, seen, options, streams.open(request, response));
                return null;
            }
            return answer(visit, seen, visit.captions(seen, options.plan()), options);
        }
    }

    private static void stream(RequestContext visit, ReadPhoto seen, CaptionOptions options, EventStream events)
            throws IOException {
        try {
            List<Caption> captions = visit.stream(
                    seen,
                    options.plan(),
                    word -> events.send("word", CaptionResponse.ShownWord.of(word, options.attention())));
            events.send("captions", answer(visit, seen, captions, options));
        } catch (RuntimeException e) {
            events.fail(e);
        }
    }

    private static CaptionResponse answer(
            RequestContext visit, ReadPhoto seen, List<Caption> captions, CaptionOptions options) {
        return new CaptionResponse(
                captions.stream()
                        .map(caption -> CaptionResponse.show(caption, seen.photo(), options.attention()))
                        .toList(),
                ModelName.of(visit.model()),
                visit.timings());
    }
}

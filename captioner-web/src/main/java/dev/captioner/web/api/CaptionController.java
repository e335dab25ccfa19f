package dev.captioner.web.api;

import dev.captioner.Caption;
import dev.captioner.image.PhotoException;
import dev.captioner.web.connection.ClientConnection;
import dev.captioner.web.events.EventStream;
import dev.captioner.web.events.EventStreams;
import dev.captioner.web.request.CaptionOptions;
import dev.captioner.web.request.PhotoRequest;
import dev.captioner.web.request.RequestReader;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.RequestPhoto;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /caption}: captions a photo. */
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
     * @return null when the response was streamed
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the queue is full, the deadline has passed or the client has disconnected
     */
    @PostMapping(
            path = "/caption",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    CaptionResponse caption(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (RequestContext context = serving.enter(ClientConnection.of(request))) {
            PhotoRequest asked = RequestReader.read(request);
            CaptionOptions options = CaptionOptions.of(asked.fields(), context.model(), context.limits());
            RequestPhoto photo = context.encode(asked.photo(), options.plan().work());
            if (options.stream()) {
                stream(context, photo, options, streams.open(request, response));
                return null;
            }
            return answer(context, photo, context.captions(photo, options.plan()), options);
        }
    }

    private static void stream(RequestContext context, RequestPhoto photo, CaptionOptions options, EventStream events)
            throws IOException {
        try {
            List<Caption> captions = context.stream(
                    photo,
                    options.plan(),
                    word -> events.send("word", CaptionResponse.ShownWord.of(word, options.attention())));
            events.send("captions", answer(context, photo, captions, options));
        } catch (RuntimeException e) {
            events.fail(e);
        }
    }

    private static CaptionResponse answer(
            RequestContext context, RequestPhoto photo, List<Caption> captions, CaptionOptions options) {
        return new CaptionResponse(
                captions.stream()
                        .map(caption -> CaptionResponse.show(caption, photo.pixels(), options.attention()))
                        .toList(),
                ModelName.of(context.model()),
                context.timings());
    }
}

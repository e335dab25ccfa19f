package dev.captioner.web.api;

import dev.captioner.Reply;
import dev.captioner.image.PhotoException;
import dev.captioner.web.connection.ClientConnection;
import dev.captioner.web.request.PhotoRequest;
import dev.captioner.web.request.QuestionForm;
import dev.captioner.web.request.RequestReader;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /vqa}: answers a question about a photo. */
@RestController
class QuestionController {
    private final Serving serving;

    QuestionController(Serving serving) {
        this.serving = serving;
    }

    /**
     * Answers one question about one photo. Cheap checks come first, decoding the photo last.
     *
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the queue is full, the deadline has passed or the client has disconnected
     */
    @PostMapping(path = "/vqa", produces = MediaType.APPLICATION_JSON_VALUE)
    AnswerResponse answer(HttpServletRequest request) throws IOException {
        try (RequestContext context = serving.enter(ClientConnection.of(request))) {
            ServedModel model = context.model();
            QuestionForm.requireAnswers(model);
            PhotoRequest asked = RequestReader.read(request);
            QuestionForm form = QuestionForm.of(asked.fields());
            Reply reply = form.ask(context, asked.photo());
            return new AnswerResponse(reply, false, ModelName.of(model), context.timings());
        }
    }
}

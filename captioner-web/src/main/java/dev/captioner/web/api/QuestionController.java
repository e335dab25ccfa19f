package dev.captioner.web.api;

import dev.captioner.Reply;
import dev.captioner.image.PhotoException;
import dev.captioner.web.body.ClientConnection;
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

/** Answers questions about photos. */
@RestController
class QuestionController {
    private final Serving serving;

    QuestionController(Serving serving) {
        this.serving = serving;
    }

    /**
     * Answers one question about one photo. The cheapest is checked first, the photo last.
     *
     * @throws PhotoException when it is not an acceptable photo
     * @throws Rejection when there is no time for it
     */
    @PostMapping(path = "/vqa", produces = MediaType.APPLICATION_JSON_VALUE)
    AnswerResponse answer(HttpServletRequest request) throws IOException {
        try (RequestContext visit = serving.enter(ClientConnection.of(request))) {
            ServedModel model = visit.model();
            QuestionForm.requireAnswers(model);
            PhotoRequest asked = RequestReader.read(request);
            QuestionForm form = QuestionForm.of(asked.fields());
            Reply reply = visit.see(
                    asked.photo(), seen -> model.captioner().ask(seen.memory(), form.question(), form.options()));
            return new AnswerResponse(reply, false, ModelName.of(model), visit.timings());
        }
    }
}

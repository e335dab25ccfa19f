package dev.captioner.web.huggingface;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.captioner.Abstention;
import dev.captioner.Reply;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.image.PhotoException;
import dev.captioner.web.body.ReceivedBody;
import dev.captioner.web.connection.ClientConnection;
import dev.captioner.web.problem.Problem;
import dev.captioner.web.request.Fields;
import dev.captioner.web.request.QuestionForm;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /models/NAME}: captions a photo or answers a question about it. */
@RestController
class TaskController {
    private final Serving serving;

    TaskController(Serving serving) {
        this.serving = serving;
    }

    /** A caption. */
    record Generated(@JsonProperty("generated_text") String text) {}

    /**
     * An answer.
     *
     * @param score its calibrated probability
     * @param abstention why the model abstains: the answer is a guess
     * @param unknownWords those of the question
     */
    record Answered(
            double score,
            String answer,

            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Abstention> abstention,

            @JsonProperty("unknown_words") @JsonInclude(JsonInclude.Include.NON_EMPTY)
            List<String> unknownWords) {}

    /**
     * Captions a photo or answers a question.
     *
     * @return captions or answers, best first
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the queue is full, the deadline has passed or the client has disconnected
     */
    @PostMapping(path = "/models/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
    List<?> infer(HttpServletRequest request, @PathVariable String name) throws IOException {
        try (RequestContext context = serving.enter(ClientConnection.of(request))) {
            ServedModel model = context.model();
            String known = model.description().name();
            if (!known.equals(name)) {
                throw Problem.NOT_FOUND.exception("expected the model '" + known + "', found " + Fields.quote(name));
            }
            TaskRequest asked = TaskRequest.of(ReceivedBody.bytes(request));
            return asked.question().isPresent() ? answers(context, asked) : captions(context, asked);
        }
    }

    private static List<Generated> captions(RequestContext context, TaskRequest asked) {
        DecodingPlan plan = asked.plan(context.model().captioner(), context.limits());
        return context.captions(context.encode(asked.photo(), plan.work()), plan).stream()
                .map(caption -> new Generated(caption.text()))
                .toList();
    }

    private static List<Answered> answers(RequestContext context, TaskRequest asked) {
        ServedModel model = context.model();
        QuestionForm.requireAnswers(model);
        QuestionForm form = QuestionForm.of(asked.questionFields());
        Reply reply = form.ask(context, asked.photo());
        return reply.answers().stream()
                .map(answer ->
                        new Answered(answer.probability(), answer.text(), reply.abstention(), reply.unknownWords()))
                .toList();
    }
}

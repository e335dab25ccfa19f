package dev.captioner.web.inference;

import dev.captioner.Abstention;
import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Reply;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.image.PhotoException;
import dev.captioner.web.body.ReceivedBody;
import dev.captioner.web.connection.ClientConnection;
import dev.captioner.web.request.DecodingForm;
import dev.captioner.web.request.QuestionForm;
import dev.captioner.web.serving.Rejection;
import dev.captioner.web.serving.RequestContext;
import dev.captioner.web.serving.ServedModel;
import dev.captioner.web.serving.Serving;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v2/models/NAME/infer}: captions a photo or answers a question about it. */
@RestController
class InferenceController {
    /** Header of requests and responses: the length of the JSON before binary data. */
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final Serving serving;
    private final JsonMapper json;

    InferenceController(Serving serving, JsonMapper json) {
        this.serving = serving;
        this.json = json;
    }

    /**
     * Captions a photo or answers a question.
     *
     * @throws PhotoException when the photo is rejected
     * @throws Rejection when the queue is full, the deadline has passed or the client has disconnected
     */
    @PostMapping({"/v2/models/{name}/infer", "/v2/models/{name}/versions/{version}/infer"})
    ResponseEntity<byte[]> infer(
            HttpServletRequest request,
            @PathVariable String name,
            @PathVariable(required = false) @Nullable String version)
            throws IOException {
        try (RequestContext context = serving.enter(ClientConnection.of(request))) {
            StatusController.requireModel(context.model(), name, version);
            InferenceRequest asked = InferenceRequest.of(ReceivedBody.bytes(request), request.getHeader(JSON_LENGTH));
            asked.requireOutputs();
            List<OutputTensor> outputs = asked.wanted(
                    asked.question().isPresent()
                            ? answers(context, asked, asked.question().get())
                            : captions(context, asked));
            return write(asked, InferenceResponse.of(context.model(), asked, outputs, context.timings()), outputs);
        }
    }

    private static List<OutputTensor> captions(RequestContext context, InferenceRequest asked) {
        asked.fields().allow(DecodingForm.NAMES);
        DecodingPlan plan = DecodingForm.of(asked.fields()).plan(context.model().captioner(), context.limits());
        List<Caption> captions = context.captions(context.encode(asked.photo(), plan.work()), plan);
        return List.of(
                new OutputTensor(
                        TensorType.TEXT, captions.stream().map(Caption::text).toList()),
                new OutputTensor(
                        TensorType.LOG_PROBABILITY,
                        captions.stream().map(Caption::logProbability).toList()),
                new OutputTensor(
                        TensorType.TRUNCATED,
                        captions.stream().map(Caption::truncated).toList()));
    }

    private static List<OutputTensor> answers(RequestContext context, InferenceRequest asked, String question) {
        ServedModel model = context.model();
        QuestionForm.requireAnswers(model);
        asked.fields().allow(Set.of("choices", "top"));
        asked.fields().add("question", question);
        QuestionForm form = QuestionForm.of(asked.fields());
        Reply reply = form.ask(context, asked.photo());
        List<Answer> answers = reply.answers();
        return List.of(
                new OutputTensor(
                        TensorType.TEXT, answers.stream().map(Answer::text).toList()),
                new OutputTensor(
                        TensorType.LOG_PROBABILITY,
                        answers.stream().map(Answer::logProbability).toList()),
                new OutputTensor(
                        TensorType.TRUNCATED,
                        answers.stream().map(answer -> false).toList()),
                new OutputTensor(
                        TensorType.PROBABILITY,
                        answers.stream().map(Answer::probability).toList()),
                new OutputTensor(TensorType.ABSTAINED, List.of(reply.abstained())),
                new OutputTensor(
                        TensorType.ABSTENTION,
                        List.of(reply.abstention().map(Abstention::key).orElse(""))),
                new OutputTensor(TensorType.UNKNOWN_WORDS, reply.unknownWords()));
    }

    private ResponseEntity<byte[]> write(InferenceRequest asked, InferenceResponse answer, List<OutputTensor> outputs) {
        byte[] head = json.writeValueAsBytes(answer);
        if (outputs.stream().noneMatch(asked::isBinary)) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(head);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head);
        outputs.stream().filter(asked::isBinary).map(OutputTensor::bytes).forEach(all::writeBytes);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(JSON_LENGTH, Integer.toString(head.length))
                .body(all.toByteArray());
    }
}

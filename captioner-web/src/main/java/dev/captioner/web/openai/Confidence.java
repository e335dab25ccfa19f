package dev.captioner.web.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.Abstention;
import dev.captioner.Reply;
import java.util.List;
import java.util.Optional;

/**
 * What OpenAI's form has no field for: how sure the model is of its answer to a question. The fields are those of {@code POST /vqa}.
 *
 * @param answers best first
 */
record Confidence(
        List<Guess> answers,
        boolean abstained,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Abstention> abstention,
        List<String> unknownWords) {
    /** An answer and its calibrated probability. */
    record Guess(String text, double probability) {}

    static Confidence of(Reply reply) {
        return new Confidence(
                reply.answers().stream()
                        .map(answer -> new Guess(answer.text(), answer.probability()))
                        .toList(),
                reply.abstained(),
                reply.abstention(),
                reply.unknownWords());
    }
}

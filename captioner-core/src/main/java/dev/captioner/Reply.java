package dev.captioner;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.text.QuestionKind;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * The reply of a model to a question about a photo. Jackson writes it field by field: this is the JSON of the command line and of the
 * service.
 *
 * @param question as read: without instructions around it, such as "Answer yes or no.", and surrounding blanks
 * @param kind what kind of answer it asks for
 * @param answers best first, at least one
 * @param abstained whether the model abstains: the answers are guesses
 * @param abstention why it abstains, empty when it does not. Choices, whose probabilities only rank them, are never
 *     {@linkplain Abstention#LOW_CONFIDENCE too improbable}
 * @param unknownWords words of the question, then of the choices, that are not in the vocabulary, each once; the model reads them all
 *     as the unknown word
 * @param fromPhotoAlone whether no word of the question is in the vocabulary, so that the answer depends on the photo only
 * @param attention attention weights of the decoder for the first word of the answer
 * @param hops attention weights of each memory hop, in order
 */
public record Reply(
        String question,
        @JsonSerialize(converter = KindName.class) QuestionKind kind,
        List<Answer> answers,
        boolean abstained,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Abstention> abstention,
        List<String> unknownWords,
        boolean fromPhotoAlone,
        AttentionMap attention,
        List<AttentionMap> hops) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when {@code abstained} and {@code abstention} contradict each other
     */
    public Reply {
        if (abstained != abstention.isPresent()) {
            throw new IllegalArgumentException("a reply that abstains has a reason, and no other reply");
        }
        answers = List.copyOf(answers);
        unknownWords = List.copyOf(unknownWords);
        hops = List.copyOf(hops);
    }

    /** The best answer. */
    public Answer best() {
        return answers.get(0);
    }
}

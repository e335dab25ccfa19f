package dev.captioner;

import dev.captioner.text.QuestionKind;
import java.util.List;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What a model answers to a question about a photo. Jackson writes it field by field, which is the JSON of the command line and of
 * the service.
 *
 * @param question as asked
 * @param kind what kind of answer it asks for
 * @param answers best first
 * @param abstained whether the best answer is so doubtful that the model would rather give none; never among choices, whose shares
 *     say only which of them is better
 * @param unknownWords words of the question, then of the choices, that the model does not know, each once; it takes them all
 *     for the same one
 * @param fromPhotoAlone whether it knows no word of the question, so that only the photo speaks
 * @param attention where the decoder looked for the first word of the answer
 * @param hops where each memory hop looked before
 */
public record Reply(
        String question,
        @JsonSerialize(converter = KindName.class) QuestionKind kind,
        List<Answer> answers,
        boolean abstained,
        List<String> unknownWords,
        boolean fromPhotoAlone,
        AttentionMap attention,
        List<AttentionMap> hops) {
    /** Copies the lists. */
    public Reply {
        answers = List.copyOf(answers);
        unknownWords = List.copyOf(unknownWords);
        hops = List.copyOf(hops);
    }

    /** The best answer. */
    public Answer best() {
        return answers.get(0);
    }
}

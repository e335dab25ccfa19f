package dev.captioner.batch.target;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Reply;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A model's description of a photo, without attention, which would be a hundred times as large.
 *
 * @param captions best first, at least one
 * @param answers one for each question of the job, in their order
 */
public record Described(
        List<Sentence> captions,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Answered> answers) {
    /** Copies the lists. */
    public Described {
        captions = List.copyOf(captions);
        answers = answers == null ? List.of() : List.copyOf(answers);
    }

    /** The best caption. */
    public Sentence best() {
        return captions.get(0);
    }

    /**
     * A caption with natural logarithms of probabilities.
     *
     * @param truncated whether it was cut off for its length
     * @param end of stopping after the last word; absent when truncated
     */
    public record Sentence(
            String text,
            double logProbability,
            boolean truncated,
            List<Scored> words,

            @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble end) {
        /** Copies the list. */
        public Sentence {
            words = List.copyOf(words);
        }

        /** A description without attention. */
        public static Sentence of(Caption caption) {
            return new Sentence(
                    caption.text(),
                    caption.logProbability(),
                    caption.truncated(),
                    caption.tokens().stream()
                            .map(word -> new Scored(word.text(), word.logProbability()))
                            .toList(),
                    caption.end());
        }

        /** The geometric mean of the probabilities of its words and its end: from 0 to 1, of long and short captions alike. */
        public double confidence() {
            return Math.exp(logProbability / (words.size() + (end.isPresent() ? 1 : 0)));
        }
    }

    /** A word and the natural logarithm of its probability. */
    public record Scored(String text, double logProbability) {}

    /**
     * A question with its answers, best first.
     *
     * @param abstained whether the model would rather give none
     */
    public record Answered(String question, List<Answer> answers, boolean abstained) {
        /** Copies the list. */
        public Answered {
            answers = List.copyOf(answers);
        }

        /** A description without attention. */
        public static Answered of(Reply reply) {
            return new Answered(reply.question(), reply.answers(), reply.abstained());
        }

        /** The best answer. */
        public Answer best() {
            return answers.get(0);
        }
    }
}

package dev.captioner.web.openai;

import dev.captioner.Abstention;
import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Reply;
import dev.captioner.Token;
import dev.captioner.text.Tokeniser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a choice: a caption, an answer, or the statement that the model abstains.
 *
 * @param tokens joined, they give the text; summed, its log-probability. The words of a caption and its end, which is an empty
 *     token; an answer is one token, with its calibrated probability
 * @param words number of words
 * @param truncated whether it was cut off at the maximum length
 */
record ReplyText(List<Piece> tokens, int words, boolean truncated) {
    /** OpenAI's for a token that is very unlikely; JSON has no infinity. */
    private static final double LEAST_LOG_PROBABILITY = -9999;

    /** A token and the natural logarithm of its probability. */
    record Piece(String text, double logProbability) {
        /** A word of a caption, with the space before it. */
        static Piece of(Token word, int place) {
            return new Piece(place == 0 ? word.text() : " " + word.text(), word.logProbability());
        }
    }

    static ReplyText of(Caption caption) {
        List<Piece> tokens = new ArrayList<>();
        for (Token word : caption.tokens()) {
            tokens.add(Piece.of(word, tokens.size()));
        }
        caption.end().ifPresent(end -> tokens.add(new Piece("", end)));
        return new ReplyText(tokens, caption.tokens().size(), caption.truncated());
    }

    /** The answers of a reply, or one text that says that the model abstains, with the probability of its best guess. */
    static List<ReplyText> of(Reply reply) {
        return reply.abstention()
                .map(reason -> List.of(of(statement(reason, reply), reply.best())))
                .orElseGet(() -> reply.answers().stream()
                        .map(answer -> of(answer.text(), answer))
                        .toList());
    }

    private static ReplyText of(String text, Answer answer) {
        double logProbability = Math.max(Math.log(answer.probability()), LEAST_LOG_PROBABILITY);
        return new ReplyText(
                List.of(new Piece(text, logProbability)), Tokeniser.words(text).size(), false);
    }

    private static String statement(Abstention reason, Reply reply) {
        return switch (reason) {
            case LOW_CONFIDENCE ->
                "I am not sure. My best guess is \"%s\", with a probability of %.0f %%."
                        .formatted(reply.best().text(), 100 * reply.best().probability());
            case UNKNOWN_WORDS ->
                "I cannot answer this. These words of the question are not in my vocabulary: "
                        + String.join(", ", reply.unknownWords()) + ".";
            case UNKNOWN_LANGUAGE -> "I cannot answer this. I understand questions in English only.";
        };
    }

    String text() {
        return tokens.stream().map(Piece::text).collect(Collectors.joining());
    }

    /** OpenAI's reason why the text ends. */
    String finishReason() {
        return truncated ? "length" : "stop";
    }
}

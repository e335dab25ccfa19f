package dev.captioner.web.openai;

import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Token;
import dev.captioner.text.Tokeniser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a choice: a caption or an answer.
 *
 * @param tokens joined, they give the text; summed, its log-probability. The words of a caption and its end, which is an empty
 *     token; an answer is one token
 * @param words number of words
 * @param truncated whether it was cut off at the maximum length
 */
record ReplyText(List<Piece> tokens, int words, boolean truncated) {
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

    static ReplyText of(Answer answer) {
        return new ReplyText(
                List.of(new Piece(answer.text(), answer.logProbability())),
                Tokeniser.words(answer.text()).size(),
                false);
    }

    String text() {
        return tokens.stream().map(Piece::text).collect(Collectors.joining());
    }

    /** OpenAI's reason why the text ends. */
    String finishReason() {
        return truncated ? "length" : "stop";
    }
}

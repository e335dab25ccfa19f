package dev.captioner.web.openai;

import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Token;
import dev.captioner.text.Tokeniser;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing to say.
 *
 * @param tokens which give its text when joined, and its log-probability when summed up: the words of a caption and its end,
 *     which is an empty token; an answer as a whole
 * @param words how many it has
 * @param truncated whether it was cut off for its length
 */
record ReplyText(List<Piece> tokens, int words, boolean truncated) {
    /** A piece of text and the natural logarithm of the network's probability of it. */
    record Piece(String text, double logProbability) {
        /** A word with the blank before it. */
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

    /** Why it ends where it does. */
    String finishReason() {
        return truncated ? "length" : "stop";
    }
}

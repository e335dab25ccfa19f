package dev.captioner.web.openai;

import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.Word;
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
record Said(List<Token> tokens, int words, boolean truncated) {
    /** A piece of text and the natural logarithm of the network's probability of it. */
    record Token(String text, double logProbability) {
        /** A word with the blank before it. */
        static Token of(Word word, int place) {
            return new Token(place == 0 ? word.text() : " " + word.text(), word.logProbability());
        }
    }

    static Said of(Caption caption) {
        List<Token> tokens = new ArrayList<>();
        for (Word word : caption.words()) {
            tokens.add(Token.of(word, tokens.size()));
        }
        caption.end().ifPresent(end -> tokens.add(new Token("", end)));
        return new Said(tokens, caption.words().size(), caption.truncated());
    }

    static Said of(Answer answer) {
        return new Said(
                List.of(new Token(answer.text(), answer.logProbability())),
                Tokeniser.words(answer.text()).size(),
                false);
    }

    String text() {
        return tokens.stream().map(Token::text).collect(Collectors.joining());
    }

    /** Why it ends where it does. */
    String finishReason() {
        return truncated ? "length" : "stop";
    }
}

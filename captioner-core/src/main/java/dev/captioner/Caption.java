package dev.captioner;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.captioner.decode.Sentence;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A caption of a photo. Jackson writes it field by field: this is the JSON of the command line and of the service.
 *
 * @param text the words with spaces between them
 * @param logProbability natural logarithm of the network's probability of the caption: the sum over the words and the end
 * @param truncated whether it ends because it reached the maximum length, without the end token
 * @param tokens its words, in order; {@code words} in JSON
 * @param end natural logarithm of the probability of the end token after the last word; absent when truncated
 */
public record Caption(
        String text,
        double logProbability,
        boolean truncated,
        @JsonProperty("words") List<Token> tokens,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) OptionalDouble end) {
    /** Copies the list. */
    public Caption {
        tokens = List.copyOf(tokens);
    }

    static List<Caption> of(List<Sentence> sentences, Vocabulary vocabulary, int grid) {
        return sentences.stream()
                .map(sentence -> of(
                        sentence, sentence.ids().stream().map(vocabulary::token).toList(), grid))
                .toList();
    }

    /** A sentence in words as they were given, which the vocabulary need not have. */
    static Caption of(Sentence sentence, List<String> texts, int grid) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            tokens.add(Token.of(texts.get(i), sentence.words().get(i), grid));
        }
        return new Caption(
                String.join(" ", texts), sentence.logProbability(), sentence.truncated(), tokens, sentence.end());
    }
}

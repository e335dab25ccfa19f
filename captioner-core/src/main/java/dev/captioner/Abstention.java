package dev.captioner;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.captioner.text.FunctionWords;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Vocabulary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Why a model abstains from answering. */
public enum Abstention {
    /** The probability of the best answer is below the threshold of the model's calibration. */
    LOW_CONFIDENCE,

    /** Most content words of the question are not in the vocabulary, as in "is there a quokka?". */
    UNKNOWN_WORDS,

    /** Most words of the question, function words included, are not in the vocabulary: it is in another language, or in none. */
    UNKNOWN_LANGUAGE;

    /** Function words of questions that captions do not have, so that {@link FunctionWords} lacks them. */
    private static final Set<String> OF_QUESTIONS =
            Set.of("how", "many", "much", "what's", "who's", "where's", "how's");

    /** The name in JSON, such as {@code low_confidence}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The abstention from a question that the model cannot understand, whatever the probabilities of its answers; empty when it knows at
     * least half of the content words, or there are none, as in "what is this?".
     */
    static Optional<Abstention> fromReading(QuestionText question, Vocabulary vocabulary) {
        List<String> words = question.words();
        List<String> content = words.stream()
                .filter(word -> !FunctionWords.contains(word) && !OF_QUESTIONS.contains(word))
                .toList();
        if (!mostlyUnknown(content, vocabulary)) {
            return Optional.empty();
        }
        return Optional.of(mostlyUnknown(words, vocabulary) ? UNKNOWN_LANGUAGE : UNKNOWN_WORDS);
    }

    private static boolean mostlyUnknown(List<String> words, Vocabulary vocabulary) {
        return 2 * words.stream().filter(word -> !isKnown(word, vocabulary)).count() > words.size();
    }

    /** English function words count as known, and so does the possessive of a known noun. */
    private static boolean isKnown(String word, Vocabulary vocabulary) {
        return vocabulary.contains(word)
                || FunctionWords.contains(word)
                || OF_QUESTIONS.contains(word)
                || vocabulary.contains(word.replaceFirst("'s$|s'$", ""));
    }
}

package dev.captioner.decode;

import dev.captioner.decode.RequiredPhrases.Coverage;
import dev.captioner.text.Vocabulary;
import java.util.Arrays;
import java.util.List;

/**
 * Which words may follow a hypothesis under constraints and repetition rules. Immutable.
 *
 * <p>Invariant: a hypothesis never has more missing required words than positions left before the maximum length. The constructor
 * rejects constraints under which the empty hypothesis breaks it, {@link #permitted} leaves out words that would break it, and
 * there is always a word that keeps it ({@link RequiredPhrases}). So every sentence meets the constraints.
 */
final class SentenceRules {
    private final boolean[] usable;
    private final List<Integer> prefix;
    private final RequiredPhrases phrases;
    private final int minLength;
    private final int maxLength;
    private final RepetitionRule repetition;
    private final int start;

    /**
     * Rules over the words of a vocabulary.
     *
     * @param start the token that is read before the first word
     * @throws ConstraintException when no sentence can meet the constraints
     */
    SentenceRules(Constraints constraints, Repetition repetition, Vocabulary vocabulary, int start) {
        ConstraintWords words = ConstraintWords.of(constraints, vocabulary);
        usable = new boolean[vocabulary.size()];
        for (int id = 0; id < usable.length; id++) {
            usable[id] = vocabulary.isWord(id);
        }
        words.excluded().forEach(word -> usable[word] = false);
        prefix = words.prefix();
        phrases = new RequiredPhrases(words.required());
        minLength = constraints.minLength();
        maxLength = constraints.maxLength();
        this.repetition = new RepetitionRule(repetition, vocabulary);
        this.start = start;
    }

    Hypothesis empty() {
        return Hypothesis.empty(phrases.none(), start);
    }

    int maxLength() {
        return maxLength;
    }

    /** The number of missing required words of the empty hypothesis, the maximum over all hypotheses. */
    int mostMissing() {
        return phrases.none().missing();
    }

    Coverage after(Hypothesis sentence, int word) {
        return phrases.after(sentence.coverage(), word);
    }

    Hypothesis append(Hypothesis sentence, ScoredToken word) {
        return sentence.append(word, after(sentence, word.id()));
    }

    /** Whether a word occurs in a required phrase. */
    boolean required(int word) {
        return phrases.contains(word);
    }

    /** The number of missing required words after any word that is not {@link #required}. */
    int missingAfterOther(Hypothesis sentence) {
        return after(sentence, Vocabulary.UNKNOWN).missing();
    }

    /**
     * The words that may come next, {@link Vocabulary#END} included. At the maximum length the words other than the end only serve
     * to tell whether the network would continue; none of them is appended.
     *
     * @return {@code [V]}, at least one true
     */
    boolean[] permitted(Hypothesis sentence) {
        if (sentence.length() < prefix.size()) {
            boolean[] permitted = new boolean[usable.length];
            permitted[prefix.get(sentence.length())] = true;
            return permitted;
        }
        boolean[] permitted = keepingConstraints(sentence);
        boolean[] fresh = permitted.clone();
        repetition.forbid(sentence, fresh);
        for (int word : phrases.words()) {
            fresh[word] |= permitted[word] && nearer(sentence, word);
        }
        for (boolean possible : fresh) {
            if (possible) {
                return fresh;
            }
        }
        return permitted;
    }

    private boolean[] keepingConstraints(Hypothesis sentence) {
        int places = maxLength - sentence.length();
        boolean[] permitted;
        if (places == 0 || missingAfterOther(sentence) < places) {
            permitted = usable.clone();
        } else {
            permitted = new boolean[usable.length];
        }
        if (places > 0) {
            for (int word : phrases.words()) {
                permitted[word] = after(sentence, word).missing() < places;
            }
        }
        permitted[Vocabulary.END] =
                sentence.length() >= minLength && sentence.coverage().missing() == 0;
        return permitted;
    }

    /** Whether missing required words are the only reason why the sentence may not end. */
    boolean onlyWordsMissing(Hypothesis sentence) {
        return sentence.coverage().missing() > 0 && sentence.length() >= Math.max(prefix.size(), minLength);
    }

    /** The most probable of the words that lower the number of missing required words. */
    int likeliestMissing(Hypothesis sentence, float[] logProbabilities) {
        return Arrays.stream(phrases.words())
                .filter(word -> nearer(sentence, word))
                .reduce((best, word) -> logProbabilities[word] > logProbabilities[best] ? word : best)
                .orElseThrow();
    }

    private boolean nearer(Hypothesis sentence, int word) {
        return after(sentence, word).missing() < sentence.coverage().missing();
    }
}

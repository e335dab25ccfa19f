package dev.captioner.train.questions;

import java.util.Collection;
import java.util.List;

/** Which words are nouns, modifiers of nouns and verbs in the captions at hand, told from where they stand in them. */
final class Lexicon {
    private static final double NOUN_SHARE = 0.12;
    private static final double NOUN_SHARE_OF_VERBS = 0.18;
    private static final double STRONG_SHARE = 0.3;
    private static final double COUNTABLE_SHARE = 0.1;

    private final WordPositions positions;
    private final VerbForms verbs;

    /** Learns from captions in their words. */
    Lexicon(Collection<List<String>> captions) {
        positions = new WordPositions(captions);
        verbs = new VerbForms(captions, positions);
    }

    private double nounShare(String word) {
        return positions.asNoun(word) / (double) Math.max(1, positions.all(word));
    }

    /** Whether the word stands as a noun often enough, and not mostly before others. */
    boolean isNoun(String word) {
        return WordPositions.isOpenClass(word)
                && positions.asNoun(word) >= WordPositions.SEEN
                && nounShare(word) >= (isVerb(word) ? NOUN_SHARE_OF_VERBS : NOUN_SHARE)
                && positions.asModifier(word) < 3 * positions.asNoun(word);
    }

    /** Whether the word is rather a noun than a verb or participle. */
    boolean isStrongNoun(String word) {
        return isNoun(word) && nounShare(word) >= STRONG_SHARE;
    }

    boolean isModifier(String word) {
        return positions.isModifier(word);
    }

    /** Whether the word is a form of a verb. */
    boolean isVerb(String word) {
        return verbs.contains(word);
    }

    /** The form in -ing of a form of a verb; empty when it is none. */
    String gerund(String word) {
        return verbs.gerund(word);
    }

    /** Whether the noun comes with "a": one can count it. */
    boolean isCountable(String noun) {
        return positions.afterArticle(noun) >= WordPositions.SEEN
                && positions.afterArticle(noun) >= COUNTABLE_SHARE * positions.asNoun(noun);
    }

    /** Whether the noun rather comes without an article: "in snow". */
    boolean isMass(String noun) {
        return positions.bare(noun) >= WordPositions.SEEN && positions.bare(noun) > positions.afterArticle(noun);
    }

    /** The singular of a plural noun that captions use in both numbers or that is irregular; otherwise the word. */
    String singular(String word) {
        for (String singular : Inflections.singulars(word)) {
            if (Inflections.isIrregularPlural(word)
                    || (isNoun(singular) && positions.all(singular) * 4 >= positions.all(word))) {
                return singular;
            }
        }
        return word;
    }

    /** Whether the word ends and stands like a plural. */
    boolean isPlural(String word) {
        return Inflections.isIrregularPlural(word)
                || (!Inflections.singulars(word).isEmpty()
                        && (!singular(word).equals(word)
                                || positions.afterArticle(word) < COUNTABLE_SHARE * positions.asNoun(word)));
    }
}

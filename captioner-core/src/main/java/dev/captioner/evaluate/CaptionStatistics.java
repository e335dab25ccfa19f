package dev.captioner.evaluate;

import dev.captioner.text.FunctionWords;
import dev.captioner.text.Tokeniser;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Statistics of captions, independent of their correctness. Words are those of {@link Tokeniser}; two captions are the same when their
 * words are.
 *
 * @param captions how many there are
 * @param distinct how many different ones
 * @param vocabulary how many different words they use
 * @param wordsPerCaption the mean
 * @param unseen share of the captions that are not among the training captions; empty when these were not given
 * @param repeating share of the captions that say a content word, any that is not of {@link FunctionWords}, more than once
 * @param doubling share of the captions with "X and a X": one or more words, a content word among them, stand on both sides of
 *     "and", "and a", "and an", "and the" or "and another"
 */
public record CaptionStatistics(
        int captions,
        int distinct,
        int vocabulary,
        double wordsPerCaption,
        OptionalDouble unseen,
        double repeating,
        double doubling) {
    private static final Set<String> DETERMINERS = Set.of("a", "an", "the", "another");

    /**
     * Describes captions, without comparing them to training captions.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static CaptionStatistics of(Collection<String> captions) {
        return describe(captions, OptionalDouble.empty());
    }

    /**
     * Describes captions of a model.
     *
     * @param training the captions that it was trained on
     * @throws IllegalArgumentException when there are no captions
     */
    public static CaptionStatistics of(Collection<String> captions, Collection<String> training) {
        Set<List<String>> seen = new HashSet<>(sentences(training));
        return describe(captions, OptionalDouble.of(share(sentences(captions), caption -> !seen.contains(caption))));
    }

    private static CaptionStatistics describe(Collection<String> captions, OptionalDouble unseen) {
        if (captions.isEmpty()) {
            throw new IllegalArgumentException("expected at least one caption to describe, found none");
        }
        List<List<String>> sentences = sentences(captions);
        Set<String> vocabulary = new HashSet<>();
        sentences.forEach(vocabulary::addAll);
        return new CaptionStatistics(
                sentences.size(),
                new HashSet<>(sentences).size(),
                vocabulary.size(),
                sentences.stream().mapToInt(List::size).average().orElse(0),
                unseen,
                share(sentences, CaptionStatistics::repeatsContentWord),
                share(sentences, CaptionStatistics::joinsEqualPhrases));
    }

    private static List<List<String>> sentences(Collection<String> captions) {
        return captions.stream().map(Tokeniser::words).toList();
    }

    private static double share(List<List<String>> sentences, Predicate<List<String>> property) {
        return sentences.stream().filter(property).count() / (double) sentences.size();
    }

    private static boolean repeatsContentWord(List<String> sentence) {
        Set<String> said = new HashSet<>();
        return sentence.stream().anyMatch(word -> !FunctionWords.contains(word) && !said.add(word));
    }

    private static boolean joinsEqualPhrases(List<String> sentence) {
        for (int and = 1; and + 1 < sentence.size(); and++) {
            if (sentence.get(and).equals("and")) {
                boolean determined = DETERMINERS.contains(sentence.get(and + 1));
                if (samePhrase(
                        sentence.subList(0, and), sentence.subList(and + (determined ? 2 : 1), sentence.size()))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the end of what stands before is the beginning of what comes after. */
    private static boolean samePhrase(List<String> before, List<String> after) {
        for (int length = 1; length <= Math.min(before.size(), after.size()); length++) {
            List<String> phrase = after.subList(0, length);
            if (before.subList(before.size() - length, before.size()).equals(phrase)
                    && !phrase.stream().allMatch(FunctionWords::contains)) {
                return true;
            }
        }
        return false;
    }
}

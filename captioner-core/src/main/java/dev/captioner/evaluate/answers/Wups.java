package dev.captioner.evaluate.answers;

import java.util.Arrays;
import java.util.List;

/**
 * WUPS, the measure of DAQUAR (Malinowski and Fritz, "A Multi-World Approach to Question Answering about Real-World Scenes
 * based on Uncertain Input", 2014): a wrong answer that is near the right one counts in part. Answers may be sets, written
 * with commas.
 */
public final class Wups {
    /** What the similarity of words below the threshold is multiplied by. */
    private static final double FAR = 0.1;

    private final Taxonomy taxonomy;
    private final double threshold;

    /**
     * A measure.
     *
     * @param threshold below which words count as far from each other, 0 to 1; papers give 0.9, which admits little but
     *     synonyms, and 0.0, which lets every similarity count in full
     */
    public Wups(Taxonomy taxonomy, double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold of WUPS lies between 0 and 1, found " + threshold);
        }
        this.taxonomy = taxonomy;
        this.threshold = threshold;
    }

    /** The score of one answer, 0 to 1: {@code min(product over a in A of max over t in T, product over t of max over a)}. */
    public double score(String humanAnswer, String answer) {
        List<String> wanted = items(humanAnswer);
        List<String> given = items(answer);
        return Math.min(covered(given, wanted), covered(wanted, given));
    }

    /** The mean over the human answers, "average consensus" in Malinowski et al., "Ask Your Neurons", 2015. */
    public double score(List<String> humanAnswers, String answer) {
        return humanAnswers.stream()
                .mapToDouble(humanAnswer -> score(humanAnswer, answer))
                .average()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected at least one human answer to judge '" + answer + "' by, found none"));
    }

    private double covered(List<String> items, List<String> by) {
        return items.stream()
                .mapToDouble(item -> by.stream()
                        .mapToDouble(other -> nearness(item, other))
                        .max()
                        .orElse(0))
                .reduce(1, (product, value) -> product * value);
    }

    private double nearness(String word, String other) {
        if (word.equals(other)) {
            return 1;
        }
        double similarity = taxonomy.similarity(word, other);
        return similarity < threshold ? FAR * similarity : similarity;
    }

    private static List<String> items(String answer) {
        return Arrays.stream(answer.split(",", -1))
                .map(AnswerNormalisation::plain)
                .toList();
    }
}

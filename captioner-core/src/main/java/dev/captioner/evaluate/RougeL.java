package dev.captioner.evaluate;

import java.util.List;

/**
 * ROUGE-L (Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", 2004) as coco-caption computes it: beta 1.2, the
 * highest precision and the highest recall over the references taken apart.
 */
final class RougeL {
    private static final double BETA_SQUARED = 1.2 * 1.2;

    /** coco-caption splits the empty sentence into one word without letters, which matches that of another. */
    private static final List<String> EMPTY_SENTENCE = List.of("");

    private RougeL() {}

    /** {@code (1 + beta^2) P R / (R + beta^2 P)} of a hypothesis, 0 when no reference shares a word with it. */
    static double score(List<String> hypothesis, List<List<String>> references) {
        List<String> candidate = hypothesis.isEmpty() ? EMPTY_SENTENCE : hypothesis;
        double precision = 0;
        double recall = 0;
        for (List<String> sentence : references) {
            List<String> reference = sentence.isEmpty() ? EMPTY_SENTENCE : sentence;
            double common = longestCommonSubsequence(candidate, reference);
            precision = Math.max(precision, common / candidate.size());
            recall = Math.max(recall, common / reference.size());
        }
        return precision == 0 ? 0 : (1 + BETA_SQUARED) * precision * recall / (recall + BETA_SQUARED * precision);
    }

    private static int longestCommonSubsequence(List<String> left, List<String> right) {
        int[] above = new int[right.size() + 1];
        for (String word : left) {
            int[] row = new int[right.size() + 1];
            for (int column = 1; column <= right.size(); column++) {
                row[column] = word.equals(right.get(column - 1))
                        ? above[column - 1] + 1
                        : Math.max(above[column], row[column - 1]);
            }
            above = row;
        }
        return above[right.size()];
    }
}

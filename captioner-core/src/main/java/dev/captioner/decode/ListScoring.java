package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Scores an answer list for one question, level by level of its prefix tree, with pruning. */
final class ListScoring {
    private final double[] found;
    private int[] rowOf; // row in the last step of each node of the level above; -1 when pruned
    private double negligible; // probability that may still be pruned

    /**
     * A prefix whose last word has not been read.
     *
     * @param number index of its node in the level
     * @param row of the last step that has read all words except the last
     * @param logProbability of all its words
     */
    record Beginning(int number, int row, AnswerList.Node node, double logProbability) {}

    /**
     * Scoring at the root of the tree.
     *
     * @param answers number of answers in the list
     * @param negligible most probability that pruned prefixes have together
     * @param row the question's row in the step that read the start token
     */
    ListScoring(int answers, double negligible, int row) {
        found = new double[answers];
        Arrays.fill(found, Double.NEGATIVE_INFINITY);
        rowOf = new int[] {row};
        this.negligible = negligible;
    }

    /**
     * The prefixes of a level whose last word the next step reads. The least probable ones are pruned, as long as the probability
     * of all that was pruned is negligible.
     *
     * @param level nodes of the tree at the next depth
     * @param last the step before
     * @param reached log-probability of the words that each row of the last step has read
     * @param firstRow row of the first of these prefixes in the next step
     */
    List<Beginning> follow(List<AnswerList.Node> level, Decoder.Step last, double[] reached, int firstRow) {
        List<Beginning> beginnings = new ArrayList<>();
        for (int number = 0; number < level.size(); number++) {
            AnswerList.Node node = level.get(number);
            int row = rowOf[node.parent()];
            if (row >= 0) {
                double logProbability = reached[row] + last.logProbabilities()[row][node.word()];
                beginnings.add(new Beginning(number, row, node, logProbability));
            }
        }
        beginnings.sort(Comparator.comparingDouble(Beginning::logProbability));
        int leftOut = 0;
        while (leftOut < beginnings.size()) {
            double probability = Math.exp(beginnings.get(leftOut).logProbability());
            if (probability >= negligible) {
                break;
            }
            negligible -= probability;
            leftOut++;
        }
        List<Beginning> followed = beginnings.subList(leftOut, beginnings.size());
        rowOf = new int[level.size()];
        Arrays.fill(rowOf, -1);
        for (int i = 0; i < followed.size(); i++) {
            rowOf[followed.get(i).number()] = firstRow + i;
        }
        return followed;
    }

    /** Receives the step that read the last word of a prefix, and the row of the prefix in it. */
    void receive(Beginning beginning, Decoder.Step after, int row) {
        int answer = beginning.node().answer();
        if (answer >= 0) {
            found[answer] = beginning.logProbability() + after.logProbabilities()[row][Vocabulary.END];
        }
    }

    /** {@code [A]}: the log-probability of each answer, negative infinity for pruned ones. */
    double[] logProbabilities() {
        return found;
    }
}

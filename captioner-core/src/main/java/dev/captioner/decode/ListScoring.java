package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** One question's way through an answer list, from beginnings of one word to the longest answers. */
final class ListScoring {
    private final double[] found;
    private int[] rowOf; // of each beginning of the level above in the last step, or -1
    private double negligible; // probability that may still be left out

    /** A beginning that has not been read yet: node {@code number} of a level, after a row of the last step. */
    record Beginning(int number, int row, AnswerList.Node node, double logProbability) {}

    /**
     * Scoring that has followed nothing yet.
     *
     * @param answers how many there are
     * @param negligible probability of what need not be followed
     * @param row the question's in the step of the start token
     */
    ListScoring(int answers, double negligible, int row) {
        found = new double[answers];
        Arrays.fill(found, Double.NEGATIVE_INFINITY);
        rowOf = new int[] {row};
        this.negligible = negligible;
    }

    /**
     * The beginnings of a level to be read next. The least probable are left out as long as all that was left out is negligible.
     *
     * @param reached log-probability of what each row of the last step has read
     * @param firstRow row in the next step of the first that is followed
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

    /** Takes what followed on a beginning: a row of a step. */
    void receive(Beginning beginning, Decoder.Step after, int row) {
        int answer = beginning.node().answer();
        if (answer >= 0) {
            found[answer] = beginning.logProbability() + after.logProbabilities()[row][Vocabulary.END];
        }
    }

    /** The log-probability of each answer, negative infinity of those left out. */
    double[] logProbabilities() {
        return found;
    }
}

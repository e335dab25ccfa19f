package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Best-first search for the most probable answer to one question. Prefixes are expanded in order of their probability, until no
 * prefix that is left is more probable than the best answer found: a prefix is never less probable than the answers that begin
 * with it. Of equally probable answers any may be found.
 */
final class BestAnswer {
    /** Prefixes expanded in one step: the best answer is most often among the first two. */
    private static final int FOLLOWED_TOGETHER = 2;

    private final AnswerList answers;
    private final PriorityQueue<Beginning> left =
            new PriorityQueue<>(Comparator.comparingDouble(Beginning::logProbability)
                    .reversed()
                    .thenComparing(Beginning::level)
                    .thenComparing(Beginning::number));
    private double greatest = Double.NEGATIVE_INFINITY;
    private int best = -1;

    /**
     * A prefix that has not been expanded.
     *
     * @param before the state whose row {@code row} has read all words of the prefix except the last
     * @param level depth of the node, 0 for one word
     * @param number index of the node in its level
     * @param logProbability of all words of the prefix
     */
    record Beginning(
            DecoderState before, int row, int level, int number, AnswerList.Node node, double logProbability) {}

    /**
     * A search that has expanded nothing.
     *
     * @param first the step that read the start token
     * @param row the question's row in it
     */
    BestAnswer(AnswerList answers, Decoder.Step first, int row) {
        this.answers = answers;
        follow(first, row, 0, 0, 0);
    }

    /** The prefixes to expand next; none when the search is over. */
    List<Beginning> next() {
        List<Beginning> next = new ArrayList<>();
        while (next.size() < FOLLOWED_TOGETHER
                && !left.isEmpty()
                && left.element().logProbability() > greatest) {
            next.add(left.remove());
        }
        return next;
    }

    /** Receives the step that expanded a prefix, and the row of the prefix in it. */
    void receive(Beginning beginning, Decoder.Step after, int row) {
        int answer = beginning.node().answer();
        double whole = beginning.logProbability() + after.logProbabilities()[row][Vocabulary.END];
        if (answer >= 0 && (whole > greatest || (whole == greatest && answer < best))) {
            greatest = whole;
            best = answer;
        }
        follow(after, row, beginning.level() + 1, beginning.number(), beginning.logProbability());
    }

    private void follow(Decoder.Step step, int row, int level, int parent, double logProbability) {
        if (level == answers.levels().size()) {
            return;
        }
        List<AnswerList.Node> nodes = answers.levels().get(level);
        for (int number = 0; number < nodes.size(); number++) {
            AnswerList.Node node = nodes.get(number);
            double whole = logProbability + step.logProbabilities()[row][node.word()];
            if (node.parent() == parent && whole > greatest) {
                left.add(new Beginning(step.state(), row, level, number, node, whole));
            }
        }
    }

    /** The index of the best answer in the list, once the search is over. */
    int answer() {
        return best;
    }
}

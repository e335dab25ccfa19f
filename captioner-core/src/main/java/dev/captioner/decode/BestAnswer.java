package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One question's search for its most probable answer: beginnings are followed from the most probable on, until none that is left is
 * as probable as the best answer found. Of equal answers any may be found.
 */
final class BestAnswer {
    /** Beginnings followed in one step: most often the best answer is among the first two. */
    private static final int FOLLOWED_TOGETHER = 2;

    private final AnswerList answers;
    private final PriorityQueue<Beginning> left =
            new PriorityQueue<>(Comparator.comparingDouble(Beginning::logProbability)
                    .reversed()
                    .thenComparing(Beginning::level)
                    .thenComparing(Beginning::number));
    private double greatest = Double.NEGATIVE_INFINITY;
    private int best = -1;

    /** A beginning that has not been read yet: node {@code number} of a level, after a row of a state. */
    record Beginning(
            DecoderState before, int row, int level, int number, AnswerList.Node node, double logProbability) {}

    /**
     * A search that has followed nothing yet.
     *
     * @param first after the start token
     * @param row the question's
     */
    BestAnswer(AnswerList answers, Decoder.Step first, int row) {
        this.answers = answers;
        follow(first, row, 0, 0, 0);
    }

    /** What to follow next; nothing when the search is over. */
    List<Beginning> next() {
        List<Beginning> next = new ArrayList<>();
        while (next.size() < FOLLOWED_TOGETHER
                && !left.isEmpty()
                && left.element().logProbability() > greatest) {
            next.add(left.remove());
        }
        return next;
    }

    /** Takes what followed on a beginning: a row of a step. */
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

    /** The number of the best answer, once the search is over. */
    int answer() {
        return best;
    }
}

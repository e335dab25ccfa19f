package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The exact log-probabilities of all answers of a list, for a photo and a question: the answer selection of a memory network
 * (Weston et al. 2015, section 3.1), with the decoder as the scorer. Safe for use by many threads at once.
 */
public final class AnswerScoring {
    private static final int FOLLOWED_TOGETHER = 8;

    private final Decoder decoder;
    private final AnswerList answers;
    private final double negligible;

    /** Every answer is scored. */
    public static AnswerScoring complete(Decoder decoder, AnswerList answers) {
        return new AnswerScoring(decoder, answers, 0);
    }

    /**
     * Beginnings that together have less than a given probability are not followed: an answer that begins so gets negative
     * infinity, and the probabilities of all others are as when every answer is scored. Ten times as fast.
     */
    public static AnswerScoring upTo(double negligible, Decoder decoder, AnswerList answers) {
        return new AnswerScoring(decoder, answers, negligible);
    }

    private AnswerScoring(Decoder decoder, AnswerList answers, double negligible) {
        this.decoder = decoder;
        this.answers = answers;
        this.negligible = negligible;
    }

    /**
     * The log-probability of each answer and its end.
     *
     * @param asked one row: a question that has been read
     * @return {@code [A]}
     */
    public double[] logProbabilities(DecoderState asked) {
        Decoder.Step step = decoder.step(asked, new int[] {0}, new int[] {Vocabulary.START});
        double[] found = new double[answers.size()];
        Arrays.fill(found, Double.NEGATIVE_INFINITY);
        double[] reached = {0}; // log-probability of each row's beginning
        int[] rowOf = {0}; // the row of each beginning of the level above, or -1
        double least = Math.log(negligible / answers.size());
        for (List<AnswerList.Node> level : answers.levels()) {
            List<AnswerList.Node> followed = new ArrayList<>();
            List<Double> sums = new ArrayList<>();
            int[] rowOfNext = new int[level.size()];
            Arrays.fill(rowOfNext, -1);
            for (int number = 0; number < level.size(); number++) {
                AnswerList.Node node = level.get(number);
                int row = rowOf[node.parent()];
                double sum =
                        row < 0 ? Double.NEGATIVE_INFINITY : reached[row] + step.logProbabilities()[row][node.word()];
                if (row >= 0 && sum >= least) {
                    rowOfNext[number] = followed.size();
                    followed.add(new AnswerList.Node(row, node.word(), node.answer()));
                    sums.add(sum);
                }
            }
            if (followed.isEmpty()) {
                break;
            }
            step = decoder.step(
                    step.state(),
                    followed.stream().mapToInt(AnswerList.Node::parent).toArray(),
                    followed.stream().mapToInt(AnswerList.Node::word).toArray());
            reached = sums.stream().mapToDouble(Double::doubleValue).toArray();
            rowOf = rowOfNext;
            for (int row = 0; row < reached.length; row++) {
                int answer = followed.get(row).answer();
                if (answer >= 0) {
                    found[answer] = reached[row] + step.logProbabilities()[row][Vocabulary.END];
                }
            }
        }
        return found;
    }

    /**
     * The number of the most probable answer, found without scoring all: beginnings are followed from the most probable on, until
     * none that is left is as probable as the best answer found. Of equal answers any may be found.
     *
     * @param asked one row: a question that has been read
     */
    public int best(DecoderState asked) {
        Decoder.Step step = decoder.step(asked, new int[] {0}, new int[] {Vocabulary.START});
        PriorityQueue<Beginning> left = new PriorityQueue<>(Comparator.comparingDouble(Beginning::logProbability)
                .reversed()
                .thenComparing(Beginning::level)
                .thenComparing(Beginning::number));
        follow(step, 0, 0, 0, 0, left);
        int best = -1;
        double greatest = Double.NEGATIVE_INFINITY;
        while (!left.isEmpty() && left.peek().logProbability() > greatest) {
            List<Beginning> next = new ArrayList<>();
            while (next.size() < FOLLOWED_TOGETHER && !left.isEmpty()) {
                next.add(left.poll());
            }
            List<DecoderState> states =
                    next.stream().map(beginning -> beginning.before().state()).toList();
            int[] parents = new int[next.size()];
            int[] words = new int[next.size()];
            int offset = 0;
            for (int i = 0; i < parents.length; i++) {
                parents[i] = offset + next.get(i).row();
                words[i] = answers.levels()
                        .get(next.get(i).level())
                        .get(next.get(i).number())
                        .word();
                offset += states.get(i).rows();
            }
            Decoder.Step after = decoder.step(decoder.join(states), parents, words);
            for (int i = 0; i < parents.length; i++) {
                Beginning beginning = next.get(i);
                int answer = answers.levels()
                        .get(beginning.level())
                        .get(beginning.number())
                        .answer();
                double whole = beginning.logProbability() + after.logProbabilities()[i][Vocabulary.END];
                if (answer >= 0 && (whole > greatest || (whole == greatest && answer < best))) {
                    greatest = whole;
                    best = answer;
                }
                follow(after, i, beginning.level() + 1, beginning.number(), beginning.logProbability(), left);
            }
        }
        return best;
    }

    /** A beginning that has not been read yet: node {@code number} of a level, after a row of a step. */
    private record Beginning(Decoder.Step before, int row, int level, int number, double logProbability) {}

    private void follow(
            Decoder.Step step, int row, int level, int parent, double logProbability, PriorityQueue<Beginning> left) {
        if (level == answers.levels().size()) {
            return;
        }
        List<AnswerList.Node> nodes = answers.levels().get(level);
        for (int number = 0; number < nodes.size(); number++) {
            if (nodes.get(number).parent() == parent) {
                left.add(new Beginning(
                        step,
                        row,
                        level,
                        number,
                        logProbability
                                + step.logProbabilities()[row][nodes.get(number).word()]));
            }
        }
    }

    /**
     * Shares of the list's answers, which sum to 1: {@code softmax(log p / T)}.
     *
     * @param temperature T, found on development questions so that the shares are honest; 1 leaves the network's own
     */
    public static double[] probabilities(double[] logProbabilities, double temperature) {
        double greatest = Arrays.stream(logProbabilities).max().orElseThrow();
        double[] shares = new double[logProbabilities.length];
        double sum = 0;
        for (int answer = 0; answer < shares.length; answer++) {
            shares[answer] = Math.exp((logProbabilities[answer] - greatest) / temperature);
            sum += shares[answer];
        }
        for (int answer = 0; answer < shares.length; answer++) {
            shares[answer] /= sum;
        }
        return shares;
    }
}

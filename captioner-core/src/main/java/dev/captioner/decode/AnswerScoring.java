package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The exact log-probabilities of all answers of a list, for a photo and a question: the answer selection of a memory network
 * (Weston et al. 2015, section 3.1), with the decoder as the scorer. Safe for use by many threads at once.
 */
public final class AnswerScoring {
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

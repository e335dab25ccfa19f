package dev.captioner.decode;

import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact log-probabilities of all answers of a list, for a photo and a question: the answer selection of a memory network
 * (Weston et al. 2015, section 3.1), with the decoder as the scorer. Safe for use by many threads at once.
 */
public final class AnswerScoring {
    /** Questions whose rows fill the steps, while what the steps give stays small. */
    private static final int SCORED_TOGETHER = 16;

    private final Decoder decoder;
    private final AnswerList answers;
    private final double negligible;

    /** Every answer is scored. */
    public static AnswerScoring complete(Decoder decoder, AnswerList answers) {
        return new AnswerScoring(decoder, answers, 0);
    }

    /**
     * Beginnings that together have less than a given probability are not followed, the least probable ones first: an answer that
     * begins so gets negative infinity, and the probabilities of all others are as when every answer is scored. With one in a
     * hundred it is ten times as fast.
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
        return logProbabilities(List.of(asked)).get(0);
    }

    /**
     * The same for many questions, whose rows are computed together.
     *
     * @param asked one row each
     */
    public List<double[]> logProbabilities(List<DecoderState> asked) {
        int together = negligible == 0 ? 1 : SCORED_TOGETHER;
        List<double[]> found = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += together) {
            found.addAll(scoreTogether(asked.subList(from, Math.min(asked.size(), from + together))));
        }
        return found;
    }

    /** A level of the tree is one step for all questions. */
    private List<double[]> scoreTogether(List<DecoderState> asked) {
        List<ListScoring> questions = IntStream.range(0, asked.size())
                .mapToObj(row -> new ListScoring(answers.size(), negligible, row))
                .toList();
        Decoder.Step step = start(asked);
        double[] reached = new double[asked.size()]; // log-probability of what each row has read
        for (List<AnswerList.Node> level : answers.levels()) {
            List<ListScoring> asking = new ArrayList<>();
            List<ListScoring.Beginning> followed = new ArrayList<>();
            for (ListScoring question : questions) {
                for (ListScoring.Beginning beginning : question.follow(level, step, reached, followed.size())) {
                    asking.add(question);
                    followed.add(beginning);
                }
            }
            if (followed.isEmpty()) {
                break;
            }
            step = decoder.step(
                    step.state(),
                    followed.stream().mapToInt(ListScoring.Beginning::row).toArray(),
                    followed.stream()
                            .mapToInt(beginning -> beginning.node().word())
                            .toArray());
            reached = followed.stream()
                    .mapToDouble(ListScoring.Beginning::logProbability)
                    .toArray();
            for (int row = 0; row < reached.length; row++) {
                asking.get(row).receive(followed.get(row), step, row);
            }
        }
        return questions.stream().map(ListScoring::logProbabilities).toList();
    }

    private Decoder.Step start(List<DecoderState> asked) {
        int[] rows = IntStream.range(0, asked.size()).toArray();
        int[] words = new int[rows.length];
        Arrays.fill(words, Vocabulary.START);
        return decoder.step(asked.size() == 1 ? asked.get(0) : decoder.join(asked), rows, words);
    }

    /**
     * For each question the number of the most probable answer, found without scoring all ({@link BestAnswer}). The questions' rows
     * are computed together.
     *
     * @param asked one row each: questions that have been read
     */
    public int[] best(List<DecoderState> asked) {
        if (asked.isEmpty()) {
            return new int[0];
        }
        Decoder.Step first = start(asked);
        List<BestAnswer> searches = IntStream.range(0, asked.size())
                .mapToObj(row -> new BestAnswer(answers, first, row))
                .toList();
        while (true) {
            List<BestAnswer> asking = new ArrayList<>();
            List<BestAnswer.Beginning> next = new ArrayList<>();
            for (BestAnswer search : searches) {
                for (BestAnswer.Beginning beginning : search.next()) {
                    asking.add(search);
                    next.add(beginning);
                }
            }
            if (next.isEmpty()) {
                return searches.stream().mapToInt(BestAnswer::answer).toArray();
            }
            Decoder.Step after = step(next);
            for (int row = 0; row < next.size(); row++) {
                asking.get(row).receive(next.get(row), after, row);
            }
        }
    }

    /** One row for each beginning. */
    private Decoder.Step step(List<BestAnswer.Beginning> next) {
        IdentityHashMap<DecoderState, Integer> firstRows = new IdentityHashMap<>();
        List<DecoderState> states = new ArrayList<>();
        int rows = 0;
        int[] parents = new int[next.size()];
        for (int i = 0; i < parents.length; i++) {
            DecoderState before = next.get(i).before();
            Integer firstRow = firstRows.putIfAbsent(before, rows);
            if (firstRow == null) {
                firstRow = rows;
                states.add(before);
                rows += before.rows();
            }
            parents[i] = firstRow + next.get(i).row();
        }
        return decoder.step(
                decoder.join(states),
                parents,
                next.stream().mapToInt(beginning -> beginning.node().word()).toArray());
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

package dev.captioner.decode;

import dev.captioner.api.Internal;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact log-probabilities of all answers of a closed list, given a photo and a question: the answer selection of a memory
 * network (Weston et al. 2015, section 3.1), with the decoder as the scorer. Safe for use by several threads at once.
 */
@Internal
public final class AnswerScoring {
    /** Questions scored in the same steps: enough rows to use all processors, and step results that stay small in memory. */
    private static final int SCORED_TOGETHER = 16;

    private final Decoder decoder;
    private final AnswerList answers;
    private final double negligible;

    /** Scoring that computes the log-probability of every answer. */
    public static AnswerScoring complete(Decoder decoder, AnswerList answers) {
        return new AnswerScoring(decoder, answers, 0);
    }

    /**
     * Scoring that prunes the least probable prefixes. An answer with a pruned prefix gets a log-probability of negative infinity;
     * those of all other answers are the same, bit for bit, as those of {@link #complete}. A limit of 0.01 makes scoring about ten
     * times as fast.
     *
     * @param negligible most probability that all pruned prefixes of a question have together; 0 prunes nothing
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
     * The log-probability of each answer, that of its end included, for one question.
     *
     * @param asked one row made by this decoder: the question has been read
     * @return {@code [A]}, natural logarithms, in the order of the list
     */
    public double[] logProbabilities(DecoderState asked) {
        return logProbabilities(List.of(asked)).get(0);
    }

    /**
     * The log-probability of each answer, that of its end included, for many questions. Each gets the same numbers, bit for bit, as
     * alone.
     *
     * @param asked for each question one row made by this decoder: the question has been read
     * @return for each question {@code [A]}, natural logarithms, in the order of the list
     */
    public List<double[]> logProbabilities(List<DecoderState> asked) {
        int together = negligible == 0 ? 1 : SCORED_TOGETHER;
        List<double[]> found = new ArrayList<>();
        for (int from = 0; from < asked.size(); from += together) {
            found.addAll(scoreTogether(asked.subList(from, Math.min(asked.size(), from + together))));
        }
        return found;
    }

    /** Each level of the tree takes one decoder step for all questions. */
    private List<double[]> scoreTogether(List<DecoderState> asked) {
        List<ListScoring> questions = IntStream.range(0, asked.size())
                .mapToObj(row -> new ListScoring(answers.size(), negligible, row))
                .toList();
        Decoder.Step step = start(asked);
        double[] reached = new double[asked.size()]; // log-probability of the words that each row has read
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
     * The most probable answer to each of many questions, by best-first search, which scores only a few answers ({@link
     * BestAnswer}).
     *
     * @param asked for each question one row made by this decoder: the question has been read
     * @return for each question the index of the answer in the list
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

    /** Reads the last word of each prefix, one row for each. */
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
     * Probabilities of answers relative to each other: {@code softmax(log p / T)} (temperature scaling, Guo et al. 2017).
     *
     * @param logProbabilities {@code [A]}, at least one; negative infinity gives 0
     * @param temperature T above 0, fitted on development questions so that the probabilities are calibrated; 1 only normalises
     * @return {@code [A]}, summing to 1
     * @throws java.util.NoSuchElementException when there are no answers
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

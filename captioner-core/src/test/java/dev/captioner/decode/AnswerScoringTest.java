package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.model.DecoderState;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a decoder whose every sentence can be enumerated. */
class AnswerScoringTest {
    private static final int SIZE = 8; // four special tokens and four words
    private static final int LONGEST = 4;
    private static final List<Integer> QUESTION = List.of(5, 7, 3);

    private final TableDecoder decoder = TableDecoder.random(SIZE, 3);
    private final DecoderState asked = decoder.ask(List.of(TableDecoder.photo()), List.of(array(QUESTION)))
            .get(0)
            .state();

    /** Every sequence of words of at most that length: each longer one has all its beginnings in the list, too. */
    private static List<List<Integer>> all(int longest) {
        List<List<Integer>> all = new ArrayList<>();
        List<List<Integer>> level = List.of(List.of());
        for (int length = 1; length <= longest; length++) {
            List<List<Integer>> next = new ArrayList<>();
            for (List<Integer> beginning : level) {
                for (int word = Vocabulary.UNKNOWN; word < SIZE; word++) {
                    List<Integer> longer = new ArrayList<>(beginning);
                    longer.add(word);
                    next.add(longer);
                }
            }
            all.addAll(next);
            level = next;
        }
        return all;
    }

    private static int[] array(List<Integer> words) {
        return words.stream().mapToInt(Integer::intValue).toArray();
    }

    private static AnswerList list(List<List<Integer>> answers) {
        return AnswerList.of(answers.stream().map(AnswerScoringTest::array).toList());
    }

    /** Of the answer's words and end after the question, word by word. */
    private double expected(List<Integer> answer) {
        List<Integer> read = new ArrayList<>(QUESTION);
        double sum = 0;
        for (int word : answer) {
            sum += decoder.logProbabilities(read)[word];
            read.add(word);
        }
        return sum + decoder.logProbabilities(read)[Vocabulary.END];
    }

    @Test
    void everyAnswerHasItsExactLogProbabilityInWhateverOrder() {
        List<List<Integer>> answers = all(LONGEST);
        Collections.shuffle(answers, new Random(1));

        double[] found = AnswerScoring.complete(decoder, list(answers)).logProbabilities(asked);

        for (int answer = 0; answer < found.length; answer++) {
            assertThat(found[answer])
                    .as("%s", answers.get(answer))
                    .isCloseTo(expected(answers.get(answer)), within(1e-12));
        }
    }

    @Test
    void theAnswersOfEveryLengthAndWhatGoesOnHaveAllTheProbability() {
        List<List<Integer>> answers = all(LONGEST);
        double sum = Arrays.stream(
                        AnswerScoring.complete(decoder, list(answers)).logProbabilities(asked))
                .map(Math::exp)
                .sum();
        double none = Math.exp(decoder.logProbabilities(QUESTION)[Vocabulary.END]);
        double longerOrSpecial = 0;
        List<List<Integer>> beginnings = new ArrayList<>(answers);
        beginnings.add(List.of());
        for (List<Integer> beginning : beginnings) {
            List<Integer> read = new ArrayList<>(QUESTION);
            double reached = 0;
            for (int word : beginning) {
                reached += decoder.logProbabilities(read)[word];
                read.add(word);
            }
            float[] next = decoder.logProbabilities(read);
            int from = beginning.size() == LONGEST ? Vocabulary.UNKNOWN : SIZE;
            longerOrSpecial += Math.exp(reached)
                    * IntStream.concat(IntStream.of(Vocabulary.PAD, Vocabulary.START), IntStream.range(from, SIZE))
                            .mapToDouble(word -> Math.exp(next[word]))
                            .sum();
        }

        assertThat(sum + none + longerOrSpecial).isCloseTo(1, within(1e-6));
    }

    @Test
    void answersScoredTogetherHaveTheBitsThatEachHasAlone() {
        List<List<Integer>> answers = all(3);
        double[] together = AnswerScoring.complete(decoder, list(answers)).logProbabilities(asked);

        for (int answer = 0; answer < answers.size(); answer++) {
            assertThat(AnswerScoring.complete(decoder, list(List.of(answers.get(answer))))
                            .logProbabilities(asked))
                    .containsExactly(together[answer]);
        }
    }

    /** States after different questions, more than are scored together. */
    private List<DecoderState> manyAsked() {
        return IntStream.range(0, 37)
                .mapToObj(i ->
                        new int[] {Vocabulary.UNKNOWN + i % 2, Vocabulary.UNKNOWN + i / 2 % (SIZE - Vocabulary.UNKNOWN)
                        })
                .map(question -> decoder.ask(List.of(TableDecoder.photo()), List.of(question))
                        .get(0)
                        .state())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02})
    void questionsScoredTogetherHaveTheBitsThatEachHasAlone(double negligible) {
        AnswerScoring scoring = AnswerScoring.upTo(negligible, decoder, list(all(LONGEST)));
        List<DecoderState> many = manyAsked();

        List<double[]> together = scoring.logProbabilities(many);

        assertThat(together).hasSameSizeAs(many);
        for (int question = 0; question < many.size(); question++) {
            assertThat(scoring.logProbabilities(many.get(question))).containsExactly(together.get(question));
        }
        assertThat(together.get(0)).isNotEqualTo(together.get(1));
    }

    @Test
    void theBestAnswerOfEachQuestionIsTheMostProbableOfTheWholeList() {
        AnswerScoring scoring = AnswerScoring.complete(decoder, list(all(LONGEST)));
        List<DecoderState> many = manyAsked();

        int[] best = scoring.best(many);

        for (int question = 0; question < many.size(); question++) {
            double[] all = scoring.logProbabilities(many.get(question));
            assertThat(all[best[question]]).isEqualTo(Arrays.stream(all).max().orElseThrow());
        }
        assertThat(scoring.best(List.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 1e-3, 0.02, 0.3})
    void whatIsNotFollowedHasLessThanTheNegligibleProbabilityTogetherAndTheRestIsTheSame(double negligible) {
        List<List<Integer>> answers = all(LONGEST);
        double[] complete = AnswerScoring.complete(decoder, list(answers)).logProbabilities(asked);
        double[] pruned = AnswerScoring.upTo(negligible, decoder, list(answers)).logProbabilities(asked);

        double lost = 0;
        for (int answer = 0; answer < complete.length; answer++) {
            if (pruned[answer] == Double.NEGATIVE_INFINITY) {
                lost += Math.exp(complete[answer]);
            } else {
                assertThat(pruned[answer]).isEqualTo(complete[answer]);
            }
        }
        assertThat(lost).isLessThan(negligible);
        if (negligible > 0.01) {
            assertThat(lost).isPositive(); // something was left out, or this would show nothing
        }
    }

    @Test
    void sharesAreTheSoftmaxOfLogProbabilitiesOverTheTemperature() {
        double[] logProbabilities = {Math.log(0.1), Math.log(0.4), Math.log(0.2), Double.NEGATIVE_INFINITY};

        assertThat(AnswerScoring.probabilities(logProbabilities, 1))
                .containsExactly(new double[] {1 / 7.0, 4 / 7.0, 2 / 7.0, 0}, within(1e-12));
        assertThat(AnswerScoring.probabilities(logProbabilities, 0.5)) // proportional to the squares
                .containsExactly(new double[] {1 / 21.0, 16 / 21.0, 4 / 21.0, 0}, within(1e-12));
        assertThat(AnswerScoring.probabilities(new double[] {-5000, -5001}, 1)) // far below what exp can tell from 0
                .containsExactly(new double[] {1 / (1 + Math.exp(-1)), 1 / (1 + Math.E)}, within(1e-12));
    }
}

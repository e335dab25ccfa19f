package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    private static final Vocabulary TWO_WORDS = Vocabulary.ofWords(List.of("x", "y"));
    private static final Vocabulary THREE_WORDS = Vocabulary.ofWords(List.of("x", "y", "z"));
    private static final int X = 4;
    private static final int Y = 5;
    private static final int Z = 6;
    /** As many words as {@link #EXHAUSTIVE} has room for. */
    private static final int LONGEST = 4;
    /** Wide enough for every sentence of at most four of three words. */
    private static final int EXHAUSTIVE = 100;

    @Test
    void aBeamThatHoldsEverythingFindsTheBestSentencesThereAre() {
        for (int seed = 0; seed < 100; seed++) {
            TableDecoder decoder = endingAtLongest(seed);
            double alpha = seed % 3 * 0.5;
            assertThat(ids(search(decoder, alpha, 7, Constraints.NONE.ofLength(1, LONGEST))))
                    .as("seed %d", seed)
                    .isEqualTo(best(7, decoder, alpha, sentence -> true));
        }
    }

    @Test
    void aStyleIsReadAndNeverWritten() {
        Vocabulary styled = Vocabulary.ofWords(List.of("x", "<style:odd>", "y"));
        TableDecoder decoder = new TableDecoder(styled.size(), words -> new double[] {0, 0, 1, 0, 2, 9, 3});
        DecodingOptions options = DecodingOptions.of(Strategy.Beam.ofWidth(3)).withStyle("odd");
        Search search = new DecodingPlan(options, styled).newSearch();

        assertThat(search.next().words()).containsExactly(styled.start("odd"));
        assertThat(new SentenceGenerator(decoder).generate(TableDecoder.photo(), new DecodingPlan(options, styled)))
                .allSatisfy(sentence -> assertThat(sentence.ids()).doesNotContain(5));
        assertThatThrownBy(() -> new DecodingPlan(options.withStyle("poem"), styled))
                .isInstanceOf(OptionException.class)
                .hasMessage("style: there is no style 'poem'; there are odd");
    }

    @Test
    void underConstraintsItFindsTheBestOfThoseThatHold() {
        Constraints none = Constraints.NONE.ofLength(1, LONGEST);
        for (int seed = 0; seed < 100; seed++) {
            TableDecoder decoder = endingAtLongest(seed);
            assertThat(ids(search(decoder, 0.7, 6, none.including("X y", "Z"))))
                    .isEqualTo(best(6, decoder, 0.7, sentence -> has(sentence, X, Y) && has(sentence, Z)));
            assertThat(ids(search(decoder, 0.7, 6, none.including("x x y"))))
                    .isEqualTo(best(6, decoder, 0.7, sentence -> has(sentence, X, X, Y)));
            assertThat(ids(search(decoder, 0.7, 6, none.beginning("z x").excluding("y"))))
                    .isEqualTo(best(
                            6,
                            decoder,
                            0.7,
                            sentence -> sentence.size() >= 2
                                    && sentence.subList(0, 2).equals(List.of(Z, X))
                                    && !has(sentence, Y)));
            assertThat(ids(search(decoder, 0.7, 6, none.ofLength(2, 3))))
                    .isEqualTo(best(6, decoder, 0.7, sentence -> sentence.size() == 2 || sentence.size() == 3));
        }
    }

    private static boolean has(List<Integer> sentence, Integer... phrase) {
        return Collections.indexOfSubList(sentence, List.of(phrase)) >= 0;
    }

    /** Ends for certain where sentences may be no longer, so that every sentence has a place among the candidates. */
    private static TableDecoder endingAtLongest(int seed) {
        TableDecoder random = TableDecoder.random(THREE_WORDS.size(), seed);
        return new TableDecoder(THREE_WORDS.size(), words -> {
            double[] weights = random.weights(words);
            weights[Vocabulary.END] *= words.size() == LONGEST || words.size() == 3 ? 1e4 : 1;
            return weights;
        });
    }

    private static List<Sentence> search(TableDecoder decoder, double alpha, int nBest, Constraints constraints) {
        Strategy strategy = new Strategy.Beam(EXHAUSTIVE, alpha, 1, 0);
        DecodingOptions options = new DecodingOptions(strategy, nBest, constraints, Repetition.ALLOWED);
        DecodingPlan plan = new DecodingPlan(options, THREE_WORDS);
        return new SentenceGenerator(decoder).generate(TableDecoder.photo(), plan);
    }

    /** By writing down all sentences. */
    private static List<List<Integer>> best(int n, TableDecoder decoder, double alpha, Predicate<List<Integer>> holds) {
        List<List<Integer>> all = new ArrayList<>();
        List<List<Integer>> longest = List.of(List.of());
        for (int length = 1; length <= LONGEST; length++) {
            longest = longest.stream()
                    .flatMap(words -> IntStream.rangeClosed(X, Z)
                            .mapToObj(word -> Stream.concat(words.stream(), Stream.of(word))
                                    .toList()))
                    .toList();
            all.addAll(longest);
        }
        return all.stream()
                .filter(holds)
                .sorted(Comparator.comparingDouble(
                        sentence -> -decoder.score(sentence) / Math.pow(sentence.size() + 1, alpha)))
                .limit(n)
                .toList();
    }

    @Test
    void stoppingEarlyLosesNothing() {
        Vocabulary vocabulary = Vocabulary.ofWords(List.of("a", "b", "c", "d", "e", "f", "g"));
        for (int seed = 0; seed < 200; seed++) {
            int width = 1 + seed % 6;
            int nBest = 1 + seed % width;
            TableDecoder decoder = TableDecoder.random(vocabulary.size(), seed);
            DecodingOptions options = new DecodingOptions(
                    Strategy.Beam.ofWidth(width), nBest, Constraints.NONE.ofLength(1, 9), Repetition.ALLOWED);
            List<Sentence> found = new SentenceGenerator(decoder)
                    .generate(TableDecoder.photo(), new DecodingPlan(options, vocabulary));
            List<List<Integer>> expected = beamSearchToTheEnd(decoder, width, 9);
            assertThat(ids(found.stream()
                            .filter(sentence -> !sentence.truncated())
                            .toList()))
                    .as("seed %d", seed)
                    .isEqualTo(expected.stream().limit(nBest).toList());
        }
    }

    /** The textbook's loop, without any early stop. */
    private static List<List<Integer>> beamSearchToTheEnd(TableDecoder decoder, int width, int maxLength) {
        record Candidate(List<Integer> words, double score) {}
        List<Candidate> active = List.of(new Candidate(List.of(), 0));
        List<Candidate> finished = new ArrayList<>();
        for (int length = 0; length <= maxLength; length++) {
            List<Candidate> candidates = new ArrayList<>();
            for (Candidate candidate : active) {
                float[] next = decoder.logProbabilities(candidate.words());
                for (int word = Vocabulary.END; word < next.length; word++) {
                    if (word != Vocabulary.UNKNOWN && (length > 0 || word != Vocabulary.END)) {
                        List<Integer> words = new ArrayList<>(candidate.words());
                        words.add(word);
                        candidates.add(new Candidate(words, candidate.score() + next[word]));
                    }
                }
            }
            candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
            active = new ArrayList<>();
            for (Candidate candidate : candidates.subList(0, Math.min(width, candidates.size()))) {
                (candidate.words().contains(Vocabulary.END) ? finished : active).add(candidate);
            }
        }
        return finished.stream()
                .sorted(Comparator.comparingDouble((Candidate candidate) ->
                        -candidate.score() / Math.pow(candidate.words().size(), 0.7)))
                .map(candidate -> candidate.words().subList(0, candidate.words().size() - 1))
                .toList();
    }

    @Test
    void aBeamOfOneTakesTheMostProbableWordAtEachStepAndOfEqualOnesTheFirst() {
        for (int seed = 0; seed < 100; seed++) {
            int s = seed;
            TableDecoder decoder = new TableDecoder(12, words -> {
                double[] weights = new double[12];
                for (int word = 0; word < 12; word++) {
                    weights[word] = 1 + (int) (5 * CounterRandom.uniform(s, words.hashCode(), word)); // many are equal
                }
                return weights;
            });
            List<Integer> expected = new ArrayList<>();
            while (expected.size() < 8) {
                float[] next = decoder.logProbabilities(expected);
                int best = expected.isEmpty() ? 4 : Vocabulary.END;
                for (int word = 4; word < 12; word++) {
                    best = next[word] > next[best] ? word : best;
                }
                if (best == Vocabulary.END) {
                    break;
                }
                expected.add(best);
            }
            Vocabulary vocabulary = Vocabulary.ofWords(List.of("a", "b", "c", "d", "e", "f", "g", "h"));
            DecodingOptions options =
                    new DecodingOptions(Strategy.greedy(), 1, Constraints.NONE.ofLength(1, 8), Repetition.ALLOWED);
            Sentence found = new SentenceGenerator(decoder)
                    .generate(TableDecoder.photo(), new DecodingPlan(options, vocabulary))
                    .get(0);
            assertThat(found.ids()).isEqualTo(expected);
            assertThat(found.truncated())
                    .isEqualTo(expected.size() == 8 && mostProbable(decoder, expected) != Vocabulary.END);
        }
    }

    private static int mostProbable(TableDecoder decoder, List<Integer> words) {
        float[] next = decoder.logProbabilities(words);
        int best = Vocabulary.END;
        for (int word = 4; word < next.length; word++) {
            best = next[word] > next[best] ? word : best;
        }
        return best;
    }

    @Test
    void whereNoSentenceEndsTheBestIsCutOffAndSaysSo() {
        TableDecoder decoder = new TableDecoder(6, words -> new double[] {0, 0, 1e-30, 0, 1, 2});
        for (int width : new int[] {1, 2, 3}) {
            DecodingOptions options = new DecodingOptions(
                    Strategy.Beam.ofWidth(width), 1, Constraints.NONE.ofLength(1, 4), Repetition.ALLOWED);
            List<Sentence> found =
                    new SentenceGenerator(decoder).generate(TableDecoder.photo(), new DecodingPlan(options, TWO_WORDS));
            assertThat(ids(found)).containsExactly(List.of(Y, Y, Y, Y));
            assertThat(found.get(0).truncated()).isTrue();
            assertThat(found.get(0).end()).isEmpty();
        }
    }

    @Test
    void groupsThatArePushedApartBeginWithDifferentWords() {
        Vocabulary vocabulary = Vocabulary.ofWords(List.of("a", "b", "c", "d", "e", "f"));
        for (int seed = 0; seed < 50; seed++) {
            TableDecoder decoder = TableDecoder.random(vocabulary.size(), seed);
            DecodingOptions options = new DecodingOptions(
                    Strategy.Beam.diverse(4, 100), 4, Constraints.NONE.ofLength(2, 6), Repetition.ALLOWED);
            List<Sentence> found = new SentenceGenerator(decoder)
                    .generate(TableDecoder.photo(), new DecodingPlan(options, vocabulary));
            assertThat(found.stream().map(sentence -> sentence.ids().get(0)))
                    .hasSize(4)
                    .doesNotHaveDuplicates();
            for (Sentence sentence : found) {
                if (!sentence.truncated()) {
                    assertThat(sentence.logProbability()).isEqualTo(decoder.score(sentence.ids()));
                }
            }
        }
    }

    @Test
    void theStablePrefixGrowsWordByWord() {
        Vocabulary vocabulary = Vocabulary.ofWords(List.of("a", "b", "c", "d", "e", "f"));
        for (int seed = 0; seed < 60; seed++) {
            DecodingOptions options = DecodingOptions.of(
                    seed % 2 == 0 ? Strategy.Beam.ofWidth(1 + seed % 5) : new Strategy.Sampling(1, 0, 1, seed));
            Search search = new DecodingPlan(options, vocabulary).newSearch();
            JointDecoding decoding = new JointDecoding(TableDecoder.random(vocabulary.size(), seed), 1);
            JointDecoding.Member member = decoding.admit(TableDecoder.photo(), search);
            List<List<Integer>> prefixes = new ArrayList<>();
            while (decoding.inFlight() > 0) {
                decoding.step();
                prefixes.add(search.stablePrefix().stream().map(ScoredToken::id).toList());
            }
            List<Integer> result = member.sentences().get(0).ids();
            assertThat(prefixes.get(prefixes.size() - 1)).isEqualTo(result);
            for (List<Integer> words : prefixes) {
                assertThat(result.subList(0, words.size())).isEqualTo(words);
            }
            if (options.strategy().equals(Strategy.greedy())) {
                assertThat(prefixes.get(0)).hasSize(1);
            }
        }
    }

    private static List<List<Integer>> ids(List<Sentence> sentences) {
        return sentences.stream().map(Sentence::ids).toList();
    }

    @Test
    void asManySentencesAsAskedForComeFromANarrowBeam() {
        TableDecoder decoder = TableDecoder.random(TWO_WORDS.size(), 3);
        DecodingOptions options =
                DecodingOptions.of(Strategy.greedy()).withBest(5).with(Repetition.ALLOWED);
        List<Sentence> found =
                new SentenceGenerator(decoder).generate(TableDecoder.photo(), new DecodingPlan(options, TWO_WORDS));
        assertThat(ids(found)).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void scoresOfGivenSentencesAreTheSumsOverTheirWordsAndTheEnd() {
        TableDecoder decoder = TableDecoder.random(TWO_WORDS.size(), 9);
        List<List<Integer>> given =
                Arrays.asList(List.of(Y, X, Y), List.of(), List.of(X, Vocabulary.UNKNOWN), List.of(Y, X, Y));
        List<Sentence> scored = new SentenceGenerator(decoder).score(TableDecoder.photo(), given, Vocabulary.START);
        assertThat(ids(scored)).isEqualTo(given);
        for (Sentence sentence : scored) {
            assertThat(sentence.logProbability()).isEqualTo(decoder.score(sentence.ids()));
            assertThat(sentence.truncated()).isFalse();
        }
    }
}

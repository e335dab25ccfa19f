package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.text.Vocabulary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplingSearchTest {
    private static final Vocabulary VOCABULARY = Vocabulary.ofWords(List.of("x", "y", "z"));
    private static final int X = 4;
    private static final int Z = 6;

    @Test
    void sentencesComeAsOftenAsTheirProbabilitySays() {
        // The unknown word and an end before the first word are never drawn; here they have no probability to begin
        // with.
        TableDecoder random = TableDecoder.random(VOCABULARY.size(), 1);
        TableDecoder decoder = new TableDecoder(VOCABULARY.size(), words -> {
            double[] weights = random.weights(words);
            weights[Vocabulary.PAD] = 0;
            weights[Vocabulary.START] = 0;
            weights[Vocabulary.UNKNOWN] = 0;
            weights[Vocabulary.END] = words.isEmpty() ? 0 : 1;
            return weights;
        });
        int draws = 20_000;
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (int seed = 0; seed < draws; seed++) {
            counts.merge(sample(decoder, seed, 1, Constraints.NONE).get(0).ids(), 1, Integer::sum);
        }
        int compared = 0;
        for (Map.Entry<List<Integer>, Integer> found : counts.entrySet()) {
            double probability = Math.exp(decoder.score(found.getKey()));
            if (probability > 0.01) {
                double deviation = Math.sqrt(probability * (1 - probability) / draws);
                assertThat(found.getValue() / (double) draws).isCloseTo(probability, within(4 * deviation));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(8);
    }

    @Test
    void samplesDifferAndAreSortedByProbability() {
        TableDecoder decoder = TableDecoder.random(VOCABULARY.size(), 2);
        List<Sentence> found = sample(decoder, 7, 20, Constraints.NONE);
        assertThat(new HashSet<>(found.stream().map(Sentence::ids).toList())).hasSameSizeAs(found);
        assertThat(found.stream().filter(sentence -> !sentence.truncated()).toList())
                .hasSizeGreaterThan(5)
                .isSortedAccordingTo(
                        Comparator.comparingDouble(Sentence::logProbability).reversed());
        assertThat(sample(decoder, 7, 20, Constraints.NONE).stream().map(Sentence::ids))
                .containsExactlyElementsOf(found.stream().map(Sentence::ids).toList());
        assertThat(sample(decoder, 8, 20, Constraints.NONE).stream().map(Sentence::ids))
                .isNotEqualTo(found.stream().map(Sentence::ids).toList());
    }

    @Test
    void missingWordsComeBeforeTheEndThatWasDrawn() {
        TableDecoder decoder = new TableDecoder(VOCABULARY.size(), words -> {
            double end = words.size() == 2 ? 1e9 : 0.001;
            return new double[] {0, 0, end, 0, 1, 1, 1e-6};
        });
        for (int seed = 0; seed < 50; seed++) {
            Sentence found = sample(decoder, seed, 1, Constraints.NONE.including("z x z"))
                    .get(0);
            assertThat(found.ids()).hasSize(5).endsWith(Z, X, Z);
        }
    }

    private static List<Sentence> sample(TableDecoder decoder, long seed, int n, Constraints constraints) {
        DecodingOptions options =
                new DecodingOptions(new Strategy.Sampling(1, 0, 1, seed), n, constraints, Repetition.ALLOWED);
        return new SentenceGenerator(decoder).generate(TableDecoder.photo(), new DecodingPlan(options, VOCABULARY));
    }
}

package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.RandomNetworks;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.FunctionWords;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Properties of all captions of a network with random weights, whatever the request. */
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
class DecodingPropertiesTest {
    private static final Vocabulary VOCABULARY = Vocabulary.ofWords(List.of(
            "a", "the", "in", "on", "of", "and", "dog", "dogs", "cat", "cats", "box", "boxes", "red", "blue", "man",
            "grass", "runs", "ball", "sky", "sits"));
    private static final NetworkShape SHAPE = new NetworkShape(6, 8, 8, VOCABULARY.size(), 2, AttentionKind.DOT);
    private static final Decoder DECODER = new JavaDecoder(SHAPE, weights());
    private static final SentenceGenerator GENERATOR = new SentenceGenerator(DECODER);

    private static Weights weights() {
        Weights weights = RandomNetworks.weights(SHAPE, 11);
        weights.get("output.bias").values()[Vocabulary.END] += 4; // so that many sentences come to an end
        return weights;
    }

    @Property(tries = 4000, seed = "1", edgeCases = EdgeCasesMode.NONE)
    void constraintsHoldOrAreRejected(
            @ForAll("requests") DecodingOptions options, @ForAll @IntRange(max = 9) int photo) {
        Optional<DecodingPlan> plan = planOrRejection(options);
        plan.ifPresent(possible -> {
            List<Sentence> sentences = GENERATOR.generate(photo(photo), possible);
            assertThat(sentences).isNotEmpty().hasSizeLessThanOrEqualTo(options.nBest());
            assertThat(new HashSet<>(sentences.stream().map(Sentence::ids).toList()))
                    .hasSameSizeAs(sentences);
            sentences.forEach(sentence -> assertKept(options.constraints(), sentence));
        });
        Statistics.collect(plan.isPresent());
        Statistics.coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 25);
            coverage.check(false).percentage(share -> share > 8);
        });
    }

    private static void assertKept(Constraints constraints, Sentence sentence) {
        List<String> words = words(sentence);
        assertThat(words).hasSizeBetween(constraints.minLength(), constraints.maxLength());
        assertThat(words).doesNotContain("<pad>", "<start>", "<end>", "<unk>");
        if (sentence.truncated()) {
            assertThat(words).hasSize(constraints.maxLength());
        }
        String text = " " + String.join(" ", words) + " ";
        assertThat(text).startsWith(" " + constraints.prefix());
        for (String included : constraints.include()) {
            assertThat(text).contains(" " + included + " ");
        }
        for (String excluded : constraints.exclude()) {
            assertThat(text).doesNotContain(" " + excluded + " ");
        }
    }

    @Property(tries = 1500, seed = "2", edgeCases = EdgeCasesMode.NONE)
    void wordsAreRepeatedOnlyWhereConstraintsAskForIt(
            @ForAll("strategies") Strategy strategy,
            @ForAll @IntRange(min = 1, max = 4) int nBest,
            @ForAll @IntRange(min = 1, max = 8) int minLength,
            @ForAll @IntRange(max = 9) int photo) {
        // Six content words with their plurals apart and six function words: twelve places can be filled.
        DecodingOptions options =
                new DecodingOptions(strategy, nBest, Constraints.NONE.ofLength(minLength, 9), Repetition.AVOIDED);
        for (Sentence sentence : GENERATOR.generate(photo(photo), plan(options))) {
            List<String> words = words(sentence);
            List<String> content =
                    words.stream().filter(word -> !FunctionWords.contains(word)).toList();
            assertThat(content.stream().map(DecodingPropertiesTest::singular).toList())
                    .doesNotHaveDuplicates();
            for (int i = 0; i + 1 < words.size(); i++) {
                assertThat(words.get(i)).isNotEqualTo(words.get(i + 1));
            }
            for (int i = 0; i + 3 <= words.size(); i++) {
                List<String> phrase = words.subList(i, i + 3);
                assertThat(Collections.lastIndexOfSubList(words, phrase)).isEqualTo(i);
            }
        }
    }

    private static String singular(String word) {
        return switch (word) {
            case "dogs" -> "dog";
            case "cats" -> "cat";
            case "boxes" -> "box";
            default -> word;
        };
    }

    @Property(tries = 1000, seed = "3", edgeCases = EdgeCasesMode.NONE)
    void theScoreOfASentenceIsWhatScoringItGives(
            @ForAll("possibleRequests") DecodingOptions options, @ForAll @IntRange(max = 9) int number) {
        EncodedPhoto photo = photo(number);
        List<Sentence> found = GENERATOR.generate(photo, plan(options));
        List<Sentence> scored =
                GENERATOR.score(photo, found.stream().map(Sentence::ids).toList(), Vocabulary.START);
        for (int i = 0; i < found.size(); i++) {
            assertSameWords(scored.get(i), found.get(i));
            if (!found.get(i).truncated()) {
                assertThat(scored.get(i).end()).isEqualTo(found.get(i).end());
                assertThat(scored.get(i).logProbability())
                        .isEqualTo(found.get(i).logProbability());
            }
        }
        Statistics.collect(found.get(0).truncated());
        Statistics.coverage(coverage -> coverage.check(false).percentage(share -> share > 25));
    }

    /**
     * A search of a joint decoding.
     *
     * @param pause steps between the previous admission and this one
     * @param evictedAfter steps after which the search is evicted if it is not finished
     */
    private record Admission(DecodingOptions options, int photo, int pause, int evictedAfter) {}

    @Provide
    Arbitrary<List<Admission>> admissions() {
        Arbitrary<Integer> evictedAfter = Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Integer.MAX_VALUE)),
                Tuple.of(1, Arbitraries.integers().between(0, 8)));
        return Combinators.combine(
                        possibleRequests(),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 3),
                        evictedAfter)
                .as(Admission::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    @Property(tries = 100, seed = "4", edgeCases = EdgeCasesMode.NONE)
    void searchesThatAreAdmittedAndEvictedFindWhatTheyFindAlone(@ForAll("admissions") List<Admission> admissions) {
        JointDecoding decoding = new JointDecoding(DECODER, 15);
        List<JointDecoding.Member> together = new ArrayList<>();
        List<Integer> ages = new ArrayList<>();
        Set<JointDecoding.Member> evicted = new HashSet<>();
        int waited = 0;
        while (together.size() < admissions.size() || decoding.inFlight() > 0) {
            while (together.size() < admissions.size()
                    && waited >= admissions.get(together.size()).pause()) {
                Admission next = admissions.get(together.size());
                together.add(
                        decoding.admit(photo(next.photo()), plan(next.options()).newSearch()));
                ages.add(0);
                waited = 0;
            }
            for (int i = 0; i < together.size(); i++) {
                JointDecoding.Member member = together.get(i);
                if (!member.finished() && ages.get(i) >= admissions.get(i).evictedAfter()) {
                    member.evict();
                    evicted.add(member);
                }
            }
            decoding.step();
            ages.replaceAll(age -> age + 1);
            waited++;
        }
        for (int i = 0; i < together.size(); i++) {
            Admission admission = admissions.get(i);
            if (!evicted.contains(together.get(i))) {
                assertSame(
                        together.get(i).sentences(),
                        GENERATOR.generate(photo(admission.photo()), plan(admission.options())));
            }
        }
        Statistics.collect(!evicted.isEmpty());
        Statistics.coverage(coverage -> {
            coverage.check(true).percentage(share -> share > 10);
            coverage.check(false).percentage(share -> share > 5);
        });
    }

    @Property(tries = 10, seed = "5", edgeCases = EdgeCasesMode.NONE)
    void manyPhotosGiveWhatEachGivesAlone(
            @ForAll("possibleRequests") DecodingOptions options, @ForAll @IntRange(min = 1, max = 80) int count) {
        List<RegionFeatures> photos = IntStream.range(0, count)
                .mapToObj(i -> RandomNetworks.photo(2, SHAPE.channels(), i))
                .toList();
        DecodingPlan plan = plan(options);

        List<List<Sentence>> all = GENERATOR.generateAll(photos, plan);

        assertThat(all).hasSize(count);
        for (int i = 0; i < count; i++) {
            assertSame(all.get(i), GENERATOR.generate(DECODER.look(photos.get(i)), plan));
        }
    }

    private static void assertSame(List<Sentence> found, List<Sentence> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertSameWords(found.get(i), expected.get(i));
            assertThat(found.get(i).end()).isEqualTo(expected.get(i).end());
        }
    }

    private static void assertSameWords(Sentence found, Sentence expected) {
        assertThat(found.ids()).isEqualTo(expected.ids());
        for (int i = 0; i < found.words().size(); i++) {
            assertThat(found.words().get(i).logProbability())
                    .isEqualTo(expected.words().get(i).logProbability());
            assertThat(found.words().get(i).attention())
                    .isEqualTo(expected.words().get(i).attention());
        }
    }

    private static EncodedPhoto photo(int number) {
        return DECODER.look(RandomNetworks.photo(2, SHAPE.channels(), number));
    }

    private static DecodingPlan plan(DecodingOptions options) {
        return new DecodingPlan(options, VOCABULARY);
    }

    private static Optional<DecodingPlan> planOrRejection(DecodingOptions options) {
        try {
            return Optional.of(plan(options));
        } catch (ConstraintException e) {
            assertThat(e).hasMessageNotContaining("null");
            return Optional.empty();
        }
    }

    /** Requests with constraints that some caption of the vocabulary can meet. */
    @Provide
    Arbitrary<DecodingOptions> possibleRequests() {
        return requests().filter(options -> planOrRejection(options).isPresent());
    }

    @Provide
    Arbitrary<DecodingOptions> requests() {
        return Combinators.combine(
                        strategies(),
                        Arbitraries.integers().between(1, 4),
                        constraints(),
                        Arbitraries.of(Repetition.AVOIDED, Repetition.ALLOWED))
                .as(DecodingOptions::new);
    }

    private static Arbitrary<Constraints> constraints() {
        Arbitrary<String> excluded =
                Arbitraries.frequencyOf(Tuple.of(9, phrase(1, 1)), Tuple.of(1, Arbitraries.just("zebra")));
        return Combinators.combine(
                        phrase(1, 3).list().ofMaxSize(3),
                        excluded.list().ofMaxSize(7),
                        phrase(0, 3),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(1, 9))
                .as((include, exclude, prefix, one, other) ->
                        new Constraints(include, exclude, prefix, Math.min(one, other), Math.max(one, other)));
    }

    private static Arbitrary<String> phrase(int minWords, int maxWords) {
        return Arbitraries.integers()
                .between(Vocabulary.SPECIALS, VOCABULARY.size() - 1)
                .map(VOCABULARY::token)
                .list()
                .ofMinSize(minWords)
                .ofMaxSize(maxWords)
                .map(words -> String.join(" ", words));
    }

    @Provide
    Arbitrary<Strategy> strategies() {
        Arbitrary<Strategy> beam = Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.doubles().between(0, 2))
                .as(Strategy.Beam::new);
        Arbitrary<Strategy> sampling = Combinators.combine(
                        Arbitraries.doubles().between(0.2, 2.2),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.doubles().between(0.1, 1),
                        Arbitraries.longs())
                .as(Strategy.Sampling::new);
        return Arbitraries.oneOf(Arbitraries.just(Strategy.greedy()), beam, sampling);
    }

    private static List<String> words(Sentence sentence) {
        return sentence.ids().stream().map(VOCABULARY::token).toList();
    }
}

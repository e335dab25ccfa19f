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
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of random requests to a random network: what is promised holds for every one. */
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

    @Test
    void constraintsHoldOrAreRefused() {
        Random random = new Random(1);
        int refused = 0;
        for (int trial = 0; trial < 6000; trial++) {
            DecodingOptions options = randomOptions(random);
            DecodingPlan plan;
            try {
                plan = plan(options);
            } catch (ConstraintException e) {
                assertThat(e).hasMessageNotContaining("null");
                refused++;
                continue;
            }
            List<Sentence> sentences = GENERATOR.generate(photo(trial % 10), plan);
            assertThat(sentences).as("%s", options).isNotEmpty().hasSizeLessThanOrEqualTo(options.nBest());
            assertThat(new HashSet<>(sentences.stream().map(Sentence::ids).toList()))
                    .hasSameSizeAs(sentences);
            for (Sentence sentence : sentences) {
                assertKept(options.constraints(), sentence);
            }
        }
        assertThat(refused).isBetween(500, 4500);
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

    @Test
    void wordsAreRepeatedOnlyWhereConstraintsAskForIt() {
        Random random = new Random(2);
        for (int trial = 0; trial < 2000; trial++) {
            // Six content words with their plurals apart and six function words: twelve places can be filled.
            DecodingOptions options = new DecodingOptions(
                    randomStrategy(random),
                    1 + random.nextInt(4),
                    Constraints.NONE.ofLength(1 + random.nextInt(8), 9),
                    Repetition.AVOIDED);
            for (Sentence sentence : GENERATOR.generate(photo(trial % 10), plan(options))) {
                List<String> words = words(sentence);
                List<String> content = words.stream()
                        .filter(word -> !FunctionWords.contains(word))
                        .toList();
                assertThat(content.stream()
                                .map(DecodingPropertiesTest::singular)
                                .toList())
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
    }

    private static String singular(String word) {
        return switch (word) {
            case "dogs" -> "dog";
            case "cats" -> "cat";
            case "boxes" -> "box";
            default -> word;
        };
    }

    @Test
    void theScoreOfASentenceIsWhatScoringItGives() {
        Random random = new Random(3);
        int compared = 0;
        for (int trial = 0; trial < 1500; trial++) {
            EncodedPhoto photo = photo(trial % 10);
            List<Sentence> found;
            try {
                found = GENERATOR.generate(photo, plan(randomOptions(random)));
            } catch (ConstraintException e) {
                continue;
            }
            List<Sentence> scored =
                    GENERATOR.score(photo, found.stream().map(Sentence::ids).toList());
            for (int i = 0; i < found.size(); i++) {
                assertSameWords(scored.get(i), found.get(i));
                if (!found.get(i).truncated()) {
                    assertThat(scored.get(i).end()).isEqualTo(found.get(i).end());
                    assertThat(scored.get(i).logProbability())
                            .isEqualTo(found.get(i).logProbability());
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    @Test
    void searchesThatAreAdmittedAndEvictedFindWhatTheyFindAlone() {
        Random random = new Random(4);
        for (int trial = 0; trial < 60; trial++) {
            JointDecoding decoding = new JointDecoding(DECODER, 15);
            List<JointDecoding.Member> together = new ArrayList<>();
            List<List<Sentence>> alone = new ArrayList<>();
            Set<JointDecoding.Member> evicted = new HashSet<>();
            while (together.size() < 15 || decoding.inFlight() > 0) {
                if (together.size() < 15 && random.nextInt(2) == 0) {
                    DecodingPlan plan = randomPlan(random);
                    EncodedPhoto photo = photo(random.nextInt(10));
                    alone.add(GENERATOR.generate(photo, plan));
                    together.add(decoding.admit(photo, plan.newSearch()));
                }
                if (!together.isEmpty() && random.nextInt(12) == 0) {
                    JointDecoding.Member member = together.get(random.nextInt(together.size()));
                    if (!member.finished()) {
                        member.evict();
                        evicted.add(member);
                    }
                }
                decoding.step();
            }
            for (int i = 0; i < together.size(); i++) {
                if (!evicted.contains(together.get(i))) {
                    assertSame(together.get(i).sentences(), alone.get(i));
                }
            }
        }
    }

    @Test
    void manyPhotosGiveWhatEachGivesAlone() {
        List<RegionFeatures> photos = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            photos.add(RandomNetworks.photo(2, SHAPE.channels(), i));
        }
        Random random = new Random(5);
        for (int trial = 0; trial < 5; trial++) {
            DecodingPlan plan = randomPlan(random);
            List<List<Sentence>> all = GENERATOR.generateAll(photos, plan);
            assertThat(all).hasSize(80);
            for (int i = 0; i < 80; i++) {
                assertSame(all.get(i), GENERATOR.generate(DECODER.look(photos.get(i)), plan));
            }
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

    private static DecodingPlan randomPlan(Random random) {
        while (true) {
            try {
                return plan(randomOptions(random));
            } catch (ConstraintException refused) {
                // draw again
            }
        }
    }

    private static DecodingOptions randomOptions(Random random) {
        int max = 1 + random.nextInt(9);
        int min = 1 + random.nextInt(max);
        List<String> include = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            include.add(phrase(random, 1 + random.nextInt(3)));
        }
        List<String> exclude = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            exclude.add(random.nextInt(10) == 0 ? "zebra" : phrase(random, 1));
        }
        String prefix = phrase(random, random.nextInt(4));
        Repetition repetition = random.nextBoolean() ? Repetition.AVOIDED : Repetition.ALLOWED;
        return new DecodingOptions(
                randomStrategy(random),
                1 + random.nextInt(4),
                new Constraints(include, exclude, prefix, min, max),
                repetition);
    }

    private static Strategy randomStrategy(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Strategy.greedy();
            case 1 ->
                new Strategy.Beam(
                        1 + random.nextInt(6), random.nextDouble(), 1 + random.nextInt(3), 2 * random.nextDouble());
            default ->
                new Strategy.Sampling(
                        0.2 + 2 * random.nextDouble(),
                        random.nextInt(10),
                        1 - 0.9 * random.nextDouble(),
                        random.nextLong());
        };
    }

    private static String phrase(Random random, int length) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            words.add(VOCABULARY.token(Vocabulary.SPECIALS + random.nextInt(VOCABULARY.size() - Vocabulary.SPECIALS)));
        }
        return String.join(" ", words);
    }

    private static List<String> words(Sentence sentence) {
        return sentence.ids().stream().map(VOCABULARY::token).toList();
    }
}

package dev.captioner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CiderTest {
    private static final Map<String, List<List<String>>> REFERENCES = Map.of(
            "dog.jpg", List.of(words("a dog runs over the grass"), words("a brown dog runs")),
            "cat.jpg", List.of(words("a cat sleeps in the sun")));

    private final Cider<String> cider = new Cider<>(REFERENCES);

    @Test
    void theOnlyReferenceScoresTenAndNothingSharedScoresZero() {
        assertThat(cider.score("cat.jpg", words("a cat sleeps in the sun"))).isCloseTo(10, within(1e-12));
        assertThat(cider.score("cat.jpg", words("green ideas"))).isZero();
        assertThat(cider.score("cat.jpg", List.of())).isZero();
    }

    /** N = 2: a word weighs ln 2 when one photo's references have it and 0 when both do. */
    @Test
    void aWordInEveryPhotosReferencesWeighsNothing() {
        assertThat(cider.score("cat.jpg", words("a"))).isZero();
        assertThat(cider.score("cat.jpg", words("the"))).isZero();
        // cat: hypothesis vector {cat}, reference {cat sleeps in sun}: cosine 1/2 for n = 1, 0 for longer; lengths
        // differ by 5.
        assertThat(cider.score("cat.jpg", words("cat"))).isCloseTo(10 * 0.5 / 4 * Math.exp(-25 / 72.0), within(1e-12));
    }

    @Test
    void sayingAWordOftenerThanTheReferenceGainsNothing() {
        // h = {cat: 2 ln 2}, clipped to ln 2; |h| = 2 ln 2, |r| = 2 ln 2: cosine 1/4; lengths differ by 4.
        assertThat(cider.score("cat.jpg", words("cat cat")))
                .isCloseTo(10 * 0.25 / 4 * Math.exp(-16 / 72.0), within(1e-12));
    }

    @Test
    void aSinglePhotoHasNoRareWords() {
        Cider<String> single = new Cider<>(Map.of("a.jpg", List.of(words("a dog"))));

        assertThat(single.score("a.jpg", words("a dog"))).isZero();
    }

    @Test
    void idsOfWordsScoreAsWordsDo() {
        Cider<Integer> ofIds = new Cider<>(Map.of(
                "dog.jpg", List.of(List.of(1, 2, 3, 4, 5, 6), List.of(1, 7, 2, 3)),
                "cat.jpg", List.of(List.of(1, 8, 9, 10, 5, 11))));

        assertThat(ofIds.score("dog.jpg", List.of(1, 7, 2, 12, 5, 6)))
                .isEqualTo(cider.score("dog.jpg", words("a brown dog walks the grass")))
                .isPositive();
    }

    @Test
    void manyThreadsGetTheSameScore() {
        double alone = cider.score("dog.jpg", words("a brown dog on the grass"));

        assertThat(IntStream.range(0, 10_000)
                        .parallel()
                        .mapToDouble(round -> cider.score("dog.jpg", words("a brown dog on the grass"))))
                .containsOnly(alone);
    }

    @Test
    void aPhotoWithoutReferencesIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cider.score("cow.jpg", words("a cow")))
                .withMessageContaining("'cow.jpg' has no references");
    }

    private static List<String> words(String sentence) {
        return List.of(sentence.split(" "));
    }
}

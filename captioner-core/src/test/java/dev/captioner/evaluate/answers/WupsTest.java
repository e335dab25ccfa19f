package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** By hand, on a small taxonomy; the values of the authors' program on WordNet are held where WordNet is, in captioner-cli. */
class WupsTest {
    private static final Map<Set<String>, Double> SIMILARITIES =
            Map.of(Set.of("cup", "mug"), 0.95, Set.of("cup", "lamp"), 0.6, Set.of("mug", "lamp"), 0.5);
    private static final Taxonomy TAXONOMY =
            (word, other) -> word.equals(other) ? 1 : SIMILARITIES.getOrDefault(Set.of(word, other), 0.0);

    @Test
    void similarityBelowTheThresholdCountsATenth() {
        assertThat(new Wups(TAXONOMY, 0.9).score("cup", "mug")).isEqualTo(0.95);
        assertThat(new Wups(TAXONOMY, 0.9).score("cup", "lamp")).isCloseTo(0.06, within(1e-12));
        assertThat(new Wups(TAXONOMY, 0.0).score("cup", "lamp")).isEqualTo(0.6);
    }

    @Test
    void theSameWordsCountInFullThoughTheTaxonomyDoesNotKnowThem() {
        assertThat(new Wups(TAXONOMY, 0.9).score("Tissue_roll", "tissue roll")).isOne();
        assertThat(new Wups(TAXONOMY, 0.9).score("tissue_roll", "cup")).isZero();
    }

    @Test
    void setsAreComparedWithoutOrderAndBothWays() {
        Wups wups = new Wups(TAXONOMY, 0.0);

        assertThat(wups.score("cup, lamp", "lamp,cup")).isOne();
        assertThat(wups.score("cup, lamp", "mug")).isCloseTo(0.95 * 0.5, within(1e-12));
        assertThat(wups.score("cup", "mug, lamp")).isCloseTo(0.95 * 0.6, within(1e-12));
    }

    @Test
    void ofSeveralHumanAnswersTheMeanCounts() {
        assertThat(new Wups(TAXONOMY, 0.0).score(List.of("cup", "mug", "mug", "x"), "mug"))
                .isCloseTo((0.95 + 1 + 1 + 0) / 4, within(1e-12));
    }

    @Test
    void theThresholdIsAShare() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wups(TAXONOMY, 1.5))
                .withMessageContaining("found 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wups(TAXONOMY, 0.9).score(List.of(), "mug"))
                .withMessageContaining("at least one human answer to judge 'mug'");
    }
}

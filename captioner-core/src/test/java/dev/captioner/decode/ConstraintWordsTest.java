package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.text.Vocabulary;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintWordsTest {
    private static final Vocabulary VOCABULARY =
            Vocabulary.ofWords(List.of("a", "dog", "dogs", "frog", "red", "car", "on", "grass"));

    @Test
    void readsWordsAndPhrasesAsSentencesAreRead() {
        ConstraintWords words = ConstraintWords.of(
                Constraints.NONE.including("Red  CAR!", "dog").beginning("A"), VOCABULARY);
        assertThat(words.required()).containsExactly(List.of(8, 9), List.of(5));
        assertThat(words.prefix()).containsExactly(4);
    }

    @Test
    void namesAWordThatTheModelDoesNotKnowAndWordsSpeltLikeIt() {
        refused(Constraints.NONE.including("dpg"), "'dpg'", "does not know the word 'dpg'; it knows dog");
        refused(Constraints.NONE.including("red dogz"), "'dogz'; it knows dog, dogs");
        refused(Constraints.NONE.including("xylophone"), "does not know the word 'xylophone'");
        refused(Constraints.NONE.beginning("a frogg"), "cannot begin with 'a frogg'", "'frogg'; it knows frog");
        refused(Constraints.NONE.including("<unk>"), "does not know the word 'unk'");
    }

    @Test
    void excludingAWordThatTheModelDoesNotKnowIsNoContradiction() {
        assertThat(ConstraintWords.of(Constraints.NONE.excluding("zebra", "Dog"), VOCABULARY)
                        .excluded())
                .containsExactly(5);
    }

    @Test
    void refusesContradictionsWithTheReason() {
        refused(
                Constraints.NONE.including("red dog").excluding("dog"),
                "'dog' is excluded and must appear in 'red dog'");
        refused(
                Constraints.NONE.beginning("a dog").excluding("dog"),
                "'dog' is excluded and is part of the beginning 'a dog'");
        refused(Constraints.NONE.excluding("red car"), "only single words can be excluded");
        refused(Constraints.NONE.including("?!"), "cannot include '?!': it has no word");
        refused(Constraints.NONE.excluding(""), "cannot exclude '': it has no word");
        refused(
                Constraints.NONE.excluding("a", "dog", "dogs", "frog", "red", "car", "on", "grass"),
                "every word of the vocabulary is excluded");
    }

    @Test
    void refusesMoreWordsThanThereArePlacesFor() {
        refused(Constraints.NONE.including("red car", "dog").ofLength(1, 2), "need 3 places", "maximum length of 2");
        refused(
                Constraints.NONE.including("red car").beginning("a dog").ofLength(1, 3),
                "need 2 places after the 2 of the beginning, more than the maximum length of 3 leaves");
        refused(Constraints.NONE.beginning("a dog on grass").ofLength(1, 3), "has 4 words");
        // The beginning may have some of them already, and a phrase within another needs no places of its own.
        ConstraintWords.of(
                Constraints.NONE.including("red car", "car").beginning("a red").ofLength(1, 3), VOCABULARY);
        assertThatThrownBy(() -> Constraints.NONE.ofLength(5, 4)).hasMessageContaining("minimum length of 5");
        assertThatThrownBy(() -> Constraints.NONE.ofLength(0, 4))
                .hasMessageContaining("minLength to be a whole number from 1");
        assertThatThrownBy(() -> Constraints.NONE.ofLength(1, 101)).hasMessageContaining("from 1 to 100");
    }

    private static void refused(Constraints constraints, String... reasons) {
        assertThatThrownBy(() -> ConstraintWords.of(constraints, VOCABULARY))
                .isInstanceOf(ConstraintException.class)
                .hasMessageContainingAll(reasons);
    }
}

package dev.captioner.train.questions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NounGroupsTest {
    private static final NounGroups GROUPS = NounGroups.english();

    @ParameterizedTest
    @CsvSource({
        "dog, dog",
        "dog, puppy",
        "puppy, hound",
        "animal, puppy",
        "poodle, animal",
        "person, girl",
        "people, toddler",
        "man, guy",
        "child, boy",
        "bike, bicycle",
        "vehicle, taxi",
        "couch, sofa",
        "unheard, unheard"
    })
    void oneMayStandForTheOther(String noun, String other) {
        assertThat(GROUPS.related(noun, other)).isTrue();
        assertThat(GROUPS.related(other, noun)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"dog, cat", "man, woman", "boy, girl", "car, dog", "person, dog", "beach, tree", "unheard, dog"})
    void neitherStandsForTheOther(String noun, String other) {
        assertThat(GROUPS.related(noun, other)).isFalse();
        assertThat(GROUPS.related(other, noun)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"wave, surfer", "tree, forest", "bathroom, sink"})
    void oneMakesTheOtherLikely(String noun, String other) {
        assertThat(GROUPS.related(noun, other)).isFalse();
        assertThat(GROUPS.associated(noun, other)).isTrue();
        assertThat(GROUPS.associated(other, noun)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"man, person", "girl, female", "fisherman, male", "poodle, dog"})
    void everyOneIsTheOther(String noun, String general) {
        assertThat(GROUPS.isA(noun, general)).isTrue();
    }
}

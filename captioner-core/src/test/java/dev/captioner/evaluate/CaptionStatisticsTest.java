package dev.captioner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.text.CaptionFile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptionStatisticsTest {
    @Test
    void captionsAndWordsAreCounted() {
        CaptionStatistics statistics =
                CaptionStatistics.of(List.of("A dog runs .", "a dog runs", "Two dogs run in the snow ."));

        assertThat(statistics.captions()).isEqualTo(3);
        assertThat(statistics.distinct()).isEqualTo(2);
        assertThat(statistics.vocabulary()).isEqualTo(9);
        assertThat(statistics.wordsPerCaption()).isEqualTo(4);
        assertThat(statistics.unseen()).isEmpty();
    }

    @Test
    void captionsOfTheTrainingDataAreSeenWhateverTheirPunctuation() {
        CaptionStatistics statistics =
                CaptionStatistics.of(List.of("a dog runs", "a cat sleeps"), List.of("A dog runs .", "A cow ."));

        assertThat(statistics.unseen()).hasValue(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a dog and another dog", "a man in a red shirt and red shorts", "Dog bites dog ."})
    void aContentWordSaidTwiceIsARepetition(String caption) {
        assertThat(CaptionStatistics.of(List.of(caption)).repeating()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a man in a hat is in the water", "the dog and the cat", "two dogs and a dog", ""})
    void functionWordsMayComeAgain(String caption) {
        assertThat(CaptionStatistics.of(List.of(caption)).repeating()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "a kitchen with a refrigerator and a refrigerator, 1",
        "a boy in a blue shirt and a blue shirt is standing, 1",
        "a white and white dog, 1",
        "a man and another man, 1",
        "a brown dog and a white dog, 0",
        "side by side, 0",
        "he is in and in, 0",
        "and, 0",
        "a dog and, 0",
        "a dog and a, 0"
    })
    void equalPhrasesOnBothSidesOfAndAreDoubling(String caption, double doubling) {
        assertThat(CaptionStatistics.of(List.of(caption)).doubling()).isEqualTo(doubling);
    }

    @Test
    void nothingToDescribeIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaptionStatistics.of(List.of()))
                .withMessageContaining("at least one caption");
    }

    @ParameterizedTest
    @CsvSource({"flickr8k, 0.078", "coco, 0.061"})
    @Tag(TestTags.DATA)
    void peopleRepeatAContentWordInAboutOneCaptionOfThirteen(String name, double share) throws IOException {
        List<String> captions = CaptionFile.read(SharedData.require(name + "/captions.tsv")).lines().stream()
                .map(CaptionFile.Line::caption)
                .toList();

        CaptionStatistics statistics = CaptionStatistics.of(captions);

        assertThat(statistics.repeating()).isCloseTo(share, within(0.001));
        assertThat(statistics.doubling()).isLessThan(0.001);
    }
}

package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.text.QuestionText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees first: the published model on the photos of the samples folder. */
class PublishedModelTest {
    private static Captioner captioner;

    @BeforeAll
    static void load() {
        captioner = Captioner.load(Path.of("../pretrained/captions"));
    }

    @AfterAll
    static void close() {
        captioner.close();
    }

    private static Photo sample(String name) {
        return new PhotoReader().read(Path.of("../samples", name + ".jpg"));
    }

    @ParameterizedTest
    @CsvSource({
        "chelsea, How many cats are there?, 1",
        "chelsea, Is it a photo of a building?, no",
        "coffee, Is there a cup?, yes",
        "flower, Is there a car?, no",
        "china, Is there a building?, yes",
        "china, Is it a tower?, yes",
        "rocket, Is there a cat?, no",
    })
    void answersAQuestionAboutASample(String photo, String question, String answer) {
        assertThat(captioner.ask(sample(photo), question).best().text()).isEqualTo(answer);
    }

    /** These the photo has to answer: the same model, asked without it, says something else. */
    @ParameterizedTest
    @CsvSource({
        "chelsea, What animal is this?, cat",
        "chelsea, What is the cat doing?, sitting",
        "chelsea, Is there a dog?, no",
        "coffee, What is on the table?, cup",
        "coffee, What color is the table?, brown",
        "china, Is this indoors?, no",
        "astronaut, Is there a flag?, yes",
    })
    void looksAtThePhoto(String photo, String question, String answer) {
        List<Answer> blind = captioner
                .prunedAnswering()
                .best(List.of(captioner.withheldPhoto()), List.of(QuestionText.of(question)));

        assertThat(captioner.ask(sample(photo), question).best().text()).isEqualTo(answer);
        assertThat(blind.get(0).text()).isNotEqualTo(answer);
    }

    @Test
    void sixSamplesGetSixCaptions() {
        assertThat(List.of("astronaut", "chelsea", "china", "coffee", "flower", "rocket").stream()
                        .map(name -> captioner.caption(sample(name)).text()))
                .doesNotHaveDuplicates()
                .hasSize(6);
    }
}

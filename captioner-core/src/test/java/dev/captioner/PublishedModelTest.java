package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.decode.DecodingOptions;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.testing.TestTags;
import dev.captioner.text.QuestionException;
import dev.captioner.text.QuestionText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What a user sees first: the published model on the photos of the samples folder. */
@Tag(TestTags.SLOW)
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
        "chelsea, Is there a cat?, yes",
        "chelsea, Do you see any cats?, yes",
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

    /** In JSON, which has every number of a reply. */
    @Test
    void manyQuestionsAboutManyPhotosGetTheRepliesOfEachAlone() {
        List<Photo> photos = List.of(sample("chelsea"), sample("coffee"), sample("rocket"));
        List<String> questions = List.of("What animal is this?", "Is there a cup?", "What color is it?", "?a");
        JsonMapper json = new JsonMapper();

        for (AnswerOptions options :
                List.of(AnswerOptions.DEFAULT, AnswerOptions.among("a cat", "a cup"), AnswerOptions.freely())) {
            List<List<Reply>> alone = photos.stream()
                    .map(photo -> questions.stream()
                            .map(question -> captioner.ask(photo, question, options))
                            .toList())
                    .toList();

            assertThat(json.writeValueAsString(captioner.askAll(photos, questions, options)))
                    .isEqualTo(json.writeValueAsString(alone));
        }
        assertThat(json.writeValueAsString(captioner.askAll(photos, questions)))
                .isEqualTo(json.writeValueAsString(captioner.askAll(photos, questions, AnswerOptions.DEFAULT)));
    }

    @Test
    void anEncodedPhotoGetsWhatThePhotoGets() {
        Photo photo = sample("coffee");
        EncodedPhoto encoded = captioner.look(photo);
        DecodingOptions options = captioner.defaults().withBest(3);
        List<String> sentences = List.of("a cup on a table", "a dog");
        JsonMapper json = new JsonMapper();

        assertThat(json.writeValueAsString(captioner.captions(encoded, options)))
                .isEqualTo(json.writeValueAsString(captioner.captions(photo, options)));
        assertThat(json.writeValueAsString(captioner.ask(encoded, "What is it?", AnswerOptions.DEFAULT)))
                .isEqualTo(json.writeValueAsString(captioner.ask(photo, "What is it?")));
        assertThat(json.writeValueAsString(captioner.score(encoded, sentences)))
                .isEqualTo(json.writeValueAsString(captioner.score(photo, sentences)));
    }

    @Test
    void aBadQuestionAmongManyIsRejected() {
        assertThatThrownBy(() -> captioner.askAll(List.of(sample("chelsea")), List.of("Is there a cat?", "42")))
                .isInstanceOf(QuestionException.class)
                .hasMessageStartingWith("the question has no letters");
    }

    @Test
    void sixSamplesGetSixCaptions() {
        assertThat(List.of("astronaut", "chelsea", "china", "coffee", "flower", "rocket").stream()
                        .map(name -> captioner.caption(sample(name)).text()))
                .doesNotHaveDuplicates()
                .hasSize(6);
    }
}

package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceQuestionTest {
    @ParameterizedTest
    @CsvSource({
        "Is there a cat?, cat",
        "is there any water in this picture, water",
        "Are there dogs?, dogs",
        "are there any boats visible in the photo?, boats",
        "Can you see a cat?, cat",
        "do you see an umbrella in the image?, umbrella",
        "Is a kite visible?, kite",
        "Does the photo show a train?, train",
        "Please tell me if there is a cat, cat",
        "Is there a cat? Answer yes or no., cat"
    })
    void oneThing(String question, String thing) {
        assertThat(PresenceQuestion.thing(QuestionText.of(question))).contains(thing);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is there a black cat?",
                "Is there another cat?",
                "Is there no cat?",
                "Isn't there a cat?",
                "Is there a cat on the sofa?",
                "Is there more than one cat?",
                "Is there a cat or a dog?",
                "Is this a cat?",
                "Is the cat asleep?",
                "Is there it?",
                "What is there?"
            })
    void anythingElse(String question) {
        assertThat(PresenceQuestion.thing(QuestionText.of(question))).isEmpty();
    }
}

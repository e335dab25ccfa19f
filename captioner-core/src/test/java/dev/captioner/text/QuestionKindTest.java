package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionKindTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is there a dog?",
                "are there any people",
                "Are there any cats or dogs in the picture?",
                "Is there a bus or a tram on the road?",
                "Can you see a boat?",
                "Could this be a harbour?",
                "Does the boy wear a hat?",
                "Do they look happy?",
                "Has it rained?",
                "Isn't it cold there?",
                "Isn’t that a horse?",
                "Is the wall the color of the door?",
                "Is the number of chairs odd?",
                "Is this what a zebra looks like?",
                "Is he hungry or not?",
                "Was this taken at night?",
                "Will the ball be caught?",
                "Do you know whether it is raining?",
                "Please tell me if there is a cat",
                "so, is anybody swimming?"
            })
    void yesOrNo(String question) {
        assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.YES_NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How many dogs are there?",
                "how many red chairs are in this picture",
                "What number of people is on the boat?",
                "What is the number of lamps?",
                "number of windows?",
                "In this picture, how many birds fly?",
                "can you tell me how many cups are on the table?",
                "Count the sheep.",
                "how many colors does the kite have?",
                "what is the count of bottles?",
                "HOW MANY WHEELS DOES IT HAVE???"
            })
    void counting(String question) {
        assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.COUNTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What color is the cat?",
                "what is the colour of the curtain behind the sofa?",
                "what is colour of the rug?",
                "which colour is the boat?",
                "What colors are the flowers?",
                "what are the colours of the cushions?",
                "What's the color of her coat?",
                "what hair color does the girl have?",
                "Of what color is the sky?",
                "tell me what color the door is",
                "What color shirt is he wearing?",
                "what two colors is the flag?"
            })
    void colour(String question) {
        assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.COLOUR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is the man riding?",
                "what is on the left side of the bed?",
                "what is the white color object on the shelf?",
                "what are stuck on the wall?",
                "What kind of bird is it?",
                "Which animal is bigger?",
                "Who is holding the umbrella?",
                "Whose hat is that?",
                "the boy is kicking what?",
                "What room is this?",
                "What number is on the bus?",
                "What time is it?",
                "what's behind the tree?",
                "what is the largest object?",
                "do you know what this is?"
            })
    void what(String question) {
        assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.WHAT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Where is the dog?",
                "where are the towels kept?",
                "where's the ball",
                "In which room is the piano?",
                "in what city was this taken?",
                "At which place are they sitting?",
                "On what street is the bus?",
                "could you please tell me where the key is?",
                "From where does the train come?"
            })
    void where(String question) {
        assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.WHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is it a cat or a dog?",
                "Is the man sitting or standing?",
                "Are there more cups or plates?",
                "Why is she laughing?",
                "How old is the man?",
                "How is the weather, and what does it mean?",
                "When was this?",
                "describe the photo",
                "Колесо?",
                "고양이가 있나요?",
                "",
                "???"
            })
    void other(String question) {
        assertThat(QuestionKind.of(question)).isEqualTo(QuestionKind.OTHER);
    }

    @Test
    void longInputHasAKindAsWell() {
        assertThat(QuestionKind.of("what is the color of ".repeat(20_000))).isEqualTo(QuestionKind.COLOUR);
        assertThat(QuestionKind.of("the ".repeat(20_000))).isEqualTo(QuestionKind.OTHER);
        assertThat(QuestionKind.of("please ".repeat(20_000))).isEqualTo(QuestionKind.OTHER);
    }
}

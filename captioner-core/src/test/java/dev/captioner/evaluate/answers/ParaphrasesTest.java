package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParaphrasesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Is there a red ball?          | can you see a red ball?
            Is there a red ball?          | is a red ball visible?
            Can you see an elephant ?     | is there an elephant?
            is there a man in the water?  | do you see a man in the water?
            Are there any people?         | are any people visible?
            Is this a beach?              | is that a beach?
            How many dogs are there?      | what is the number of dogs?
            What is the number of dogs?   | how many dogs can you see?
            how many chairs are on the right side of the table? | how many chairs do you see on the right side of the table?
            What color is the bench?      | what is the color of the bench?
            what is the color of the bus? | what color is the bus?
            what color is the building?   | which color is the building?
            What color are the chairs?    | which color are the chairs?
            What is the man doing?        | can you tell what the man is doing?
            what is on the desk?          | what do you see on the desk?
            What kind of animal is this?  | what type of animal is this?
            Where is the cat?             | where do you see the cat?
            """)
    void commonFormsAreReworded(String question, String reworded) {
        assertThat(Paraphrases.of(question)).contains(reworded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "is there a dog?", "are there any dogs?", "how many dogs are there?", "what color is the dog?",
                "what is the dog doing?", "what is on the desk?", "where is the dog?", "what kind of dog is this?"
            })
    void rewordingsDifferAndLeadBackToTheQuestion(String question) {
        List<String> rewordings = Paraphrases.of(question);

        assertThat(rewordings).isNotEmpty().doesNotHaveDuplicates().doesNotContain(question);
        assertThat(rewordings)
                .allSatisfy(reworded -> assertThat(Paraphrases.of(reworded)).contains(question));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "what color is the man wearing?",
                "what is the color of the chairs?",
                "what is the number of the bus?",
                "is the man tall?",
                "why?",
                "",
                "?",
                "is there a"
            })
    void questionsWhoseMeaningARewordingMightChangeAreLeftAlone(String question) {
        assertThat(Paraphrases.of(question)).isEmpty();
    }

    @Test
    void aMansPositionIsNotMadeVisible() {
        assertThat(Paraphrases.of("is there a man in the water?")).noneMatch(reworded -> reworded.endsWith("visible?"));
    }

    @ParameterizedTest
    @CsvSource({"daquar, daquar, 0.543", "coco, vaq2.0, 0.718", "coco, vqav2, 0.341"})
    @Tag(TestTags.DATA)
    void manyQuestionsOfTheDataSetsAreOfAKnownForm(String folder, String source, double share) throws IOException {
        List<String> questions;
        try (Stream<String> lines = Files.lines(SharedData.require(folder + "/questions.tsv"))) {
            questions = lines.map(line -> line.split("\t", -1))
                    .filter(columns -> columns[6].equals(source))
                    .map(columns -> columns[2])
                    .toList();
        }

        double reworded = questions.stream()
                .mapToInt(question -> Paraphrases.of(question).isEmpty() ? 0 : 1)
                .average()
                .orElseThrow();

        assertThat(reworded).isCloseTo(share, within(0.001));
    }

    @Test
    void agreementCountsRewordingsWithTheAnswerOfTheQuestion() {
        Agreement agreement = Agreement.of(List.of(List.of("yes", "Yes", "no"), List.of("night_stand", "night stand")));

        assertThat(agreement).isEqualTo(new Agreement(2, 3, 2 / 3.0, 0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agreement.of(List.of(List.of("yes"))))
                .withMessageContaining("two wordings or more");
    }
}

package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionsTest {
    /** Templates of people, clients and benchmarks; QUESTION stands for a question with its question mark. */
    static final List<String> TEMPLATES = List.of(
            "QUESTION Answer yes or no.",
            "QUESTION Please answer yes or no.",
            "QUESTION Answer with 'yes' or 'no' only.",
            "QUESTION (yes or no)",
            "QUESTION Yes or no?",
            "QUESTION\nAnswer the question using a single word or phrase.",
            "Answer the question using a single word or phrase.\nQUESTION",
            "QUESTION Please answer this question with one word.",
            "QUESTION\nPlease try to answer the question with short words or phrases if possible.",
            "QUESTION\nWhen the provided information is insufficient, respond with 'Unanswerable'.\n"
                    + "Answer the question using a single word or phrase.",
            "QUESTION\nAnswer with the option's letter from the given choices directly.",
            "QUESTION Be concise.",
            "QUESTION Do not explain.",
            "QUESTION Don\u2019t explain your answer!",
            "QUESTION Let's think step by step.",
            "QUESTION Keep the answer short.",
            "QUESTION Provide your answer as short as possible:",
            "Question: QUESTION",
            "Question: QUESTION Answer:",
            "Question: QUESTION\nShort answer:",
            "QUESTION The answer is",
            "Q: QUESTION\nA:",
            "<image>\nQUESTION",
            "<image>\nUSER: QUESTION\nASSISTANT:",
            "<|image_1|>\nQUESTION Answer briefly.",
            "<image>Question: QUESTION Short answer:",
            "Given the image, answer the following question with no more than three words. QUESTION",
            "Based on the image, respond to this question with a short answer: QUESTION",
            "Use the provided image to answer the question: QUESTION Provide your answer as short as possible:",
            "What is the answer to the following question? \"QUESTION\"",
            "The question \"QUESTION\" can be answered using the image. A short answer is",
            "Look at the image and answer the question. QUESTION",
            "You must answer with yes or no. QUESTION",
            "Respond in one word: QUESTION",
            "Please tell me: QUESTION",
            "Please, QUESTION",
            "Hello! QUESTION Thank you!",
            "So, QUESTION",
            "  QUESTION  ");

    static final List<String> QUESTIONS = List.of(
            "Is there a cat?", "What animal is this?", "How many dogs are on the grass?", "Is it a cat or a dog?");

    @ParameterizedTest
    @FieldSource("TEMPLATES")
    void areTakenOffFromAroundAnyQuestion(String template) {
        assertThat(QUESTIONS).allSatisfy(question -> {
            String wrapped = template.replace("QUESTION", question);
            assertThat(Instructions.off(wrapped)).isEqualTo(question);
            assertThat(QuestionText.of(wrapped)).isEqualTo(QuestionText.of(question));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "is there a cat answer yes or no, is there a cat",
        "'Is there a cat, please?', Is there a cat",
        "Please tell me what animal this is., what animal is this.",
        "Please tell me if there is a cat, is there a cat",
        "Can you tell me whether the cat is asleep?, is the cat asleep?",
        "Could you tell me how many dogs there are?, how many dogs are there?",
        "I would like to know what the man in the hat is doing, what is the man in the hat doing",
        "Tell me what color the door is, what color is the door",
        "tell me what is on the table, what is on the table",
        "Do you know where the cat that is asleep was?, where the cat that is asleep was?",
    })
    void requestsBecomeDirectQuestionsWhereTheOrderOfWordsIsCertain(String request, String direct) {
        assertThat(Instructions.off(request)).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do you see a cat?",
                "where is the bird perched on a sill , looking?",
                "people in a large room , use what?",
                "well organized and what set up with electronics?",
                "what is the answer to the question in the picture",
                "what does the sign say, stop or go?",
                "How do you know the train is working?",
                "Is this a photo or a picture?",
                "Is it true or false?",
                "What is the man using?",
                "Who can answer this question?",
                "In this picture, how many birds fly?",
                "Is there a question mark on the sign?",
                "What is written below the word 'yes'?",
                "Answer yes or no.",
                "Question:",
                "<image>?",
                "\u8bf7\u7528\u4e00\u4e2a\u8bcd\u56de\u7b54\u3002",
                "\"Stop\" is on which sign?",
            })
    void whatMayBePartOfTheQuestionStays(String question) {
        assertThat(Instructions.off(question)).isEqualTo(question);
    }

    @Test
    void theLimitOfCharactersIsThatOfTheQuestion() {
        String longest = "is " + "x".repeat(496) + "?";
        String instruction = "Answer the question using a single word or phrase. ";

        assertThat(QuestionText.of(instruction + longest).text()).isEqualTo(longest);
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(() -> QuestionText.of(instruction + "x" + longest))
                .withMessage("the question has 501 characters; ask one of at most 500");
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(() -> QuestionText.of(instruction.repeat(40) + longest))
                .withMessageContaining("ask one of at most 500");
    }
}

package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTextTest {
    @Test
    void aQuestionComesWithItsWords() {
        QuestionText question = QuestionText.of("  What's the Dog\ndoing?\t");

        assertThat(question.text()).isEqualTo("What's the Dog\ndoing?");
        assertThat(question.words()).containsExactly("what's", "the", "dog", "doing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"무엇이 있나요?", "Что это?", "これは何ですか", "ما هذا؟", "¿Qué es?", "x", "2 dogs?"})
    void lettersOfEveryScriptAreAccepted(String question) {
        assertThat(QuestionText.of(question).words()).isNotEmpty();
    }

    @Test
    void fiveHundredCharactersAreAcceptedAndOneMoreIsNot() {
        assertThat(QuestionText.of("𝒙".repeat(500)).words()).hasSize(1);
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(() -> QuestionText.of("x".repeat(501)))
                .withMessage("the question has 501 characters; ask one of at most 500");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
    void anEmptyQuestionIsRejected(String question) {
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(() -> QuestionText.of(question))
                .withMessageContaining("the question is empty; ask one in words");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "123 456", "___", "😀😀?", "\u0000\u0001", "\u0301", "'"})
    void aQuestionWithoutLettersIsRejected(String question) {
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(() -> QuestionText.of(question))
                .withMessageContaining("the question has no letters; ask one in words");
    }

    @Test
    void choicesComeWithTheirWords() {
        AnswerChoices choices = AnswerChoices.of(List.of(" A dog ", "2", "고양이"));

        assertThat(choices.texts()).containsExactly("A dog", "2", "고양이");
        assertThat(choices.words()).containsExactly(List.of("a", "dog"), List.of("2"), List.of("고양이"));
    }

    @Test
    void choicesAreTwoToTwenty() {
        assertThatRejected(List.of("yes"), "expected 2 to 20 choices, found 1");
        assertThatRejected(Collections.nCopies(21, "yes"), "expected 2 to 20 choices, found 21");
    }

    @Test
    void aBadChoiceIsNamedByItsNumber() {
        assertThatRejected(List.of("yes", " ?! "), "choice 2 has no word; give each a word at least");
        assertThatRejected(List.of("a ".repeat(21), "no"), "choice 1 has 21 words; give each at most 20");
        assertThatRejected(List.of("no", "!".repeat(200) + "a"), "choice 2 has 201 characters; give each at most 200");
        assertThatRejected(
                List.of("A dog!", "cat", "a  dog"),
                "choices 1 and 3 are both 'a dog' but for capitals and punctuation; leave one out");
    }

    private static void assertThatRejected(List<String> choices, String message) {
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(() -> AnswerChoices.of(choices))
                .withMessage(message);
    }
}

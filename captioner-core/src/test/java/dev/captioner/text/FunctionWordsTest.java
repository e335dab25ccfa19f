package dev.captioner.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionWordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "the", "with", "and", "is", "another", "isn't", "'s", "'", "--"})
    void wordsOfGrammarAndBarePunctuationAreFunctionWords(String word) {
        assertThat(FunctionWords.contains(word)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dog", "red", "two", "running", "front", "한국어", "7"})
    void thingsColoursNumbersAndActionsAreContentWords(String word) {
        assertThat(FunctionWords.contains(word)).isFalse();
    }
}

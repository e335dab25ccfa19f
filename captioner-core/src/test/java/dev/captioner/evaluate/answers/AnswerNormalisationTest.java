package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class AnswerNormalisationTest {
    static Stream<JsonNode> officialValues() {
        return GoldenJson.read("normalisation.json");
    }

    @ParameterizedTest
    @MethodSource("officialValues")
    void everyAnswerIsNormalisedAsTheOfficialProgramDoes(JsonNode golden) {
        assertThat(AnswerNormalisation.normalise(golden.get("answer").asString()))
                .isEqualTo(golden.get("normalised").asString());
    }

    @Test
    void plainAnswersDifferInMoreThanCaseAndBlanks() {
        assertThat(AnswerNormalisation.plain(" Garbage_bin\t ")).isEqualTo("garbage bin");
        assertThat(AnswerNormalisation.plain("a  __ b")).isEqualTo("a b");
        assertThat(AnswerNormalisation.plain("The Two!")).isEqualTo("the two!");
        assertThat(AnswerNormalisation.plain("_")).isEmpty();
    }
}

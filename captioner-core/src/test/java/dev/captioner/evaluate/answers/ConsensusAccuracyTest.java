package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ConsensusAccuracyTest {
    static Stream<JsonNode> officialValues() {
        return GoldenJson.read("consensus.json");
    }

    @ParameterizedTest
    @MethodSource("officialValues")
    void everyAnswerIsJudgedAsTheOfficialProgramDoes(JsonNode golden) {
        List<String> humanAnswers = GoldenJson.texts(golden.get("humanAnswers"));

        assertThat(ConsensusAccuracy.of(humanAnswers, golden.get("answer").asString()))
                .isCloseTo(golden.get("accuracy").asDouble(), within(1e-12));
    }

    @Test
    void answersOnWhichAllAgreeAreNotNormalised() {
        assertThat(ConsensusAccuracy.of(List.of("2", "2", "2", "2"), "two")).isZero();
        assertThat(ConsensusAccuracy.of(List.of("2", "2", "2", "2", "two"), "two"))
                .isOne();
    }

    @ParameterizedTest
    @CsvSource({
        "garbage_bin, Garbage bin, 1",
        "night stand, night_stand, 1",
        "lamp, lamps, 0",
        "2, two, 0",
        "a lamp, lamp, 0"
    })
    void aSingleHumanAnswerMustBeTheSameButForCaseAndBlanks(String humanAnswer, String answer, double accuracy) {
        assertThat(ConsensusAccuracy.of(List.of(humanAnswer), answer)).isEqualTo(accuracy);
    }

    @Test
    void withoutHumanAnswersThereIsNothingToJudgeBy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConsensusAccuracy.of(List.of(), "yes"))
                .withMessageContaining("at least one human answer to judge 'yes'");
    }
}

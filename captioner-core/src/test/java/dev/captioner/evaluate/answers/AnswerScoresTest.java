package dev.captioner.evaluate.answers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerScoresTest {
    private static final List<String> MOSTLY_YES =
            List.of("yes", "yes", "yes", "yes", "yes", "yes", "yes", "yes", "no", "no");

    private static final List<JudgedAnswer> ANSWERS = List.of(
            answer("vqa", "yes/no", MOSTLY_YES, "yes", 0.9, "no", "yes"),
            answer("vqa", "number", Collections.nCopies(10, "2"), "3", 0.4, "2", "1"),
            answer("daquar", "other", List.of("cup"), "Cup", 0.6, "mug", null),
            answer("daquar", "other", List.of("cup"), "mug", 0.8, "cup", "table"));

    @Test
    void eachValueIsTheMeanOverTheQuestions() {
        AnswerScores scores = AnswerScores.of(ANSWERS, (word, other) -> 0.8);

        // "no" was said by two of ten: (2 * 1/3 + 8 * 2/3) / 10
        double no = 0.6;
        assertThat(scores.all().questions()).isEqualTo(4);
        assertThat(scores.all().accuracy()).isEqualTo(0.5);
        assertThat(scores.all().blindAccuracy()).isCloseTo((no + 1 + 0 + 1) / 4, within(1e-12));
        assertThat(scores.all().majorityAccuracy()).isNull();
        assertThat(scores.all().wupsAt00()).isCloseTo(((0.8 + 0.2 * 0.8) + 0.8 + 1 + 0.8) / 4, within(1e-12));
        assertThat(scores.all().wupsAt09()).isCloseTo(((0.8 + 0.2 * 0.08) + 0.08 + 1 + 0.08) / 4, within(1e-12));
        assertThat(scores.byKind()).containsOnlyKeys("number", "other", "yes/no");
        AnswerGroup yesNo = requireNonNull(scores.byKind().get("yes/no"));
        assertThat(yesNo.questions()).isOne();
        assertThat(yesNo.accuracy()).isOne();
        assertThat(yesNo.blindAccuracy()).isCloseTo(no, within(1e-12));
        assertThat(yesNo.majorityAccuracy()).isOne();
        assertThat(yesNo.wupsAt00()).isCloseTo(0.8 + 0.2 * 0.8, within(1e-12));
        assertThat(requireNonNull(scores.bySource().get("vqa")).majorityAccuracy())
                .isEqualTo(0.5);
        assertThat(requireNonNull(scores.bySource().get("daquar")).majorityAccuracy())
                .isNull();
        assertThat(scores.riskCoverage()).hasSize(4).last().isEqualTo(new RiskCoveragePoint(0.4, 1, 0.5));
        assertThat(scores.expectedCalibrationError()).isCloseTo((0.1 + 0.4 + 0.4 + 0.8) / 4, within(1e-12));
    }

    @Test
    void jacksonWritesOneObject() {
        JsonNode json = JsonMapper.shared().valueToTree(AnswerScores.of(ANSWERS, null));

        assertThat(json.propertyNames())
                .contains(
                        "questions",
                        "accuracy",
                        "blindAccuracy",
                        "majorityAccuracy",
                        "expectedCalibrationError",
                        "areaUnderRiskCoverage",
                        "byKind",
                        "bySource",
                        "reliability",
                        "riskCoverage")
                .doesNotContain("all");
        assertThat(json.get("wupsAt09").isNull()).isTrue();
        assertThat(json.at("/bySource/vqa/accuracy").asDouble()).isEqualTo(0.5);
        assertThat(json.at("/riskCoverage/0").propertyNames())
                .containsExactlyInAnyOrder("threshold", "coverage", "risk");
    }

    @Test
    void thePictureIsXmlAndNamesTheNumbers() throws Exception {
        List<JudgedAnswer> many = new ArrayList<>();
        ReliabilityDiagramTest.answers(2_000, probability -> 0.2 + 0.5 * probability)
                .forEach(graded -> many.add(answer(
                        "made up",
                        "yes/no",
                        List.of("yes"),
                        graded.accuracy() == 1 ? "yes" : "no",
                        graded.probability(),
                        "no",
                        "no")));

        String svg = AnswerScores.of(many, null).svg();

        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)))
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(3);
        assertThat(svg).contains("expected calibration error 0.1").contains("area under the curve 0.");
    }

    @Test
    void answersWithoutWhatTheyAreJudgedByAreRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerScores.of(List.of(), null))
                .withMessageContaining("at least one answer to judge");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> answer("a", "b", List.of(), "x", 1, "x", null))
                .withMessageContaining("at least one human answer to judge 'x'");
    }

    private static JudgedAnswer answer(
            String source,
            String kind,
            List<String> humanAnswers,
            String answer,
            double probability,
            String blindAnswer,
            @Nullable String majorityAnswer) {
        return new JudgedAnswer(source, kind, humanAnswers, answer, probability, blindAnswer, majorityAnswer);
    }
}

package dev.captioner.evaluate.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MajorityAnswersTest {
    private static final MajorityAnswers MAJORITY = MajorityAnswers.of(List.of(
            new TrainingAnswer("a", "yes/no", "no"),
            new TrainingAnswer("a", "yes/no", "No "),
            new TrainingAnswer("a", "yes/no", "yes"),
            new TrainingAnswer("a", "number", "two"),
            new TrainingAnswer("a", "number", "one"),
            new TrainingAnswer("b", "yes/no", "yes")));

    @Test
    void theMostFrequentAnswerIsCountedPerDataSetAndKind() {
        assertThat(MAJORITY.ofSource("a")).hasValue("no");
        assertThat(MAJORITY.ofSource("b")).hasValue("yes");
        assertThat(MAJORITY.ofKind("a", "yes/no")).hasValue("no");
        assertThat(MAJORITY.ofKind("b", "yes/no")).hasValue("yes");
    }

    @Test
    void ofEquallyFrequentAnswersTheFirstInTheAlphabetCounts() {
        assertThat(MAJORITY.ofKind("a", "number")).hasValue("one");
    }

    @Test
    void whatTrainingDidNotHaveHasNoMajority() {
        assertThat(MAJORITY.ofSource("c")).isEmpty();
        assertThat(MAJORITY.ofKind("b", "number")).isEmpty();
    }

    @Test
    @Tag(TestTags.DATA)
    void oneAnswerOfDaquarInTwentyFiveIsTheMostFrequentOne() throws IOException {
        List<TrainingAnswer> answers;
        try (Stream<String> lines = Files.lines(SharedData.require("daquar/questions.tsv"))) {
            answers = lines.skip(1)
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new TrainingAnswer("daquar", columns[4], columns[3]))
                    .toList();
        }

        String majority = MajorityAnswers.of(answers).ofSource("daquar").orElseThrow();

        double accuracy = answers.stream()
                .mapToDouble(answer -> ConsensusAccuracy.of(List.of(answer.answer()), majority))
                .average()
                .orElseThrow();
        // cut -f4 questions.tsv | sort | uniq -c | sort -rn | head -1: 272 of 6,795
        assertThat(majority).isEqualTo("2");
        assertThat(accuracy).isCloseTo(272 / 6795.0, within(1e-12));
    }
}

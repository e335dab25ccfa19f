package dev.captioner.cli.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.cli.CommandRun;
import dev.captioner.testing.SourceTree;
import dev.captioner.testing.model.TinyModel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoreCommandTest {
    private static final Path CHELSEA = SourceTree.SAMPLES.resolve("chelsea.jpg");

    @TempDir
    static Path shared;

    static Path model;

    @BeforeAll
    static void writeModel() {
        model = TinyModel.TEN_WORDS.write(shared.resolve("model"));
    }

    @Test
    void printsSentencesBestFirst() {
        CommandRun run = CommandRun.of("score", CHELSEA, "A red cat.", "a cup", "dog", "--model", model);

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines()).hasSize(3);
        assertThat(run.out().lines().map(line -> Double.valueOf(line.split("\t", 2)[0])))
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(run.out()).contains("\ta red cat\n");
    }

    @Test
    void aCaptionOfTheModelHasTheScoreThatTheModelGaveIt() {
        JsonNode caption = JsonMapper.shared()
                .readTree(CommandRun.of("caption", CHELSEA, "--json", "--max-length", 20, "--model", model)
                        .out())
                .get("captions")
                .get(0);

        JsonNode scored = JsonMapper.shared()
                .readTree(CommandRun.of("score", CHELSEA, caption.get("text").stringValue(), "--json", "--model", model)
                        .out())
                .get("captions")
                .get(0);

        assertThat(caption.get("truncated").booleanValue()).isFalse();
        assertThat(scored.get("logProbability").doubleValue())
                .isCloseTo(caption.get("logProbability").doubleValue(), within(1e-12));
        assertThat(scored.get("words")).isEqualTo(caption.get("words"));
        assertThat(scored.get("unknownWords")).isEmpty();
    }

    @Test
    void namesUnknownWords() {
        CommandRun run = CommandRun.of("score", CHELSEA, "a zeppelin flies", "--model", model);

        assertThat(run.exit()).isZero();
        assertThat(run.error()).isEqualTo("captioner: not in the vocabulary, scored as the unknown word: zeppelin\n");
    }

    @Test
    void aSentenceWithoutWordsIsWrongUsage() {
        CommandRun run = CommandRun.of("score", CHELSEA, "...", "--model", model);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.error()).contains("needs at least one word, found none in '...'");
    }

    @Test
    void aPhotoWithoutSentencesIsWrongUsage() {
        assertThat(CommandRun.of("score", CHELSEA, "--model", model).exit()).isEqualTo(2);
    }

    @Test
    void anUnreadablePhotoIsAFailure() {
        CommandRun run = CommandRun.of("score", "none.jpg", "a cat", "--model", model);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).isEqualTo("captioner: none.jpg: no such file; check the name\n");
    }

    @Test
    void jsonOfAnUnreadablePhotoHasTheError() {
        CommandRun run = CommandRun.of("score", "none.jpg", "a cat", "--json", "--model", model);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo("{\"file\":\"none.jpg\",\"error\":\"none.jpg: no such file; check the name\"}\n");
        assertThat(run.error()).isEmpty();
    }
}

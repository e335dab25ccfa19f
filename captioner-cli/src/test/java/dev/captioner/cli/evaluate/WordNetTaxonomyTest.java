package dev.captioner.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.evaluate.answers.Wups;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WordNetTaxonomyTest {
    private static final WordNetTaxonomy WORDNET = new WordNetTaxonomy();

    @Test
    void reproducesTheReferenceImplementation() {
        Wups at09 = new Wups(WORDNET, 0.9);
        Wups at00 = new Wups(WORDNET, 0.0);
        JsonNode goldens =
                JsonMapper.shared().readTree(Path.of("src/test/resources/dev/captioner/cli/evaluate/wups.json"));
        SoftAssertions every = new SoftAssertions();

        for (JsonNode golden : goldens) {
            String humanAnswer = golden.get("humanAnswer").asString();
            String answer = golden.get("answer").asString();
            every.assertThat(at09.score(humanAnswer, answer))
                    .as("'%s' for '%s' at 0.9", answer, humanAnswer)
                    .isCloseTo(golden.get("at09").asDouble(), within(1e-12));
            every.assertThat(at00.score(humanAnswer, answer))
                    .as("'%s' for '%s' at 0.0", answer, humanAnswer)
                    .isCloseTo(golden.get("at00").asDouble(), within(1e-12));
        }

        assertThat(goldens.size()).isGreaterThan(1_000);
        every.assertAll();
    }

    @Test
    void theWordsOfACompoundMayBeJoinedByBlanks() {
        assertThat(WORDNET.similarity("ice cream", "food"))
                .isEqualTo(WORDNET.similarity("ice_cream", "food"))
                .isGreaterThan(0.5);
    }

    @Test
    void unknownWordsHaveNoSimilarity() {
        assertThat(WORDNET.similarity("xyzzy", "dog")).isZero();
        assertThat(WORDNET.similarity("xyzzy", "xyzzy")).isZero();
        assertThat(WORDNET.similarity("", "dog")).isZero();
    }
}

package dev.captioner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.SharedData;
import dev.captioner.text.CaptionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The values that the reference implementation of the metrics gave, for the corpus and photo by photo. */
class MetricsReferenceTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest
    @ValueSource(strings = {"flickr8k-dev-300", "tokenising"})
    void everyValueOfTheReferenceImplementationIsReproduced(String name) throws IOException {
        Path folder = SharedData.require("metrics-reference");
        Map<String, String> hypotheses = CaptionFile.readHypotheses(folder.resolve(name + ".hypotheses.tsv"));
        CaptionFile references = CaptionFile.read(folder.resolve(name + ".references.tsv"));
        JsonNode expected = JsonMapper.shared().readTree(folder.resolve(name + ".expected.json"));

        CaptionScores scores = new CaptionMetrics(references.captions()).evaluate(hypotheses);

        JsonNode corpus = expected.get("corpus");
        assertThat(scores.bleu1()).isCloseTo(corpus.get("bleu1").asDouble(), within(TOLERANCE));
        assertThat(scores.bleu2()).isCloseTo(corpus.get("bleu2").asDouble(), within(TOLERANCE));
        assertThat(scores.bleu3()).isCloseTo(corpus.get("bleu3").asDouble(), within(TOLERANCE));
        assertThat(scores.bleu4()).isCloseTo(corpus.get("bleu4").asDouble(), within(TOLERANCE));
        assertThat(scores.rougeL()).isCloseTo(corpus.get("rougeL").asDouble(), within(TOLERANCE));
        assertThat(scores.cider()).isCloseTo(corpus.get("cider").asDouble(), within(TOLERANCE));
        assertThat(scores.photos().keySet())
                .containsExactlyInAnyOrderElementsOf(expected.get("photos").propertyNames());
        scores.photos().forEach((photo, actual) -> {
            JsonNode wanted = expected.get("photos").get(photo);
            assertThat(String.join(" ", actual.tokens()))
                    .as("tokens of %s", photo)
                    .isEqualTo(wanted.get("tokens").asString());
            assertThat(actual.rougeL())
                    .as("ROUGE-L of %s", photo)
                    .isCloseTo(wanted.get("rougeL").asDouble(), within(TOLERANCE));
            assertThat(actual.cider())
                    .as("CIDEr of %s", photo)
                    .isCloseTo(wanted.get("cider").asDouble(), within(TOLERANCE));
        });
    }
}

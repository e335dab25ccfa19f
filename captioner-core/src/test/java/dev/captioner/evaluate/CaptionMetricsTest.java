package dev.captioner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.testing.SharedData;
import dev.captioner.testing.TestTags;
import dev.captioner.text.CaptionFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CaptionMetricsTest {
    /** The reference computes in double precision too; only the order of sums differs. */
    private static final double TOLERANCE = 1e-9;

    @Test
    void everyValueOfTheReferenceImplementationIsReproducedOnOwnCaptions() throws IOException {
        requireReferenceValues(Path.of("src/test/resources/dev/captioner/evaluate"), "small");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flickr8k-dev-300", "tokenising"})
    @Tag(TestTags.DATA)
    void everyValueOfTheReferenceImplementationIsReproducedOnSharedCaptions(String name) throws IOException {
        requireReferenceValues(SharedData.require("metrics-reference"), name);
    }

    @Test
    void oneSetOfReferencesJudgesManyHypotheses() {
        CaptionMetrics metrics = new CaptionMetrics(
                Map.of("a.jpg", List.of("A dog runs over the grass ."), "b.jpg", List.of("A cat sleeps in the sun .")));

        CaptionScores right =
                metrics.evaluate(Map.of("a.jpg", "a dog runs over the grass", "b.jpg", "a cat sleeps in the sun"));
        CaptionScores wrong = metrics.evaluate(Map.of("a.jpg", "nothing", "b.jpg", ""));

        assertThat(right.bleu4()).isCloseTo(1, within(1e-6));
        assertThat(right.rougeL()).isOne();
        assertThat(right.cider()).isCloseTo(10, within(TOLERANCE));
        assertThat(wrong.bleu1()).isCloseTo(0, within(1e-6));
        assertThat(wrong.rougeL()).isZero();
        assertThat(wrong.cider()).isZero();
    }

    @Test
    void photosThatOnlyOneSideNamesAreCountedAndNamed() {
        CaptionMetrics metrics = new CaptionMetrics(Map.of("a.jpg", List.of("A dog ."), "b.jpg", List.of("A cat .")));

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        metrics.evaluate(Map.of("a.jpg", "x", "1.jpg", "x", "2.jpg", "x", "3.jpg", "x", "4.jpg", "x")))
                .withMessageContaining("found 1 (b.jpg) without a hypothesis and 4 (")
                .withMessageContaining(", ...) without references");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> metrics.evaluate(Map.of()))
                .withMessageContaining("found 2 (")
                .withMessageContaining(" and 0 without references");
    }

    @Test
    void referencesMustHoldSomething() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CaptionMetrics(Map.of()))
                .withMessageContaining("at least one photo");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CaptionMetrics(Map.of("a.jpg", List.of())))
                .withMessageContaining("'a.jpg' has an empty list of references");
    }

    private static void requireReferenceValues(Path folder, String name) throws IOException {
        Map<String, String> hypotheses = CaptionFile.readHypotheses(folder.resolve(name + ".hypotheses.tsv"));
        CaptionFile references = CaptionFile.read(folder.resolve(name + ".references.tsv"));
        JsonNode expected = JsonMapper.shared().readTree(folder.resolve(name + ".expected.json"));

        CaptionScores scores = new CaptionMetrics(references.captions()).evaluate(hypotheses);

        JsonNode corpus = expected.get("corpus");
        requireValue("BLEU-1", scores.bleu1(), corpus.get("bleu1"));
        requireValue("BLEU-2", scores.bleu2(), corpus.get("bleu2"));
        requireValue("BLEU-3", scores.bleu3(), corpus.get("bleu3"));
        requireValue("BLEU-4", scores.bleu4(), corpus.get("bleu4"));
        requireValue("ROUGE-L", scores.rougeL(), corpus.get("rougeL"));
        requireValue("CIDEr", scores.cider(), corpus.get("cider"));
        JsonNode photos = expected.get("photos");
        assertThat(scores.photos().keySet()).containsExactlyInAnyOrderElementsOf(photos.propertyNames());
        scores.photos().forEach((photo, actual) -> {
            JsonNode wanted = photos.get(photo);
            assertThat(String.join(" ", actual.tokens()))
                    .as("tokens of %s", photo)
                    .isEqualTo(wanted.get("tokens").asString());
            requireValue("ROUGE-L of " + photo, actual.rougeL(), wanted.get("rougeL"));
            requireValue("CIDEr of " + photo, actual.cider(), wanted.get("cider"));
        });
    }

    private static void requireValue(String what, double actual, JsonNode expected) {
        assertThat(actual).as(what).isCloseTo(expected.asDouble(), within(TOLERANCE));
    }
}

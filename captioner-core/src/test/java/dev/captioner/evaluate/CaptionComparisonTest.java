package dev.captioner.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CaptionComparisonTest {
    private static final int PHOTOS = 60;
    private static final String[] THINGS = {"cat", "dog", "red ball", "tall tree", "boat", "horse"};

    private static String text(int photo) {
        return "a " + THINGS[photo % THINGS.length] + " beside house number " + photo;
    }

    private static CaptionMetrics metrics() {
        Map<String, List<String>> references = new LinkedHashMap<>();
        for (int photo = 0; photo < PHOTOS; photo++) {
            references.put("p" + photo, List.of(text(photo), "there is " + text(photo)));
        }
        return new CaptionMetrics(references);
    }

    /** Captions of which every n-th is about another photo. */
    private static Map<String, String> wrong(int every) {
        Map<String, String> captions = new TreeMap<>();
        for (int photo = 0; photo < PHOTOS; photo++) {
            captions.put("p" + photo, photo % every == 0 ? text(photo + 1) : text(photo));
        }
        return captions;
    }

    @Test
    void aSystemThatIsBetterOnManyPhotosIsFoundBetter() {
        CaptionComparison comparison = CaptionComparison.of(metrics(), wrong(2), wrong(10), 1000, 1);

        assertThat(comparison.differences()).containsOnlyKeys("bleu1", "bleu4", "rougeL", "cider");
        comparison.differences().forEach((metric, score) -> {
            assertThat(score.isSignificant()).as(metric).isTrue();
            assertThat(score.low()).as(metric).isPositive().isLessThan(score.difference());
            assertThat(score.high()).as(metric).isGreaterThan(score.difference());
            assertThat(score.better()).as(metric).isEqualTo(1);
        });
        assertThat(comparison.cider().first()).isEqualTo(comparison.first().cider());
        assertThat(comparison.bleu4().second()).isEqualTo(comparison.second().bleu4(), within(1e-12));
        assertThat(comparison.second().cider())
                .isEqualTo(metrics().evaluate(wrong(10)).cider());
    }

    /** A standard error by another way: the difference is a mean of independent numbers. */
    @Test
    void theIntervalIsAsWideAsTheErrorOfTheMean() {
        CaptionComparison comparison = CaptionComparison.of(metrics(), wrong(3), wrong(4), 4000, 7);

        double[] differences = comparison.first().photos().keySet().stream()
                .mapToDouble(photo -> cider(comparison.second(), photo) - cider(comparison.first(), photo))
                .toArray();
        double mean = 0;
        double squares = 0;
        for (double difference : differences) {
            mean += difference / PHOTOS;
        }
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        double error = Math.sqrt(squares / PHOTOS / PHOTOS);
        ScoreDifference cider = comparison.cider();
        assertThat(cider.difference()).isEqualTo(mean, within(1e-9));
        assertThat(cider.high() - cider.low()).isEqualTo(2 * 1.96 * error, within(0.15 * error));
    }

    private static double cider(CaptionScores scores, String photo) {
        return Objects.requireNonNull(scores.photos().get(photo)).cider();
    }

    @Test
    void equalSystemsDifferByNothing() {
        CaptionComparison comparison = CaptionComparison.of(metrics(), wrong(5), wrong(5), 100, 1);

        assertThat(comparison.differences().values()).allSatisfy(score -> {
            assertThat(score.low()).isZero();
            assertThat(score.high()).isZero();
            assertThat(score.better()).isEqualTo(0.5);
            assertThat(score.isSignificant()).isFalse();
        });
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        Map<String, ScoreDifference> once =
                CaptionComparison.of(metrics(), wrong(2), wrong(3), 50, 3).differences();

        assertThat(CaptionComparison.of(metrics(), wrong(2), wrong(3), 50, 3).differences())
                .isEqualTo(once);
        assertThat(CaptionComparison.of(metrics(), wrong(2), wrong(3), 50, 4).differences())
                .isNotEqualTo(once);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaptionComparison.of(metrics(), wrong(2), wrong(3), 0, 3))
                .withMessage("expected at least 1 resample, found 0");
    }
}

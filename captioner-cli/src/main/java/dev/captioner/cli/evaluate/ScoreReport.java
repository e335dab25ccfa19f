package dev.captioner.cli.evaluate;

import dev.captioner.evaluate.CaptionScores;
import dev.captioner.evaluate.CaptionStatistics;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The scores that {@code metrics} and {@code evaluate captions} print: on the scale of coco-caption, not times 100, with
 * statistics of the captions.
 *
 * @param distinct number of different captions
 * @param vocabulary number of different words
 * @param unseen share of the captions that are not training captions; null when these were not given
 * @param repeating share of the captions that repeat a content word
 * @param doubling share of the captions that contain "X and a X"
 * @param photos number of photos
 * @param seconds duration of captioning and scoring; null when the captions came from a file
 */
record ScoreReport(
        double bleu1,
        double bleu2,
        double bleu3,
        double bleu4,
        double rougeL,
        double cider,
        int distinct,
        int vocabulary,
        double wordsPerCaption,
        @Nullable Double unseen,
        double repeating,
        double doubling,
        int photos,
        @Nullable Double seconds) {
    static ScoreReport of(CaptionScores scores, CaptionStatistics statistics, OptionalDouble seconds) {
        return new ScoreReport(
                scores.bleu1(),
                scores.bleu2(),
                scores.bleu3(),
                scores.bleu4(),
                scores.rougeL(),
                scores.cider(),
                statistics.distinct(),
                statistics.vocabulary(),
                statistics.wordsPerCaption(),
                boxed(statistics.unseen()),
                statistics.repeating(),
                statistics.doubling(),
                statistics.captions(),
                boxed(seconds));
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? (Double) value.getAsDouble() : null;
    }

    /** The scores as text, one per line, without the last line's end. */
    String table() {
        StringBuilder table = new StringBuilder();
        row(table, "BLEU-1", "%.4f", bleu1);
        row(table, "BLEU-2", "%.4f", bleu2);
        row(table, "BLEU-3", "%.4f", bleu3);
        row(table, "BLEU-4", "%.4f", bleu4);
        row(table, "ROUGE-L", "%.4f", rougeL);
        row(table, "CIDEr", "%.4f", cider);
        row(table, "photos", "%d", photos);
        row(table, "distinct captions", "%d", distinct);
        row(table, "distinct words", "%d", vocabulary);
        row(table, "words per caption", "%.2f", wordsPerCaption);
        row(table, "repeat a word", "%.1f %%", 100 * repeating);
        row(table, "\"X and a X\"", "%.1f %%", 100 * doubling);
        if (unseen != null) {
            row(table, "not in training", "%.1f %%", 100 * unseen);
        }
        if (seconds != null) {
            row(table, "seconds", "%.1f", seconds);
        }
        return table.toString().stripTrailing();
    }

    private static void row(StringBuilder table, String name, String format, Object value) {
        table.append(String.format("%-19s" + format + "%n", name, value));
    }
}

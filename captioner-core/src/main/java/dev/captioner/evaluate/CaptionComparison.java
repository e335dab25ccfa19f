package dev.captioner.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Two systems' captions of the same photos, scored against the same references.
 *
 * <p>Whether a difference is more than chance is judged by paired bootstrap resampling (Koehn, "Statistical Significance Tests for Machine
 * Translation Evaluation", EMNLP 2004): photos are drawn with replacement, as many as there are, and both systems are scored on those
 * drawn; the middle 95 % of the differences are the confidence interval. BLEU is computed anew over the photos drawn. The document
 * frequencies of CIDEr stay those of all photos, as they do when a caption is judged alone.
 *
 * @param first scores of the one system
 * @param second scores of the other system
 * @param bleu1 the difference in BLEU with n-grams of one token
 * @param bleu4 the difference in BLEU with n-grams of up to four tokens
 * @param rougeL the difference in ROUGE-L
 * @param cider the difference in CIDEr-D
 */
public record CaptionComparison(
        CaptionScores first,
        CaptionScores second,
        ScoreDifference bleu1,
        ScoreDifference bleu4,
        ScoreDifference rougeL,
        ScoreDifference cider) {
    private static final double TAIL = 0.025;

    /** The differences by the name of the metric. */
    public Map<String, ScoreDifference> differences() {
        Map<String, ScoreDifference> byName = new LinkedHashMap<>();
        byName.put("bleu1", bleu1);
        byName.put("bleu4", bleu4);
        byName.put("rougeL", rougeL);
        byName.put("cider", cider);
        return byName;
    }

    /**
     * Compares two systems.
     *
     * @param metrics with the references
     * @param first the one system's caption of each photo that has references
     * @param second the other system's
     * @param resamples how many, at least 1; 1,000 are usual
     * @param seed the same seed gives the same intervals
     * @throws IllegalArgumentException when there is no resample, or captions and references do not name the same photos
     */
    public static CaptionComparison of(
            CaptionMetrics metrics, Map<String, String> first, Map<String, String> second, int resamples, long seed) {
        if (resamples < 1) {
            throw new IllegalArgumentException("expected at least 1 resample, found " + resamples);
        }
        CaptionScores scores = metrics.evaluate(first);
        List<String> order = List.copyOf(scores.photos().keySet());
        Judged one = new Judged(metrics, scores, order);
        Judged other = new Judged(metrics, metrics.evaluate(second), order);
        int photos = order.size();
        SplittableRandom random = new SplittableRandom(seed);
        int[][] drawn = new int[resamples][photos];
        for (int[] sample : drawn) {
            for (int i = 0; i < photos; i++) {
                sample[i] = random.nextInt(photos);
            }
        }
        return new CaptionComparison(
                one.scores,
                other.scores,
                difference(sample -> sample.bleu().score(1), one, other, drawn),
                difference(sample -> sample.bleu().score(4), one, other, drawn),
                difference(sample -> sample.mean(PhotoScores::rougeL), one, other, drawn),
                difference(sample -> sample.mean(PhotoScores::cider), one, other, drawn));
    }

    private static ScoreDifference difference(
            ToDoubleFunction<Sample> metric, Judged one, Judged other, int[][] drawn) {
        double[] differences = new double[drawn.length];
        double better = 0;
        for (int i = 0; i < drawn.length; i++) {
            differences[i] = metric.applyAsDouble(other.of(drawn[i])) - metric.applyAsDouble(one.of(drawn[i]));
            better += differences[i] > 0 ? 1 : differences[i] == 0 ? 0.5 : 0;
        }
        Arrays.sort(differences);
        int cut = (int) (TAIL * drawn.length);
        return new ScoreDifference(
                metric.applyAsDouble(one.all()),
                metric.applyAsDouble(other.all()),
                differences[cut],
                differences[drawn.length - 1 - cut],
                better / drawn.length);
    }

    /** Photos, some of them several times. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sample(Judged judged, int[] photos) {
        Bleu bleu() {
            Bleu sum = new Bleu();
            for (int photo : photos) {
                sum.add(judged.bleu.get(photo));
            }
            return sum;
        }

        double mean(ToDoubleFunction<PhotoScores> score) {
            double sum = 0;
            for (int photo : photos) {
                sum += score.applyAsDouble(judged.photos.get(photo));
            }
            return sum / photos.length;
        }
    }

    /** The captions of one system, scored photo by photo. */
    private static final class Judged {
        private final CaptionScores scores;
        private final List<PhotoScores> photos;
        private final List<Bleu> bleu;

        /** @param order the names of all photos */
        Judged(CaptionMetrics metrics, CaptionScores scores, List<String> order) {
            this.scores = scores;
            photos = order.stream()
                    .map(name -> Objects.requireNonNull(scores.photos().get(name)))
                    .toList();
            bleu = IntStream.range(0, order.size())
                    .mapToObj(i -> metrics.bleu(order.get(i), photos.get(i).tokens()))
                    .toList();
        }

        Sample all() {
            return of(IntStream.range(0, photos.size()).toArray());
        }

        Sample of(int[] drawn) {
            return new Sample(this, drawn);
        }
    }
}

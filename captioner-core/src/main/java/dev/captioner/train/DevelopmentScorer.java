package dev.captioner.train;

import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.Sentence;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.model.JavaDecoder;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Writes greedy captions of the development photos and scores them. */
final class DevelopmentScorer {
    private static final int PHOTOS_AT_ONCE = 100;

    private final FeatureCache cache;
    private final List<CaptionedPhoto> photos;
    private final Map<Path, Integer> slots;
    private final Vocabulary vocabulary;
    private final int grid;
    private final int channels;
    private final CaptionMetrics metrics;
    private final DecodingPlan greedy;

    DevelopmentScorer(
            FeatureCache cache,
            List<CaptionedPhoto> photos,
            Map<Path, Integer> slots,
            Vocabulary vocabulary,
            Encoder encoder) {
        this.cache = cache;
        this.photos = photos;
        this.slots = slots;
        this.vocabulary = vocabulary;
        this.grid = encoder.grid();
        this.channels = encoder.channels();
        Map<String, List<String>> references = new LinkedHashMap<>();
        photos.forEach(photo -> references.put(photo.name(), photo.captions()));
        this.metrics = new CaptionMetrics(references);
        this.greedy = new DecodingPlan(DecodingOptions.of(Strategy.Beam.ofWidth(1)), vocabulary);
    }

    /** What the captions are worth. */
    record Score(double cider, double bleu4, int distinct) {}

    Score score(NetworkShape shape, Weights weights, Progress progress) {
        SentenceGenerator generator = new SentenceGenerator(new JavaDecoder(shape, weights));
        Map<String, String> captions = new LinkedHashMap<>();
        for (int from = 0; from < photos.size(); from += PHOTOS_AT_ONCE) {
            List<CaptionedPhoto> some = photos.subList(from, Math.min(photos.size(), from + PHOTOS_AT_ONCE));
            List<List<Sentence>> sentences =
                    generator.generateAll(some.stream().map(this::features).toList(), greedy);
            for (int i = 0; i < some.size(); i++) {
                captions.put(
                        some.get(i).name(),
                        sentences.get(i).get(0).ids().stream()
                                .map(vocabulary::token)
                                .collect(Collectors.joining(" ")));
            }
            progress.evaluated(from + some.size(), photos.size());
        }
        CaptionScores scores = metrics.evaluate(captions);
        return new Score(scores.cider(), scores.bleu4(), new HashSet<>(captions.values()).size());
    }

    /** Hears how many photos have been captioned. */
    interface Progress {
        void evaluated(int done, int total);
    }

    private RegionFeatures features(CaptionedPhoto photo) {
        float[] values = new float[cache.valuesPerPhoto()];
        cache.read(Objects.requireNonNull(slots.get(photo.file())), values, 0);
        return new RegionFeatures(values, grid, channels);
    }
}

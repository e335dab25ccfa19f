package dev.captioner.train;

import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.Sentence;
import dev.captioner.decode.SentenceGenerator;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scores a network on the development split: greedy captions of its photos and answers to its questions. */
final class DevelopmentScorer {
    private static final int PHOTOS_AT_ONCE = 100;

    private final PhotoFeatures features;
    private final List<CaptionedPhoto> photos;
    private final Map<Path, Integer> slots;
    private final Vocabulary vocabulary;
    private final CaptionMetrics metrics;
    private final DevelopmentQuestions questions;

    DevelopmentScorer(
            PhotoFeatures features,
            List<CaptionedPhoto> photos,
            List<AskedPhoto> asked,
            Map<Path, Integer> slots,
            Vocabulary vocabulary,
            List<String> answers) {
        this.features = features;
        this.photos = photos;
        this.slots = slots;
        this.vocabulary = vocabulary;
        Map<String, List<String>> references = new LinkedHashMap<>();
        photos.forEach(photo -> references.put(key(photo), photo.captions()));
        this.metrics = new CaptionMetrics(references);
        this.questions = DevelopmentQuestions.of(asked, features, slots, vocabulary, answers);
    }

    /** A photo may have captions in several styles, and is captioned in each. */
    private static String key(CaptionedPhoto photo) {
        return photo.style() + "\t" + photo.file();
    }

    /**
     * Scores of captions and answers.
     *
     * @param answers accuracy by data set; empty without questions
     */
    record Score(double cider, double bleu4, int distinct, SortedMap<String, Double> answers) {
        /** The score that selects the best weights: CIDEr plus the mean of the data sets' accuracies. */
        double value() {
            return cider
                    + answers.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElse(0);
        }
    }

    /** The number of photos and questions in the development split. */
    int size() {
        return photos.size() + questions.size();
    }

    Score score(NetworkShape shape, Weights weights, Progress progress) {
        JavaDecoder decoder = new JavaDecoder(shape, weights);
        Map<String, String> captions = captions(new SentenceGenerator(decoder), progress);
        SortedMap<String, Double> answers =
                questions.accuracies(decoder, done -> progress.evaluated(photos.size() + done, size()));
        if (photos.isEmpty()) {
            return new Score(0, 0, 0, answers);
        }
        CaptionScores scores = metrics.evaluate(captions);
        return new Score(scores.cider(), scores.bleu4(), new HashSet<>(captions.values()).size(), answers);
    }

    private Map<String, String> captions(SentenceGenerator generator, Progress progress) {
        Map<@Nullable String, List<CaptionedPhoto>> byStyle = new LinkedHashMap<>();
        photos.forEach(photo -> byStyle.computeIfAbsent(photo.style(), style -> new ArrayList<>())
                .add(photo));
        Map<String, String> captions = new LinkedHashMap<>();
        byStyle.forEach((style, own) -> {
            DecodingPlan greedy = new DecodingPlan(
                    DecodingOptions.of(Strategy.Beam.ofWidth(1)).withStyle(style), vocabulary);
            for (int from = 0; from < own.size(); from += PHOTOS_AT_ONCE) {
                List<CaptionedPhoto> some = own.subList(from, Math.min(own.size(), from + PHOTOS_AT_ONCE));
                List<List<Sentence>> sentences =
                        generator.generateAll(some.stream().map(this::regions).toList(), greedy);
                for (int i = 0; i < some.size(); i++) {
                    captions.put(key(some.get(i)), text(sentences.get(i).get(0)));
                }
                progress.evaluated(captions.size(), size());
            }
        });
        return captions;
    }

    private String text(Sentence sentence) {
        return sentence.ids().stream().map(vocabulary::token).collect(Collectors.joining(" "));
    }

    /** Receives the number of photos and questions that are done. */
    interface Progress {
        void evaluated(int done, int total);
    }

    private RegionFeatures regions(CaptionedPhoto photo) {
        return features.regions(Objects.requireNonNull(slots.get(photo.file())));
    }
}

package dev.captioner.train;

import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.evaluate.CaptionMetrics;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.JavaDecoder;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.PhotoMemory;
import dev.captioner.model.Weights;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/** Writes greedy captions of the development photos and scores them. */
final class DevelopmentScorer {
    private static final int PHOTOS_AT_ONCE = 100;
    private static final int MAXIMUM_WORDS = 20;

    private final FeatureCache cache;
    private final List<CaptionedPhoto> photos;
    private final Map<Path, Integer> slots;
    private final Vocabulary vocabulary;
    private final int grid;
    private final int channels;
    private final CaptionMetrics metrics;

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
    }

    /** What the captions are worth. */
    record Score(double cider, double bleu4, int distinct) {}

    Score score(NetworkShape shape, Weights weights, Progress progress) {
        Decoder decoder = new JavaDecoder(shape, weights);
        Map<String, String> captions = new LinkedHashMap<>();
        for (int from = 0; from < photos.size(); from += PHOTOS_AT_ONCE) {
            List<CaptionedPhoto> some = photos.subList(from, Math.min(photos.size(), from + PHOTOS_AT_ONCE));
            List<PhotoMemory> memories = new ArrayList<>();
            for (CaptionedPhoto photo : some) {
                memories.add(decoder.look(features(photo)));
            }
            List<String> texts = greedy(decoder, memories);
            for (int i = 0; i < some.size(); i++) {
                captions.put(some.get(i).name(), texts.get(i));
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

    private List<String> greedy(Decoder decoder, List<PhotoMemory> memories) {
        int rows = memories.size();
        int[] parents = new int[rows];
        Arrays.setAll(parents, i -> i);
        int[] words = new int[rows];
        Arrays.fill(words, Vocabulary.START);
        List<StringJoiner> texts = new ArrayList<>();
        memories.forEach(memory -> texts.add(new StringJoiner(" ")));
        boolean[] ended = new boolean[rows];
        DecoderState state = decoder.start(memories);
        for (int length = 0; length < MAXIMUM_WORDS; length++) {
            Decoder.Step step = decoder.step(state, parents, words);
            state = step.state();
            for (int row = 0; row < rows; row++) {
                words[row] = best(step.logProbabilities()[row]);
                ended[row] |= words[row] == Vocabulary.END;
                if (!ended[row]) {
                    texts.get(row).add(vocabulary.token(words[row]));
                }
            }
        }
        return texts.stream().map(StringJoiner::toString).toList();
    }

    private static int best(float[] logProbabilities) {
        int best = Vocabulary.END;
        for (int word = Vocabulary.SPECIALS; word < logProbabilities.length; word++) {
            best = logProbabilities[word] > logProbabilities[best] ? word : best;
        }
        return best;
    }
}

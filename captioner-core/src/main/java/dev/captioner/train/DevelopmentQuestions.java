package dev.captioner.train;

import dev.captioner.decode.AnswerList;
import dev.captioner.decode.AnswerScoring;
import dev.captioner.model.Decoder;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Answers a sample of the development questions of each data set and gives their accuracy. */
final class DevelopmentQuestions {
    /** Questions per data set: enough to distinguish epochs, few enough to ask after each epoch. */
    private static final int PER_SOURCE = 400;

    private static final int AT_ONCE = 64;

    private final List<AskedPhoto> asked;
    private final PhotoFeatures features;
    private final Map<Path, Integer> slots;
    private final Vocabulary vocabulary;
    private final List<String> answers;

    private DevelopmentQuestions(
            List<AskedPhoto> asked,
            PhotoFeatures features,
            Map<Path, Integer> slots,
            Vocabulary vocabulary,
            List<String> answers) {
        this.asked = asked;
        this.features = features;
        this.slots = slots;
        this.vocabulary = vocabulary;
        this.answers = answers;
    }

    static DevelopmentQuestions of(
            List<AskedPhoto> asked,
            PhotoFeatures features,
            Map<Path, Integer> slots,
            Vocabulary vocabulary,
            List<String> answers) {
        Map<String, List<AskedPhoto>> bySource = new TreeMap<>();
        for (AskedPhoto photo : asked) {
            if (!Tokeniser.words(photo.question()).isEmpty()) {
                bySource.computeIfAbsent(photo.source(), source -> new ArrayList<>())
                        .add(photo);
            }
        }
        List<AskedPhoto> chosen = new ArrayList<>();
        for (List<AskedPhoto> own : bySource.values()) {
            int count = Math.min(PER_SOURCE, own.size());
            for (int i = 0; i < count; i++) {
                chosen.add(own.get((int) ((long) i * own.size() / count))); // evenly spaced over the file
            }
        }
        return new DevelopmentQuestions(answers.isEmpty() ? List.of() : chosen, features, slots, vocabulary, answers);
    }

    int size() {
        return asked.size();
    }

    /** The accuracy of each data set. */
    SortedMap<String, Double> accuracies(JavaDecoder decoder, IntConsumer progress) {
        if (asked.isEmpty()) {
            return new TreeMap<>();
        }
        AnswerScoring scoring = AnswerScoring.complete(
                decoder,
                AnswerList.of(answers.stream()
                        .map(answer -> Tokeniser.words(answer).stream()
                                .mapToInt(vocabulary::id)
                                .toArray())
                        .toList()));
        Map<String, double[]> sums = new TreeMap<>();
        for (int from = 0; from < asked.size(); from += AT_ONCE) {
            List<AskedPhoto> some = asked.subList(from, Math.min(asked.size(), from + AT_ONCE));
            List<EncodedPhoto> photos = some.parallelStream()
                    .map(photo -> decoder.look(features.regions(Objects.requireNonNull(slots.get(photo.file())))))
                    .toList();
            List<Decoder.Asked> read = decoder.ask(
                    photos,
                    some.stream()
                            .map(photo -> Tokeniser.words(photo.question()).stream()
                                    .mapToInt(vocabulary::id)
                                    .toArray())
                            .toList());
            int[] best = scoring.best(read.stream().map(Decoder.Asked::state).toList());
            for (int i = 0; i < some.size(); i++) {
                double[] sum = sums.computeIfAbsent(some.get(i).source(), source -> new double[2]);
                sum[0] += agreement(answers.get(best[i]), some.get(i).answers());
                sum[1]++;
            }
            progress.accept(from + some.size());
        }
        SortedMap<String, Double> accuracies = new TreeMap<>();
        sums.forEach((source, sum) -> accuracies.put(source, sum[0] / sum[1]));
        return accuracies;
    }

    /** 1 when three annotators or all of them gave the answer, less when fewer did. */
    private static double agreement(String answer, List<String> people) {
        long matches = people.stream()
                .filter(one -> AnswerBuilder.spoken(one).equals(answer))
                .count();
        return Math.min(1, matches / Math.min(3.0, people.size()));
    }
}

package dev.captioner;

import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.decode.AnswerScoring;
import dev.captioner.evaluate.answers.ConsensusAccuracy;
import dev.captioner.evaluate.answers.GradedAnswer;
import dev.captioner.evaluate.answers.RiskCoverage;
import dev.captioner.evaluate.answers.RiskCoveragePoint;
import dev.captioner.evaluate.answers.TemperatureScaling;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.PhotoMemory;
import dev.captioner.text.QuestionText;
import dev.captioner.text.Tokeniser;
import dev.captioner.train.AskedPhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Makes a model's answers as sure as they are right: a temperature for their probabilities, found on questions that it was not
 * trained on, and the probability below which an answer is more likely wrong than right.
 */
public final class AnswerCalibration {
    private static final int PHOTOS_AT_ONCE = 32;

    /** Of the answers that a model gives rather than abstain, this share is to be right. */
    private static final double WANTED_ACCURACY = 0.6;

    private AnswerCalibration() {}

    /**
     * Fits temperature and threshold.
     *
     * @param asked questions that the model was not trained on
     * @param progress told the number of questions done
     * @throws IllegalStateException when the model captions and is asked nothing
     * @throws IllegalArgumentException when people's answers to all the questions are outside the model's answer list
     */
    public static AnsweringDescription fit(Captioner captioner, List<AskedPhoto> asked, IntConsumer progress) {
        Answering answering = captioner.quickAnswering();
        PhotoReader reader = new PhotoReader();
        Map<Path, List<AskedPhoto>> byPhoto = new LinkedHashMap<>();
        asked.forEach(one ->
                byPhoto.computeIfAbsent(one.file(), file -> new ArrayList<>()).add(one));
        List<Path> photos = List.copyOf(byPhoto.keySet());
        List<AskedPhoto> done = new ArrayList<>();
        List<double[]> found = new ArrayList<>();
        for (int from = 0; from < photos.size(); from += PHOTOS_AT_ONCE) {
            List<Path> part = photos.subList(from, Math.min(photos.size(), from + PHOTOS_AT_ONCE));
            List<PhotoMemory> memories = part.parallelStream()
                    .map(file -> captioner.look(reader.read(file)))
                    .toList();
            List<PhotoMemory> shown = new ArrayList<>();
            List<QuestionText> questions = new ArrayList<>();
            for (int i = 0; i < part.size(); i++) {
                for (AskedPhoto one : byPhoto.getOrDefault(part.get(i), List.of())) {
                    shown.add(memories.get(i));
                    questions.add(QuestionText.of(one.question()));
                    done.add(one);
                }
            }
            found.addAll(answering.logProbabilities(shown, questions));
            progress.accept(done.size());
        }
        return fit(answering.list(), done, found);
    }

    private static AnsweringDescription fit(List<String> answers, List<AskedPhoto> asked, List<double[]> found) {
        List<TemperatureScaling.Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            int right = answers.indexOf(
                    String.join(" ", Tokeniser.words(asked.get(i).answer())));
            if (right >= 0 && Double.isFinite(found.get(i)[right])) {
                predictions.add(new TemperatureScaling.Prediction(
                        Arrays.stream(found.get(i)).boxed().toList(), right));
            }
        }
        double temperature = TemperatureScaling.fit(predictions);
        List<GradedAnswer> graded = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            double[] shares = AnswerScoring.probabilities(found.get(i), temperature);
            int best = best(shares);
            graded.add(new GradedAnswer(
                    shares[best], ConsensusAccuracy.of(asked.get(i).answers(), answers.get(best))));
        }
        double threshold = RiskCoverage.of(graded)
                .forAccuracy(WANTED_ACCURACY)
                .map(RiskCoveragePoint::threshold)
                .orElse(1.0);
        return new AnsweringDescription(temperature, threshold);
    }

    private static int best(double[] shares) {
        int best = 0;
        for (int answer = 1; answer < shares.length; answer++) {
            best = shares[answer] > shares[best] ? answer : best;
        }
        return best;
    }
}

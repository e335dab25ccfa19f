package dev.captioner.publish;

import dev.captioner.Answering;
import dev.captioner.Captioner;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.decode.AnswerScoring;
import dev.captioner.evaluate.answers.ConsensusAccuracy;
import dev.captioner.evaluate.answers.GradedAnswer;
import dev.captioner.evaluate.answers.RiskCoverage;
import dev.captioner.evaluate.answers.RiskCoveragePoint;
import dev.captioner.evaluate.answers.TemperatureScaling;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.CalibrationGroup;
import dev.captioner.text.QuestionText;
import dev.captioner.train.AskedPhoto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calibrates a model's answers on questions that it was not trained on: a temperature for each group of questions
 * (Guo et al. 2017), and the probability below which the model abstains.
 */
public final class AnswerCalibration {
    private static final int PHOTOS_AT_ONCE = 32;

    /** The accuracy wanted for the answers on which the model does not abstain. */
    private static final double WANTED_ACCURACY = 0.6;

    /** A group with fewer questions uses the temperature of all: its own would be noise. */
    private static final int FEWEST_OF_A_GROUP = 20;

    private static final Pattern SCORES = Pattern.compile("(?ms)^## Scores$.*?(?=\n^## |\\z)");

    private AnswerCalibration() {}

    /**
     * Fits temperatures and threshold.
     *
     * @param asked questions that the model was not trained on
     * @param progress told the number of questions done
     * @throws IllegalStateException when the model only captions
     * @throws IllegalArgumentException when there are no questions
     */
    public static AnsweringDescription fit(Captioner captioner, List<AskedPhoto> asked, IntConsumer progress) {
        Answering answering = captioner.prunedAnswering();
        Map<Path, List<AskedPhoto>> byPhoto = new LinkedHashMap<>();
        asked.forEach(one ->
                byPhoto.computeIfAbsent(one.file(), file -> new ArrayList<>()).add(one));
        List<Path> photos = List.copyOf(byPhoto.keySet());
        List<AskedPhoto> done = new ArrayList<>();
        List<double[]> found = new ArrayList<>();
        PhotoGroups.forEach(captioner, photos, PHOTOS_AT_ONCE, group -> {
            List<EncodedPhoto> shown = new ArrayList<>();
            List<QuestionText> questions = new ArrayList<>();
            for (PhotoGroups.Encoded encoded : group) {
                for (AskedPhoto one : byPhoto.getOrDefault(encoded.file(), List.of())) {
                    shown.add(encoded.photo());
                    questions.add(QuestionText.of(one.question()));
                    done.add(one);
                }
            }
            found.addAll(answering.logProbabilities(shown, questions));
            progress.accept(done.size());
        });
        return fit(answering.list(), done, found);
    }

    /**
     * A model with another calibration. Its golden captions and answers do not change: their log-probabilities are
     * the network's own.
     *
     * @param version of the model as calibrated
     * @param scores of answers, made with it; they replace scores of the same name
     * @param command that found the calibration and the scores, for the card; where a card has no scores yet, they come last
     */
    public static ModelFolder calibrated(
            ModelFolder model,
            String version,
            AnsweringDescription answering,
            List<PublishedScore> scores,
            String command) {
        Map<String, PublishedScore> byName = new LinkedHashMap<>();
        model.description().scores().forEach(score -> byName.put(score.data(), score));
        scores.forEach(score -> byName.put(score.data(), score));
        List<PublishedScore> all = List.copyOf(byName.values());
        String scored = "## Scores\n\n" + ModelCard.tables(all)
                + "\nThose of answers, and how sure it is of them, are from\n\n    " + command + "\n";
        String card = model.card()
                .replaceFirst(
                        "(?m)^# "
                                + Pattern.quote(model.description().name()
                                        + ' '
                                        + model.description().version()) + "$",
                        Matcher.quoteReplacement("# " + model.description().name() + ' ' + version));
        Matcher section = SCORES.matcher(card);
        return model.with(
                model.description().calibrated(version, answering, all),
                section.find() ? section.replaceFirst(Matcher.quoteReplacement(scored)) : card + "\n" + scored);
    }

    private static AnsweringDescription fit(List<String> answers, List<AskedPhoto> asked, List<double[]> found) {
        List<TemperatureScaling.Prediction> all = new ArrayList<>();
        SortedMap<String, List<TemperatureScaling.Prediction>> groups = new TreeMap<>();
        for (int i = 0; i < asked.size(); i++) {
            String best = answers.get(best(found.get(i)));
            TemperatureScaling.Prediction prediction = new TemperatureScaling.Prediction(
                    Arrays.stream(found.get(i)).boxed().toList(),
                    ConsensusAccuracy.of(asked.get(i).answers(), best));
            all.add(prediction);
            groups.computeIfAbsent(CalibrationGroup.of(asked.get(i).question()).key(), group -> new ArrayList<>())
                    .add(prediction);
        }
        SortedMap<String, Double> temperatures = new TreeMap<>();
        groups.forEach((group, own) -> {
            if (own.size() >= FEWEST_OF_A_GROUP) {
                temperatures.put(group, TemperatureScaling.fit(own));
            }
        });
        AnsweringDescription always = new AnsweringDescription(
                TemperatureScaling.fit(all), temperatures.isEmpty() ? Optional.empty() : Optional.of(temperatures), 0);
        List<GradedAnswer> graded = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            double[] shares = AnswerScoring.probabilities(
                    found.get(i), always.temperatureOf(asked.get(i).question()));
            graded.add(new GradedAnswer(shares[best(shares)], all.get(i).credit()));
        }
        double threshold = RiskCoverage.of(graded)
                .forAccuracy(WANTED_ACCURACY)
                .map(RiskCoveragePoint::threshold)
                .orElse(1.0);
        return new AnsweringDescription(always.temperature(), always.temperatures(), threshold);
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int answer = 1; answer < scores.length; answer++) {
            best = scores[answer] > scores[best] ? answer : best;
        }
        return best;
    }
}

package dev.captioner.cli.model;

import dev.captioner.Captioner;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.evaluate.answers.AnswerGroup;
import dev.captioner.publish.AnswerEvaluation;
import dev.captioner.publish.CaptionEvaluation;
import dev.captioner.train.AskedPhoto;
import dev.captioner.train.CaptionedPhoto;
import dev.captioner.train.QuestionSplits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Scores a model on its development split, for its model card. */
public final class DevelopmentScores {
    private final Console console;
    private final Path folder;

    public DevelopmentScores(Console console, Path folder) {
        this.console = console;
        this.folder = folder;
    }

    /** Scores of the captions that the model gives with its own decoding options. */
    public PublishedScore captions(List<CaptionedPhoto> development) {
        try (ProgressBar bar = new ProgressBar(console);
                Captioner captioner = Captioner.load(folder)) {
            CaptionScores scores = CaptionEvaluation.of(
                            captioner,
                            development,
                            captioner.defaults(),
                            done -> bar.show("scoring", done, development.size(), "photos", ""))
                    .scores();
            TreeMap<String, Double> values = new TreeMap<>(Map.of(
                    "bleu1", scores.bleu1(),
                    "bleu4", scores.bleu4(),
                    "rougeL", scores.rougeL(),
                    "cider", scores.cider()));
            return new PublishedScore("captions of development photos", development.size(), values);
        }
    }

    /**
     * Accuracy of the answers, for each data set, next to two baselines: the model without the photo (blind) and the most frequent
     * training answer (majority). At most 500 questions of each data set count.
     */
    public List<PublishedScore> answers(QuestionSplits questions) {
        List<AskedPhoto> asked = questions.someDevelopment();
        try (ProgressBar bar = new ProgressBar(console);
                Captioner captioner = Captioner.load(folder)) {
            AnswerEvaluation evaluation = AnswerEvaluation.of(
                    captioner,
                    asked,
                    questions.training(),
                    null,
                    done -> bar.show("scoring", done, asked.size(), "questions", ""));
            List<PublishedScore> scores = new ArrayList<>();
            evaluation.scores().bySource().forEach((source, group) -> scores.add(score(source, group, asked)));
            scores.add(new PublishedScore(
                    "answers to all of these questions",
                    photos(asked),
                    new TreeMap<>(Map.of(
                            "questions",
                            (double) asked.size(),
                            "expectedCalibrationError",
                            evaluation.scores().expectedCalibrationError()))));
            return scores;
        }
    }

    private static PublishedScore score(String source, AnswerGroup group, List<AskedPhoto> asked) {
        TreeMap<String, Double> values = new TreeMap<>();
        values.put("questions", (double) group.questions());
        values.put("accuracy", group.accuracy());
        values.put("blindAccuracy", group.blindAccuracy());
        if (group.majorityAccuracy() != null) {
            values.put("majorityAccuracy", group.majorityAccuracy());
        }
        List<AskedPhoto> own =
                asked.stream().filter(one -> one.source().equals(source)).toList();
        return new PublishedScore("answers to development questions, " + source, photos(own), values);
    }

    private static int photos(List<AskedPhoto> asked) {
        return (int) asked.stream().map(AskedPhoto::file).distinct().count();
    }
}

package dev.captioner.cli.model;

import dev.captioner.Captioner;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.publish.AnswerCalibration;
import dev.captioner.train.AskedPhoto;
import java.util.List;

/** Calibrates the answers of a model, with a progress bar. */
public final class Calibration {
    private Calibration() {}

    /**
     * Fits temperatures and the abstention threshold.
     *
     * @param questions that the model was not trained on; at least one
     */
    public static AnsweringDescription fit(Console console, Captioner captioner, List<AskedPhoto> questions) {
        try (ProgressBar bar = new ProgressBar(console)) {
            return AnswerCalibration.fit(
                    captioner, questions, done -> bar.show("calibrating", done, questions.size(), "questions", ""));
        }
    }
}

package dev.captioner.publish;

import dev.captioner.Answer;
import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.Captioner;
import dev.captioner.bundle.GoldenAnswer;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.text.QuestionText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Checks that a model gives the captions and answers that it gave when it was published. */
public final class GoldenCheck {
    /** Encoders of different processors sum in different orders, which changes the fifth decimal. */
    private static final double TOLERANCE = 1e-3;

    private GoldenCheck() {}

    /**
     * Computes all golden captions and answers together, because a service waits for it when it starts.
     *
     * @param captioner of the model
     * @param photos the folder that the photos of {@code golden.json} are relative to
     * @throws ModelException naming the first caption or answer that differs
     * @throws PhotoException when one of the photos is not there or cannot be read
     */
    public static void run(ModelFolder model, Captioner captioner, Path photos) {
        Map<String, EncodedPhoto> looked = new LinkedHashMap<>();
        Stream.concat(
                        model.golden().stream().map(GoldenCaption::photo),
                        model.goldenAnswers().stream().map(GoldenAnswer::photo))
                .distinct()
                .forEach(name -> looked.put(name, captioner.look(new PhotoReader().read(photos.resolve(name)))));
        compareCaptions(model.golden(), captioner, looked);
        if (!model.goldenAnswers().isEmpty()) {
            compareAnswers(model.goldenAnswers(), captioner, looked);
        }
    }

    private static void compareCaptions(
            List<GoldenCaption> golden, Captioner captioner, Map<String, EncodedPhoto> looked) {
        CaptionBatch batch = captioner.newBatch();
        DecodingPlan plan = captioner.plan(captioner.defaults());
        List<CaptionBatch.Member> members = golden.stream()
                .map(each -> {
                    batch.makeRoom();
                    return batch.admit(Objects.requireNonNull(looked.get(each.photo())), plan);
                })
                .toList();
        batch.finish();
        for (int i = 0; i < golden.size(); i++) {
            Caption found = members.get(i).captions().get(0);
            GoldenCaption expected = golden.get(i);
            compare(
                    expected.photo(),
                    expected.caption(),
                    expected.logProbability(),
                    found.text(),
                    found.logProbability());
        }
    }

    private static void compareAnswers(
            List<GoldenAnswer> golden, Captioner captioner, Map<String, EncodedPhoto> looked) {
        // pruning is exact for the best answer and saves the other thousand
        List<Answer> found = captioner
                .prunedAnswering()
                .bestOfNetwork(
                        golden.stream()
                                .map(each -> Objects.requireNonNull(looked.get(each.photo())))
                                .toList(),
                        golden.stream()
                                .map(each -> QuestionText.of(each.question()))
                                .toList());
        for (int i = 0; i < golden.size(); i++) {
            GoldenAnswer expected = golden.get(i);
            compare(
                    expected.photo() + ": " + expected.question(),
                    expected.answer(),
                    expected.logProbability(),
                    found.get(i).text(),
                    found.get(i).logProbability());
        }
    }

    private static void compare(
            String subject, String expected, double expectedLogProbability, String found, double logProbability) {
        if (!found.equals(expected)) {
            throw new ModelException(subject + ": expected '" + expected + "', found '" + found + "'");
        }
        if (Math.abs(logProbability - expectedLogProbability) > TOLERANCE) {
            throw new ModelException(subject + ": expected a log-probability of " + expectedLogProbability + " within "
                    + TOLERANCE + ", found " + logProbability);
        }
    }
}

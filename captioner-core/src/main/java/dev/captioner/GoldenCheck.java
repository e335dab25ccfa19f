package dev.captioner;

import dev.captioner.bundle.GoldenAnswer;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.PhotoMemory;
import dev.captioner.text.QuestionText;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a model still gives the captions and answers that it was published with. */
public final class GoldenCheck {
    /** Processors add in different orders, which shows in the fifth decimal. */
    private static final double TOLERANCE = 1e-3;

    private final Captioner captioner;
    private final Path photos;
    private final Map<String, Photo> read = new HashMap<>();
    private final Map<String, PhotoMemory> looked = new HashMap<>();

    private GoldenCheck(Captioner captioner, Path photos) {
        this.captioner = captioner;
        this.photos = photos;
    }

    /**
     * Captions and asks again.
     *
     * @param captioner of the model
     * @param photos the folder that the photos of {@code golden.json} are relative to
     * @throws ModelException naming the first caption or answer that is another than published
     * @throws PhotoException when one of the photos is not there or cannot be read
     */
    public static void run(ModelFolder model, Captioner captioner, Path photos) {
        GoldenCheck check = new GoldenCheck(captioner, photos);
        model.golden().forEach(check::caption);
        if (!model.goldenAnswers().isEmpty()) {
            // exact for the best answer, and a start does not wait for the other thousand
            Answering answering = captioner.quickAnswering();
            model.goldenAnswers().forEach(golden -> check.answer(golden, answering));
        }
    }

    private Photo photo(String name) {
        return read.computeIfAbsent(name, it -> new PhotoReader().read(photos.resolve(it)));
    }

    private void caption(GoldenCaption golden) {
        Caption found = captioner.caption(photo(golden.photo()));
        compare(golden.photo(), golden.caption(), golden.logProbability(), found.text(), found.logProbability());
    }

    private void answer(GoldenAnswer golden, Answering answering) {
        PhotoMemory memory = looked.computeIfAbsent(golden.photo(), name -> captioner.look(photo(name)));
        Answer found = answering
                .best(List.of(memory), List.of(QuestionText.of(golden.question())))
                .get(0);
        compare(
                golden.photo() + ": " + golden.question(),
                golden.answer(),
                golden.logProbability(),
                found.text(),
                found.logProbability());
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

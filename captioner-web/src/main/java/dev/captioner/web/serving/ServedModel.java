package dev.captioner.web.serving;

import dev.captioner.Captioner;
import dev.captioner.batch.job.JobRecipe;
import dev.captioner.bundle.ModelDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.image.PhotoException;
import dev.captioner.publish.GoldenCheck;
import dev.captioner.text.Vocabulary;
import dev.captioner.web.metrics.ServiceMetrics;
import java.nio.file.Path;
import java.util.List;

/** A model in service: loaded, and checked against its golden captions. */
public final class ServedModel implements AutoCloseable {
    /** Units a second of a model that has no golden captions by which to measure it, until requests show more or less. */
    private static final double UNKNOWN_RATE = 20;

    /** How much faster requests are at least than the check, whose code is not compiled yet. */
    private static final double WARM = 3;

    private final ModelDescription description;
    private final JobRecipe.ModelIdentity identity;
    private final Vocabulary vocabulary;
    private final List<String> answers;
    private final String card;
    private final Captioner captioner;
    private final CaptionLoop loop;
    private final double firstUnitsPerSecond;

    private ServedModel(
            ModelFolder folder,
            JobRecipe.ModelIdentity identity,
            Captioner captioner,
            CaptionLoop loop,
            double firstUnitsPerSecond) {
        this.firstUnitsPerSecond = firstUnitsPerSecond;
        description = folder.description();
        this.identity = identity;
        vocabulary = folder.vocabulary();
        answers = folder.answers();
        card = folder.card();
        this.captioner = captioner;
        this.loop = loop;
    }

    /**
     * Loads a model and checks that it reproduces its golden captions and answers.
     *
     * @param photos the folder to which the paths of the golden photos are relative
     * @param together maximum number of photos whose captions are decoded in one batch
     * @throws ModelException when the folder is no valid model folder, or the golden captions or answers differ
     */
    public static ServedModel load(Path folder, Path photos, int together, ServiceMetrics metrics) {
        ModelFolder model = ModelFolder.read(folder);
        JobRecipe.ModelIdentity identity = JobRecipe.ModelIdentity.of(folder, model.description());
        Captioner captioner = Captioner.of(model);
        try {
            long from = System.nanoTime();
            check(folder, model, captioner, photos);
            double seconds = (System.nanoTime() - from) / 1e9;
            CaptionLoop loop = new CaptionLoop(captioner, together, metrics);
            loop.start();
            int checked = model.golden().size() + model.goldenAnswers().size();
            return new ServedModel(
                    model, identity, captioner, loop, checked == 0 ? UNKNOWN_RATE : WARM * checked / seconds);
        } catch (RuntimeException | Error e) {
            captioner.close();
            throw e;
        }
    }

    private static void check(Path folder, ModelFolder model, Captioner captioner, Path photos) {
        try {
            GoldenCheck.run(model, captioner, photos);
        } catch (ModelException e) {
            throw new ModelException(
                    folder + ": the model does not reproduce its golden captions: " + e.getMessage(), e);
        } catch (PhotoException e) {
            throw new ModelException(
                    folder + ": its golden captions cannot be checked: " + e.getMessage()
                            + "; captioner.home must name the folder with the photos",
                    e);
        }
    }

    /** Description of the model. */
    public ModelDescription description() {
        return description;
    }

    /** Identity of the model, for stored jobs. */
    public JobRecipe.ModelIdentity identity() {
        return identity;
    }

    /** Vocabulary of the model. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Answer list of the model; empty when it does not answer questions. */
    public List<String> answers() {
        return answers;
    }

    /** Model card, Markdown. */
    public String card() {
        return card;
    }

    /** Computes captions and answers. */
    public Captioner captioner() {
        return captioner;
    }

    /** The units a second to expect, by the time of the check. */
    double firstUnitsPerSecond() {
        return firstUnitsPerSecond;
    }

    CaptionLoop loop() {
        return loop;
    }

    @Override
    public void close() {
        loop.close();
        captioner.close();
    }
}

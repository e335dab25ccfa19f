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

/** A model that questions are answered with: loaded, and checked against its golden captions. */
public final class ServedModel implements AutoCloseable {
    private final ModelDescription description;
    private final JobRecipe.ModelIdentity identity;
    private final Vocabulary vocabulary;
    private final List<String> answers;
    private final String card;
    private final Captioner captioner;
    private final CaptionLoop loop;

    private ServedModel(ModelFolder folder, JobRecipe.ModelIdentity identity, Captioner captioner, CaptionLoop loop) {
        description = folder.description();
        this.identity = identity;
        vocabulary = folder.vocabulary();
        answers = folder.answers();
        card = folder.card();
        this.captioner = captioner;
        this.loop = loop;
    }

    /**
     * Reads a model folder, and has the model repeat its golden captions and answers.
     *
     * @param photos the folder that the golden photos are relative to
     * @param together most photos whose captions are computed together
     * @throws ModelException when the folder is damaged or no model folder, or what the model gives is not what it gave
     */
    public static ServedModel load(Path folder, Path photos, int together, ServiceMetrics metrics) {
        ModelFolder model = ModelFolder.read(folder);
        JobRecipe.ModelIdentity identity = JobRecipe.ModelIdentity.of(folder, model.description());
        Captioner captioner = Captioner.of(model);
        try {
            check(folder, model, captioner, photos);
            CaptionLoop loop = new CaptionLoop(captioner, together, metrics);
            loop.start();
            return new ServedModel(model, identity, captioner, loop);
        } catch (RuntimeException | Error e) {
            captioner.close();
            throw e;
        }
    }

    private static void check(Path folder, ModelFolder model, Captioner captioner, Path photos) {
        try {
            GoldenCheck.run(model, captioner, photos);
        } catch (ModelException e) {
            throw new ModelException(folder + ": it does not give its golden captions: " + e.getMessage(), e);
        } catch (PhotoException e) {
            throw new ModelException(
                    folder + ": its golden captions cannot be checked: " + e.getMessage()
                            + "; captioner.home names the folder that has the photos",
                    e);
        }
    }

    /** What the model is. */
    public ModelDescription description() {
        return description;
    }

    /** What tells it from every other. */
    public JobRecipe.ModelIdentity identity() {
        return identity;
    }

    /** Its words. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Its answer list; empty when it answers no questions. */
    public List<String> answers() {
        return answers;
    }

    /** Its card, Markdown. */
    public String card() {
        return card;
    }

    /** What computes with it. */
    public Captioner captioner() {
        return captioner;
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

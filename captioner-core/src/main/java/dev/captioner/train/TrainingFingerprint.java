package dev.captioner.train;

import dev.captioner.file.Sha256;
import dev.captioner.math.Tensor;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Regularisation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Identifies what a training computes: recipe, encoder, data and first weights. A checkpoint can be resumed only where it is the same.
 *
 * <p>The recipe is included as {@link #canonical a text} with its own names for values, so renaming code does not
 * change it. A new value, or one that changes its meaning, needs a new {@link #VERSION}; {@code
 * TrainingFingerprintTest} has the text.
 */
final class TrainingFingerprint {
    /** The prefix of every fingerprint. */
    static final String VERSION = "captioner-training-2";

    private TrainingFingerprint() {}

    /**
     * The fingerprint of a training.
     *
     * @param encoderId of the encoder and its weights
     * @param first the weights that training starts from; null when the recipe's seed makes them
     */
    static String of(TrainingRecipe recipe, String encoderId, TrainingSets sets, @Nullable Weights first) {
        Sha256 sum = new Sha256().add(canonical(recipe)).add("encoder=" + encoderId + "\n");
        addCaptions(sum, "training.captions", sets.captions().training());
        addCaptions(sum, "development.captions", sets.captions().development());
        addQuestions(sum, "training.questions", sets.questions().training());
        addQuestions(sum, "development.questions", sets.questions().development());
        if (first != null) {
            first.names().forEach(name -> {
                sum.add("weights." + name + "\n");
                sum.add(bytes(first.get(name)));
            });
        }
        return VERSION + " " + sum.hex();
    }

    /** A recipe as text: a line {@code name=value} for each value, numbers with a fraction in hexadecimal. */
    static String canonical(TrainingRecipe recipe) {
        NetworkSize network = recipe.network();
        Optimisation optimisation = recipe.optimisation();
        CaptionStage captions = recipe.captions();
        Regularisation regularisation = recipe.regularisation();
        SelfCriticalStage selfCritical = recipe.selfCritical();
        QuestionStage questions = recipe.questions();
        return String.join(
                "\n",
                List.of(
                        VERSION,
                        "network.embedding=" + network.embedding(),
                        "network.units=" + network.units(),
                        "network.layers=" + network.layers(),
                        "network.attention="
                                + switch (network.attention()) {
                                    case DOT -> "dot";
                                    case ADDITIVE -> "additive";
                                },
                        "epochs=" + optimisation.epochs(),
                        "patience=" + optimisation.patience(),
                        "rate.peak=" + exact(optimisation.peakRate()),
                        "rate.warm-up=" + exact(optimisation.warmUp()),
                        "weight-decay=" + exact(optimisation.weightDecay()),
                        "gradient.maximum-norm=" + exact(optimisation.maximumNorm()),
                        "averaging=" + exact(optimisation.averaging()),
                        "captions.photos-per-batch=" + captions.photosPerBatch(),
                        "captions.captions-per-photo=" + captions.captionsPerPhoto(),
                        "captions.minimum-count=" + captions.minimumCount(),
                        "captions.maximum-words=" + captions.maximumWords(),
                        "captions.mirrored=" + captions.mirrored(),
                        "dropout.region=" + exact(regularisation.regionDropout()),
                        "dropout.photo=" + exact(regularisation.photoDropout()),
                        "dropout.word=" + exact(regularisation.wordDropout()),
                        "dropout.output=" + exact(regularisation.outputDropout()),
                        "label-smoothing=" + exact(regularisation.labelSmoothing()),
                        "self-critical.rounds=" + selfCritical.rounds(),
                        "self-critical.updates=" + selfCritical.updates(),
                        "self-critical.samples=" + selfCritical.samples(),
                        "self-critical.rate=" + exact(selfCritical.rate()),
                        "questions.hops=" + questions.hops(),
                        "questions.per-batch=" + questions.perBatch(),
                        "questions.per-source=" + questions.perSource(),
                        "questions.least-per-source=" + questions.leastPerSource(),
                        "questions.withheld=" + exact(questions.withheld()),
                        "questions.dropout=" + exact(questions.dropout()),
                        "questions.minimum-count=" + questions.minimumCount(),
                        "questions.minimum-answer-count=" + questions.minimumAnswerCount(),
                        "seed=" + recipe.seed(),
                        ""));
    }

    /** A number as text that does not depend on the version of Java: decimal digits are chosen differently before and after Java 19. */
    private static String exact(double value) {
        return Double.toHexString(value);
    }

    private static void addCaptions(Sha256 sum, String name, List<CaptionedPhoto> photos) {
        sum.add(name + "=" + photos.size() + "\n");
        photos.forEach(photo -> sum.add(photo.name() + "\t" + String.join("\t", photo.captions())
                + (photo.style() == null ? "" : "\tstyle=" + photo.style()) + "\n"));
    }

    private static void addQuestions(Sha256 sum, String name, List<AskedPhoto> photos) {
        sum.add(name + "=" + photos.size() + "\n");
        photos.forEach(photo ->
                sum.add(photo.name() + "\t" + photo.question() + "\t" + String.join("\t", photo.answers()) + "\n"));
    }

    private static byte[] bytes(Tensor tensor) {
        float[] values = tensor.values();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}

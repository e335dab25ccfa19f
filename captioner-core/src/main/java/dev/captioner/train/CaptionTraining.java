package dev.captioner.train;

import dev.captioner.encode.Encoder;
import dev.captioner.model.Initialisation;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Parameters;
import dev.captioner.model.Weights;
import dev.captioner.text.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains a captioning network on photos and captions: features once, then epochs of batches, each followed by CIDEr on the
 * development photos; the best weights are kept. The same photos, captions, recipe and machine give the same weights, whether
 * the training was interrupted or not.
 */
public final class CaptionTraining {
    private final Encoder encoder;
    private final String encoderId;
    private final Path folder;
    private final Path cacheFolder;
    private final Recipe recipe;
    private final TrainingListener listener;

    /**
     * A training that keeps its checkpoint and log in a folder.
     *
     * @param encoder the frozen CNN
     * @param encoderId changes whenever the encoder's weights do, such as their SHA-256
     * @param folder for the checkpoint, the log and the curves
     * @param cacheFolder for the features; may be shared by trainings with the same encoder, one at a time
     */
    public CaptionTraining(
            Encoder encoder,
            String encoderId,
            Path folder,
            Path cacheFolder,
            Recipe recipe,
            TrainingListener listener) {
        this.encoder = encoder;
        this.encoderId = encoderId;
        this.folder = folder;
        this.cacheFolder = cacheFolder;
        this.recipe = recipe;
        this.listener = listener;
    }

    /**
     * What training arrived at.
     *
     * @param shape of the network
     * @param weights the best ones
     * @param vocabulary the words it knows
     * @param log one record an epoch
     */
    public record Result(NetworkShape shape, Weights weights, Vocabulary vocabulary, List<EpochRecord> log) {}

    /** Whether the folder holds the checkpoint of a training. */
    public static boolean started(Path folder) {
        return TrainingState.exists(folder);
    }

    /**
     * Trains to the end, or until the score stops rising.
     *
     * @param resume go on from the folder's checkpoint
     * @throws TrainingException when the data does not suffice, the checkpoint does not fit, or the loss is not finite
     */
    public Result train(List<CaptionedPhoto> training, List<CaptionedPhoto> development, boolean resume) {
        if (training.isEmpty() || development.isEmpty()) {
            throw new TrainingException("training needs photos in both splits, found " + training.size()
                    + " training and " + development.size() + " development photos");
        }
        Vocabulary vocabulary =
                VocabularyBuilder.build(training.stream().flatMap(p -> p.captions().stream()), recipe.minimumCount());
        NetworkShape shape = new NetworkShape(
                encoder.channels(),
                recipe.embedding(),
                recipe.units(),
                vocabulary.size(),
                recipe.layers(),
                recipe.attention());
        try (FeatureCache cache = FeatureCache.open(cacheFolder, encoderId, encoder.grid(), encoder.channels())) {
            Prepared data = prepare(cache, training, development, vocabulary);
            Parameters parameters = new Parameters(shape, DataType.FLOAT);
            parameters.assign(Initialisation.random(shape, recipe.seed()));
            TrainingState state = new TrainingState(parameters, recipe);
            TrainingLog log = new TrainingLog(folder);
            String fingerprint = fingerprint(training, development);
            if (resume) {
                state.read(folder, fingerprint);
                log.keep(state.epoch);
            } else {
                log.keep(0);
            }
            new EpochLoop(recipe, data.batches(), data.scorer(), state, log, listener)
                    .run(() -> state.write(folder, fingerprint));
            return new Result(shape, parameters.copy(state.best), vocabulary, log.records());
        }
    }

    private record Prepared(TrainingBatches batches, DevelopmentScorer scorer) {}

    private Prepared prepare(
            FeatureCache cache,
            List<CaptionedPhoto> training,
            List<CaptionedPhoto> development,
            Vocabulary vocabulary) {
        FeatureComputation features = new FeatureComputation(cache, encoder);
        List<Path> trainingFiles = training.stream().map(CaptionedPhoto::file).toList();
        List<Path> developmentFiles =
                development.stream().map(CaptionedPhoto::file).toList();
        int views = recipe.mirrored() ? 2 : 1;
        int total = views * trainingFiles.size() + developmentFiles.size();
        Map<Path, Integer> developmentSlots =
                features.slots(developmentFiles, false, done -> listener.features(done, total));
        int before = developmentFiles.size();
        Map<Path, Integer> slots =
                features.slots(trainingFiles, false, done -> listener.features(before + done, total));
        Map<Path, Integer> mirroredSlots = recipe.mirrored()
                ? features.slots(
                        trainingFiles, true, done -> listener.features(before + trainingFiles.size() + done, total))
                : slots;
        features.rejected().forEach((file, reason) -> listener.rejected(file.toString(), reason));
        List<Example> examples = Examples.of(training, slots, mirroredSlots, vocabulary, recipe);
        List<CaptionedPhoto> readable = development.stream()
                .filter(p -> developmentSlots.containsKey(p.file()))
                .toList();
        if (examples.isEmpty() || readable.isEmpty()) {
            throw new TrainingException("none of the " + (examples.isEmpty() ? "training" : "development")
                    + " photos could be used; the first reason: "
                    + features.rejected().values().stream()
                            .findFirst()
                            .orElse("their captions are too long or have no words"));
        }
        return new Prepared(
                new TrainingBatches(examples, cache, encoder.grid(), encoder.channels()),
                new DevelopmentScorer(cache, readable, developmentSlots, vocabulary, encoder));
    }

    /** Recipe, encoder and data in one line: a checkpoint fits only where it is the same. */
    private String fingerprint(List<CaptionedPhoto> training, List<CaptionedPhoto> development) {
        List<String> parts = new ArrayList<>(List.of(recipe.toString(), encoderId));
        for (List<CaptionedPhoto> photos : List.of(training, development)) {
            photos.forEach(photo -> parts.add(photo.name() + "\t" + String.join("\t", photo.captions())));
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

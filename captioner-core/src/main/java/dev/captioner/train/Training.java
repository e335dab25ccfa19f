package dev.captioner.train;

import dev.captioner.api.Internal;
import dev.captioner.encode.Encoder;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Initialisation;
import dev.captioner.model.training.Parameters;
import dev.captioner.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Trains a network on photos with captions, questions or both. Features are computed once. After each epoch, captions are scored by
 * CIDEr and answers by accuracy on the development photos; the best weights are kept. The same photos, sentences, recipe and machine
 * give the same weights, bit for bit, whether the training was interrupted or not.
 */
public final class Training {
    private final Encoder encoder;
    private final String encoderId;
    private final Path folder;
    private final Path cacheFolder;
    private final TrainingRecipe recipe;
    private final TrainingListener listener;

    /**
     * Prepares a training.
     *
     * @param encoder the frozen CNN
     * @param encoderId changes whenever the encoder's weights do, such as their SHA-256
     * @param folder for the checkpoint, the log and the curves
     * @param cacheFolder for the features; may be shared by trainings with the same encoder, one at a time
     */
    public Training(
            Encoder encoder,
            String encoderId,
            Path folder,
            Path cacheFolder,
            TrainingRecipe recipe,
            TrainingListener listener) {
        this.encoder = encoder;
        this.encoderId = encoderId;
        this.folder = folder;
        this.cacheFolder = cacheFolder;
        this.recipe = recipe;
        this.listener = listener;
    }

    /**
     * The result of a training.
     *
     * @param shape of the network
     * @param weights the best ones
     * @param vocabulary the words it knows
     * @param answers the closed answer list; empty when there were no questions
     * @param log one record an epoch
     */
    public record Result(
            NetworkShape shape, Weights weights, Vocabulary vocabulary, List<String> answers, List<EpochRecord> log) {}

    /** Whether the folder holds the checkpoint of a training. */
    public static boolean started(Path folder) {
        return TrainingState.exists(folder);
    }

    /** The files beside the checkpoint that a training in a folder replaces. */
    @Internal
    public static List<Path> logs(Path folder) {
        return List.of(folder.resolve(TrainingLog.RECORDS), folder.resolve(TrainingLog.CURVES));
    }

    /**
     * Trains a captioning network to the end, or until CIDEr on the development photos stops rising.
     *
     * @param training photos to learn from
     * @param development photos to score the weights on after each epoch
     * @param resume whether to resume from the checkpoint in the folder
     * @return the best weights, with what a model folder needs beside them
     * @throws TrainingException when there are no photos in one of the lists, the checkpoint is of another training, or the loss is not
     *     finite
     */
    public Result train(List<CaptionedPhoto> training, List<CaptionedPhoto> development, boolean resume) {
        return train(TrainingSets.ofCaptions(new CaptionSplits(training, development)), resume);
    }

    /**
     * Trains to the end, or until the score on the development photos stops rising.
     *
     * @param resume whether to resume from the folder's checkpoint
     * @throws TrainingException when the data does not suffice, the checkpoint does not fit, the model to start from has another
     *     network, or the loss is not finite
     */
    public Result train(TrainingSets sets, boolean resume) {
        sets.check();
        List<String> answers = AnswerBuilder.answers(
                sets.questions().training(), recipe.questions().minimumAnswerCount());
        Vocabulary vocabulary = vocabulary(sets, answers);
        boolean asked = !sets.questions().training().isEmpty();
        NetworkShape shape = new NetworkShape(
                encoder.channels(),
                recipe.network().embedding(),
                recipe.network().units(),
                vocabulary.size(),
                recipe.network().layers(),
                recipe.network().attention(),
                asked ? recipe.questions().hops() : 0);
        StartingPoint from = sets.from();
        Weights first = from == null ? Initialisation.random(shape, recipe.seed()) : from.weights(shape, recipe.seed());
        try (FeatureCache cache = FeatureCache.open(cacheFolder, encoderId, encoder.grid(), encoder.channels())) {
            Prepared data = prepare(cache, sets, vocabulary, answers);
            Parameters parameters = new Parameters(shape, DataType.FLOAT);
            parameters.assign(first);
            TrainingState state = new TrainingState(parameters, recipe);
            TrainingLog log = new TrainingLog(folder);
            String fingerprint = TrainingFingerprint.of(recipe, encoderId, sets, from == null ? null : first);
            if (resume) {
                state.read(folder, fingerprint);
                log.keep(state.epoch);
            } else {
                log.keep(0);
            }
            new EpochLoop(recipe, data.batches(), data.captions(), vocabulary, data.scorer(), state, log, listener)
                    .run(() -> state.write(folder, fingerprint));
            return new Result(shape, parameters.copy(state.best), vocabulary, answers, log.records());
        }
    }

    private Vocabulary vocabulary(TrainingSets sets, List<String> answers) {
        List<String> words = new ArrayList<>();
        if (!sets.captions().training().isEmpty()) {
            words.addAll(VocabularyBuilder.words(
                    sets.captions().training().stream().flatMap(photo -> photo.captions().stream()),
                    recipe.captions().minimumCount()));
        }
        if (!sets.questions().training().isEmpty()) {
            words.addAll(VocabularyBuilder.words(
                    sets.questions().training().stream().map(AskedPhoto::question),
                    recipe.questions().minimumCount()));
            words.addAll(VocabularyBuilder.words(answers.stream(), 1));
        }
        Stream.concat(sets.captions().training().stream(), sets.captions().development().stream())
                .map(CaptionedPhoto::style)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .map(Vocabulary::styleToken)
                .forEach(words::add);
        Vocabulary wanted = Vocabulary.ofWords(words.stream().distinct().toList());
        StartingPoint from = sets.from();
        return from == null ? wanted : from.extended(wanted);
    }

    private record Prepared(EpochBatches batches, CaptionBatches captions, DevelopmentScorer scorer) {}

    private Prepared prepare(FeatureCache cache, TrainingSets sets, Vocabulary vocabulary, List<String> answers) {
        List<Path> learned = sets.trainingFiles();
        List<Path> judged = sets.developmentFiles();
        FeatureComputation computation = new FeatureComputation(cache, encoder);
        int total = (recipe.captions().mirrored() ? 2 : 1) * learned.size() + judged.size();
        Map<Path, Integer> judgedSlots = computation.slots(judged, false, done -> listener.features(done, total));
        int before = judged.size();
        Map<Path, Integer> slots = computation.slots(learned, false, done -> listener.features(before + done, total));
        Map<Path, Integer> mirroredSlots = recipe.captions().mirrored()
                ? computation.slots(learned, true, done -> listener.features(before + learned.size() + done, total))
                : slots;
        computation.rejected().forEach((file, reason) -> listener.rejected(file.toString(), reason));

        PhotoFeatures features = new PhotoFeatures(cache, encoder.grid(), encoder.channels());
        List<Example> examples = Examples.of(sets.captions().training(), slots, mirroredSlots, vocabulary, recipe);
        List<QuestionExample> questions =
                QuestionExamples.of(sets.questions().training(), slots, mirroredSlots, vocabulary);
        rejectEmpty("training", examples.size() + questions.size(), computation);
        DevelopmentScorer scorer = new DevelopmentScorer(
                features,
                sets.captions().development().stream()
                        .filter(photo -> judgedSlots.containsKey(photo.file()))
                        .toList(),
                sets.questions().development().stream()
                        .filter(photo -> judgedSlots.containsKey(photo.file()))
                        .toList(),
                judgedSlots,
                vocabulary,
                answers);
        rejectEmpty("development", scorer.size(), computation);
        CaptionBatches captions =
                new CaptionBatches(examples, features, recipe.captions().photosPerBatch(), recipe.seed());
        if (questions.isEmpty()) {
            return new Prepared(captions, captions, scorer);
        }
        QuestionBatches asked = new QuestionBatches(questions, features, recipe.questions(), recipe.seed());
        return new Prepared(EpochBatches.mixed(captions, asked, recipe.seed()), captions, scorer);
    }

    private static void rejectEmpty(String split, int usable, FeatureComputation computation) {
        if (usable == 0) {
            throw new TrainingException("none of the " + split + " photos could be used; the first reason: "
                    + computation.rejected().values().stream()
                            .findFirst()
                            .orElse("their sentences are too long or have no words"));
        }
    }
}

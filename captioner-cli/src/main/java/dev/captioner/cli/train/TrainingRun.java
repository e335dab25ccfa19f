package dev.captioner.cli.train;

import dev.captioner.Captioner;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.TrainingData;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.files.Home;
import dev.captioner.cli.files.PhotoFiles;
import dev.captioner.cli.model.AnsweringRow;
import dev.captioner.cli.model.Calibration;
import dev.captioner.cli.model.DevelopmentScores;
import dev.captioner.cli.options.MissingPhotos;
import dev.captioner.cli.options.SplitArguments;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Encoders;
import dev.captioner.publish.GoldenSamples;
import dev.captioner.publish.ModelPublication;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.QuestionSplits;
import dev.captioner.train.StartingPoint;
import dev.captioner.train.Training;
import dev.captioner.train.TrainingRecipe;
import dev.captioner.train.TrainingSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One run of a train command: trains, writes the model folder, calibrates its answers and scores it on the development split.
 *
 * @param command the command line, for the model card
 */
record TrainingRun(Console console, TrainingArguments arguments, String command) {
    private static final String DEFAULT_ENCODER = "pretrained/encoders/efficientnet-lite2";

    /** Asked about every sample photo; the answers become the model's golden answers. */
    private static final List<String> GOLDEN_QUESTIONS =
            List.of("what is this?", "is there a cat?", "what color is it?");

    /** A frozen CNN and the folder of its weights. */
    record FrozenEncoder(EncoderDescription description, Path folder) {
        /** The encoder in a folder; null for the default one. */
        static FrozenEncoder of(@Nullable Path folder) {
            Path chosen = folder == null ? Home.folder().resolve(DEFAULT_ENCODER) : folder;
            return new FrozenEncoder(EncoderDescription.read(chosen), chosen);
        }
    }

    /**
     * What a model is trained on.
     *
     * @param descriptions of the data sets, for the model card
     * @param style the first style of the data sets, in which the model captions
     */
    record Data(TrainingSets sets, List<TrainingData> descriptions, Optional<String> style) {
        /**
         * Reads the files of several data sets.
         *
         * @param start the model to start from; null for a new network
         */
        static Data read(
                List<DataSet> dataSets,
                SplitArguments splits,
                MissingPhotos missing,
                @Nullable StartingPoint start,
                Console console)
                throws IOException {
            CaptionSplits captions = CaptionSplits.NONE;
            QuestionSplits questions = QuestionSplits.NONE;
            List<TrainingData> descriptions = new ArrayList<>();
            for (DataSet set : dataSets) {
                DataSet.Content content = set.read(splits, missing, console);
                captions = captions.and(content.captions());
                questions = questions.and(content.questions());
                descriptions.add(content.description());
            }
            Optional<String> style = dataSets.stream()
                    .map(DataSet::style)
                    .filter(Objects::nonNull)
                    .findFirst();
            return new Data(new TrainingSets(captions, questions, start), descriptions, style);
        }

        /** Without the development photos that could not be read, which no score can include. */
        Data judgedWithout(Set<String> rejected) {
            CaptionSplits captions = sets.captions();
            QuestionSplits questions = sets.questions();
            return new Data(
                    new TrainingSets(
                            new CaptionSplits(
                                    captions.training(),
                                    captions.development().stream()
                                            .filter(photo -> !rejected.contains(
                                                    photo.file().toString()))
                                            .toList()),
                            new QuestionSplits(
                                    questions.training(),
                                    questions.development().stream()
                                            .filter(photo -> !rejected.contains(
                                                    photo.file().toString()))
                                            .toList()),
                            sets.from()),
                    descriptions,
                    style);
        }
    }

    /** The JSON object that ends a training run. */
    private record Finished(
            String model,
            int photos,
            @Nullable SortedMap<String, Double> scores,
            @Nullable List<PublishedScore> answers,
            @Nullable AnsweringDescription answering) {}

    /**
     * Trains and publishes.
     *
     * @param resume whether to resume from the checkpoint
     * @throws dev.captioner.train.TrainingException when the data is insufficient or the checkpoint belongs to another training run
     */
    void run(TrainingRecipe recipe, FrozenEncoder encoder, Data data, boolean resume) throws IOException {
        Training.Result result;
        TrainingProgress progress = new TrainingProgress(console, arguments.json());
        try (Encoder opened = Encoders.open(encoder.description(), encoder.folder())) {
            result = new Training(
                            opened,
                            encoder.description().fingerprint(encoder.folder()),
                            arguments.out(),
                            arguments.cache(),
                            recipe,
                            progress)
                    .train(data.sets(), resume);
        }
        publish(result, encoder, data.judgedWithout(progress.rejected()));
    }

    /** Scores and calibration need a model folder to load, and become part of it: the folder is written more than once. */
    private void publish(Training.Result result, FrozenEncoder encoder, Data data) throws IOException {
        Path folder = arguments.model();
        ModelPublication publication = new ModelPublication(
                arguments.name(),
                arguments.version(),
                data.descriptions(),
                arguments.licence(),
                command,
                encoder.description(),
                encoder.folder());
        TrainingSets sets = data.sets();
        DecodingDescription decoding =
                data.style().map(DecodingDescription.DEFAULT::withStyle).orElse(DecodingDescription.DEFAULT);
        AnsweringDescription answering = null;
        if (!result.answers().isEmpty()) {
            publication.write(
                    result, decoding, AnsweringDescription.UNCALIBRATED, List.of(), GoldenSamples.NONE, folder);
            try (Captioner captioner = Captioner.load(folder)) {
                answering = Calibration.fit(console, captioner, sets.questions().someDevelopment());
            }
        }
        publication.write(result, decoding, answering, List.of(), GoldenSamples.NONE, folder);
        DevelopmentScores scorer = new DevelopmentScores(console, folder);
        PublishedScore captions = sets.captions().development().isEmpty()
                ? null
                : scorer.captions(sets.captions().development());
        List<PublishedScore> answers = answering == null ? null : scorer.answers(sets.questions());
        List<PublishedScore> scores = new ArrayList<>();
        if (captions != null) {
            scores.add(captions);
        }
        if (answers != null) {
            scores.addAll(answers);
        }
        publication.write(result, decoding, answering, scores, goldenSamples(), folder);
        report(folder, captions, answers, answering);
    }

    private void report(
            Path folder,
            @Nullable PublishedScore captions,
            @Nullable List<PublishedScore> answers,
            @Nullable AnsweringDescription answering) {
        if (arguments.json()) {
            console.print(Json.line(new Finished(
                    folder.toString(),
                    captions == null ? 0 : captions.photos(),
                    captions == null ? null : captions.values(),
                    answers,
                    answering)));
            return;
        }
        if (captions != null) {
            StringJoiner values = new StringJoiner(", ");
            captions.values().forEach((name, value) -> values.add(String.format(Locale.ROOT, "%s %.4f", name, value)));
            console.print(folder + ": " + captions.photos() + " development photos, beam "
                    + DecodingDescription.DEFAULT.beam() + ": " + values);
        }
        if (answering != null) {
            console.print(folder + ": " + AnsweringRow.of(answering));
        }
    }

    /** The photos in captioner's own samples folder, where there is one. */
    private static GoldenSamples goldenSamples() throws IOException {
        Path home = Home.folder();
        Path samples = home.resolve("samples");
        if (!Files.isDirectory(samples)) {
            return GoldenSamples.NONE;
        }
        List<String> photos = new ArrayList<>();
        for (Path photo : PhotoFiles.of(List.of(samples)).files()) {
            photos.add("samples/" + samples.relativize(photo));
        }
        return new GoldenSamples(home, photos, GOLDEN_QUESTIONS);
    }
}

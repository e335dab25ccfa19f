package dev.captioner.cli.train;

import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.TrainingData;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.Json;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.files.Home;
import dev.captioner.cli.model.ShellWords;
import dev.captioner.cli.model.TrainingScores;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Encoders;
import dev.captioner.publish.GoldenSamples;
import dev.captioner.publish.ModelPublication;
import dev.captioner.text.CaptionFile;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.CaptionedPhoto;
import dev.captioner.train.Training;
import dev.captioner.train.TrainingImageProfiles;
import dev.captioner.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a captioning model and writes its folder. */
@Command(
        name = "captions",
        description = {
            "Trains a captioning model on photos and captions, and writes it to OUT/model.",
            "Ctrl-C loses at most an epoch: the same command with --resume goes on."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class TrainCaptionsCommand implements Callable<Integer> {
    private static final DecodingDescription DECODING = new DecodingDescription(5, 0.7, 20, true);
    private static final String ENCODER = "pretrained/encoders/efficientnet-lite2";

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "folder of the photos; once for each --captions")
    private List<Path> images = new ArrayList<>();

    @Option(
            names = "--captions",
            required = true,
            paramLabel = "FILE",
            description =
                    "captions by people, UTF-8: [split TAB] file TAB caption, several lines a photo; may be repeated")
    private List<Path> captions = new ArrayList<>();

    @Option(
            names = "--encoder",
            paramLabel = "DIR",
            description = "folder of the frozen CNN (default: EfficientNet-Lite2)")
    private @Nullable Path encoderGiven;

    @Option(
            names = "--data",
            paramLabel = "NAME=TERMS",
            description = "name and terms of the data of each --captions, for the model card")
    private List<String> data = new ArrayList<>();

    @Mixin
    private TrainingArguments training = new TrainingArguments();

    @Mixin
    private RecipeArguments recipe = new RecipeArguments(TrainingRecipe.DEFAULT);

    TrainCaptionsCommand(Console console) {
        this.console = console;
    }

    /** The JSON object that ends a training. */
    private record Finished(String model, int photos, Map<String, Double> scores) {}

    @Override
    public Integer call() throws IOException {
        if (images.size() != captions.size() || (!data.isEmpty() && data.size() != captions.size())) {
            throw new UsageException("--images, and --data if given, are needed once for each --captions; found "
                    + images.size() + ", " + data.size() + " and " + captions.size());
        }
        TrainingRecipe chosen = recipe.recipe();
        boolean resumed = training.resumes(console);
        List<TrainingData> described = new ArrayList<>();
        CaptionSplits splits = splits(described);
        Path encoderFolder = encoderGiven == null ? Home.folder().resolve(ENCODER) : encoderGiven;
        EncoderDescription encoder = encoder(encoderFolder, splits.training());
        Training.Result result;
        try (Encoder opened = Encoders.open(encoder, encoderFolder)) {
            result = new Training(
                            opened,
                            encoder.fingerprint(encoderFolder),
                            training.out(),
                            training.cache(),
                            chosen,
                            new TrainingProgress(console, training.json()))
                    .train(splits.training(), splits.development(), resumed);
        }
        publish(result, splits.development(), described, encoder, encoderFolder);
        return 0;
    }

    private static EncoderDescription encoder(Path folder, List<CaptionedPhoto> training) {
        EncoderDescription given = EncoderDescription.read(folder);
        return given.source().isPresent()
                ? given
                : given.withSource(TrainingImageProfiles.of(training, given.inputSize()));
    }

    private CaptionSplits splits(List<TrainingData> described) throws IOException {
        CaptionSplits all = new CaptionSplits(List.of(), List.of());
        for (int i = 0; i < captions.size(); i++) {
            CaptionSplits own = CaptionSplits.of(
                    CaptionFile.read(captions.get(i)), images.get(i), training.trainPhotos(), training.devPhotos());
            described.add(describe(i, own.training()));
            all = all.and(own);
        }
        return all;
    }

    private TrainingData describe(int i, List<CaptionedPhoto> photos) {
        String[] nameAndTerms = data.isEmpty()
                ? new String[] {String.valueOf(captions.get(i).getFileName()), "not stated"}
                : data.get(i).split("=", 2);
        int count = photos.stream().mapToInt(photo -> photo.captions().size()).sum();
        return new TrainingData(
                nameAndTerms[0], photos.size(), count, nameAndTerms.length > 1 ? nameAndTerms[1] : "not stated");
    }

    private void publish(
            Training.Result result,
            List<CaptionedPhoto> development,
            List<TrainingData> described,
            EncoderDescription encoder,
            Path encoderFolder)
            throws IOException {
        Path home = Home.folder();
        Path folder = training.out().resolve("model");
        ModelPublication publication = new ModelPublication(
                training.name(),
                training.version(),
                described,
                training.licence(),
                ShellWords.command(spec),
                encoder,
                encoderFolder);
        publication.write(result, DECODING, null, List.of(), GoldenSamples.NONE, folder);
        PublishedScore score = new TrainingScores(console, folder).captions(development);
        publication.write(
                result,
                DECODING,
                null,
                List.of(score),
                new GoldenSamples(home, TrainingArguments.samples(home), List.of()),
                folder);
        if (training.json()) {
            console.print(Json.line(new Finished(folder.toString(), development.size(), score.values())));
        } else {
            console.print(folder + ": " + development.size() + " development photos, beam " + DECODING.beam() + ": "
                    + score.values());
        }
    }
}

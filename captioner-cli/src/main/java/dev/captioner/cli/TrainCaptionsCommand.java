package dev.captioner.cli;

import dev.captioner.CaptionEvaluation;
import dev.captioner.Captioner;
import dev.captioner.ModelPublication;
import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.TrainingData;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Encoders;
import dev.captioner.evaluate.CaptionScores;
import dev.captioner.text.CaptionFile;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.CaptionTraining;
import dev.captioner.train.CaptionedPhoto;
import dev.captioner.train.PhotoSizes;
import dev.captioner.train.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
            names = "--out",
            required = true,
            paramLabel = "OUT",
            description = "folder for the model, its checkpoint and its log")
    private Path out = Path.of("");

    @Option(
            names = "--train-photos",
            paramLabel = "FILE",
            description = "names of photos to learn from, for caption files without splits")
    private @Nullable Path trainPhotos;

    @Option(
            names = "--dev-photos",
            paramLabel = "FILE",
            description =
                    "names of the photos to judge by, and no others (default: the split 'dev', or one photo in ten)")
    private @Nullable Path devPhotos;

    @Option(names = "--resume", description = "go on from the checkpoint in OUT, where there is one")
    private boolean resume;

    @Option(
            names = "--encoder",
            paramLabel = "DIR",
            description = "folder of the frozen CNN (default: EfficientNet-Lite2)")
    private @Nullable Path encoderGiven;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "folder for the photos' features, which trainings may share (default: OUT/features)")
    private @Nullable Path cache;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "of the model (default: ${DEFAULT-VALUE})",
            defaultValue = "captions")
    private String name = "captions";

    @Option(
            names = "--licence",
            paramLabel = "TEXT",
            description = "terms of the model (default: ${DEFAULT-VALUE})",
            defaultValue = "not stated")
    private String licence = "not stated";

    @Option(
            names = "--data",
            paramLabel = "NAME=TERMS",
            description = "name and terms of the data of each --captions, for the model card")
    private List<String> data = new ArrayList<>();

    @Mixin
    private RecipeArguments recipe = new RecipeArguments();

    @Option(names = "--json", description = "print a JSON object for each epoch and, in the end, for the model")
    private boolean json;

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
        Recipe chosen = recipe.recipe();
        boolean started = CaptionTraining.started(out);
        if (!resume && started) {
            throw new UsageException(out + " holds a training already; go on with --resume, or give another folder");
        }
        if (resume && !started) { // it was stopped before its first epoch ended, or this is the wrong folder
            console.say(out + " holds no checkpoint, so training starts from the beginning");
        }
        List<TrainingData> described = new ArrayList<>();
        CaptionSplits splits = splits(described);
        Path encoderFolder = encoderGiven == null ? Home.folder().resolve(ENCODER) : encoderGiven;
        EncoderDescription encoder = encoder(encoderFolder, splits.training());
        CaptionTraining.Result result;
        try (Encoder opened = Encoders.open(encoder, encoderFolder)) {
            result = new CaptionTraining(
                            opened,
                            encoder.fingerprint(encoderFolder),
                            out,
                            cache == null ? out.resolve("features") : cache,
                            chosen,
                            new TrainingProgress(console, json))
                    .train(splits.training(), splits.development(), started);
        }
        publish(result, splits.development(), described, encoder, encoderFolder);
        return 0;
    }

    private static EncoderDescription encoder(Path folder, List<CaptionedPhoto> training) {
        EncoderDescription given = EncoderDescription.read(folder);
        return given.sourceSize().isPresent()
                ? given
                : given.withSourceSize(PhotoSizes.sourceSize(training, given.inputSize()));
    }

    private CaptionSplits splits(List<TrainingData> described) throws IOException {
        Set<String> training = trainPhotos == null ? Set.of() : PhotoList.read(trainPhotos);
        Set<String> development = devPhotos == null ? Set.of() : PhotoList.read(devPhotos);
        CaptionSplits all = new CaptionSplits(List.of(), List.of());
        for (int i = 0; i < captions.size(); i++) {
            CaptionSplits own =
                    CaptionSplits.of(CaptionFile.read(captions.get(i)), images.get(i), training, development);
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
            CaptionTraining.Result result,
            List<CaptionedPhoto> development,
            List<TrainingData> described,
            EncoderDescription encoder,
            Path encoderFolder)
            throws IOException {
        Path home = Home.folder();
        Path folder = out.resolve("model");
        ModelPublication publication =
                new ModelPublication(name, "1", described, licence, commandLine(), encoder, encoderFolder);
        publication.write(result, DECODING, List.of(), home, List.of(), folder);
        PublishedScore score = score(folder, development);
        publication.write(result, DECODING, List.of(score), home, goldenPhotos(home), folder);
        if (json) {
            console.print(Json.line(new Finished(folder.toString(), development.size(), score.values())));
        } else {
            console.print(folder + ": " + development.size() + " development photos, beam " + DECODING.beam() + ": "
                    + score.values());
        }
    }

    private PublishedScore score(Path folder, List<CaptionedPhoto> development) {
        ProgressBar bar = new ProgressBar(console);
        try (Captioner captioner = Captioner.load(folder)) {
            CaptionScores scores = CaptionEvaluation.of(
                            captioner,
                            development,
                            captioner.defaults(),
                            done -> bar.show("scores", done, development.size(), "photos", ""))
                    .scores();
            TreeMap<String, Double> values = new TreeMap<>(Map.of(
                    "bleu1", scores.bleu1(),
                    "bleu4", scores.bleu4(),
                    "rougeL", scores.rougeL(),
                    "cider", scores.cider()));
            return new PublishedScore("development photos", development.size(), values);
        } finally {
            bar.clear();
        }
    }

    private static List<String> goldenPhotos(Path home) throws IOException {
        Path samples = home.resolve("samples");
        if (!Files.isDirectory(samples)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Path photo : PhotoFiles.of(List.of(samples))) {
            names.add("samples/" + samples.relativize(photo));
        }
        return names;
    }

    private String commandLine() {
        return "./captioner "
                + String.join(
                        " ",
                        spec.commandLine().getParseResult().originalArgs().isEmpty()
                                ? List.of("train captions")
                                : arguments());
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("train", "captions"));
        for (String argument : spec.commandLine().getParseResult().originalArgs()) {
            if (!argument.equals("--resume") && !argument.equals("train") && !argument.equals("captions")) {
                arguments.add(argument.matches("[\\w./=:-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'");
            }
        }
        return arguments;
    }
}

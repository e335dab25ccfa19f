package dev.captioner.cli.train;

import dev.captioner.Captioner;
import dev.captioner.bundle.AnsweringDescription;
import dev.captioner.bundle.DecodingDescription;
import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.bundle.PublishedScore;
import dev.captioner.bundle.TrainingData;
import dev.captioner.cli.console.Console;
import dev.captioner.cli.console.ProgressBar;
import dev.captioner.cli.console.UsageException;
import dev.captioner.cli.console.Version;
import dev.captioner.cli.files.Home;
import dev.captioner.cli.model.AnsweringRow;
import dev.captioner.cli.model.ShellWords;
import dev.captioner.cli.model.TrainingScores;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Encoders;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.publish.AnswerCalibration;
import dev.captioner.publish.GoldenSamples;
import dev.captioner.publish.ModelPublication;
import dev.captioner.text.CaptionFile;
import dev.captioner.text.QuestionFile;
import dev.captioner.train.AskedPhoto;
import dev.captioner.train.CaptionSplits;
import dev.captioner.train.NetworkSize;
import dev.captioner.train.QuestionSplits;
import dev.captioner.train.StartingPoint;
import dev.captioner.train.Training;
import dev.captioner.train.TrainingRecipe;
import dev.captioner.train.TrainingSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a model that captions photos and answers questions about them, and writes its folder. */
@Command(
        name = "answers",
        description = {
            "Trains a model that captions photos and answers questions about them, and writes it to OUT/model.",
            "Ctrl-C loses at most an epoch: the same command with --resume goes on."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = Version.class)
final class TrainAnswersCommand implements Callable<Integer> {
    private static final DecodingDescription DECODING = new DecodingDescription(5, 0.7, 20, true);
    private static final String ENCODER = "pretrained/encoders/efficientnet-lite2";

    /** Asked about every sample photo when the model is published. */
    private static final List<String> GOLDEN_QUESTIONS =
            List.of("what is this?", "is there a cat?", "what color is it?");

    private final Console console;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A folder of photos with what is said and asked about them. */
    static final class DataSet {
        @Option(
                names = "--images",
                required = true,
                paramLabel = "DIR",
                description = "folder of photos; may be repeated, each with its files")
        private Path images = Path.of("");

        @Option(
                names = "--captions",
                paramLabel = "FILE",
                description = "captions of these photos by people, UTF-8: [split TAB] file TAB caption")
        private @Nullable Path captions;

        @Option(
                names = "--questions",
                paramLabel = "FILE",
                description =
                        "questions about these photos with their answers, UTF-8, tab-separated, the columns named in"
                                + " the first line: file, question, answer, and if there are any split, all_answers, source")
        private @Nullable Path questions;

        @Option(
                names = "--data",
                paramLabel = "NAME=TERMS",
                description = "name and terms of these data, for the model card")
        private @Nullable String data;

        TrainingData described(int photos, int sentences) {
            String[] nameAndTerms = data == null
                    ? new String[] {String.valueOf((captions == null ? images : captions).getFileName()), "not stated"}
                    : data.split("=", 2);
            return new TrainingData(
                    nameAndTerms[0], photos, sentences, nameAndTerms.length > 1 ? nameAndTerms[1] : "not stated");
        }
    }

    @ArgGroup(exclusive = false, multiplicity = "1..*")
    private List<DataSet> sets = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description = "model to go on from, such as one that captions (default: a new network)")
    private @Nullable Path from;

    @Option(
            names = "--encoder",
            paramLabel = "DIR",
            description = "folder of the frozen CNN (default: that of the model to go on from, or EfficientNet-Lite2)")
    private @Nullable Path encoderGiven;

    @Mixin
    private TrainingArguments training = new TrainingArguments();

    @Mixin
    private QuestionArguments questionArguments = new QuestionArguments();

    @Mixin
    private RecipeArguments recipe = new RecipeArguments(TrainingRecipe.ANSWERS);

    TrainAnswersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean resumed = training.resumes(console);
        ModelFolder start = from == null ? null : ModelFolder.read(from);
        Path encoderFolder = encoderGiven != null
                ? encoderGiven
                : start != null ? start.encoderFolder() : Home.folder().resolve(ENCODER);
        EncoderDescription encoder = encoderGiven == null && start != null
                ? start.description().encoder()
                : EncoderDescription.read(encoderFolder);
        TrainingRecipe chosen = recipe.recipe().with(questionArguments.stage());
        StartingPoint startingPoint = null;
        if (start != null) {
            NetworkShape shape = NetworkShape.of(start.description().network());
            startingPoint = new StartingPoint(shape, Weights.of(start), start.vocabulary());
            chosen = chosen.with(NetworkSize.of(shape));
        }
        List<TrainingData> described = new ArrayList<>();
        TrainingSets data = data(startingPoint, described);
        Training.Result result;
        try (Encoder opened = Encoders.open(encoder, encoderFolder)) {
            result = new Training(
                            opened,
                            encoder.fingerprint(encoderFolder),
                            training.out(),
                            training.cache(),
                            chosen,
                            new TrainingProgress(console, training.json()))
                    .train(data, resumed);
        }
        publish(result, data, described, encoder, encoderFolder);
        return 0;
    }

    private TrainingSets data(@Nullable StartingPoint start, List<TrainingData> described) throws IOException {
        CaptionSplits captions = new CaptionSplits(List.of(), List.of());
        QuestionSplits questions = QuestionSplits.NONE;
        for (DataSet set : sets) {
            if (set.captions == null && set.questions == null) {
                throw new UsageException("--images " + set.images + " needs --captions, --questions or both after it");
            }
            int photos = 0;
            int sentences = 0;
            if (set.captions != null) {
                CaptionSplits own = CaptionSplits.of(
                        CaptionFile.read(set.captions), set.images, training.trainPhotos(), training.devPhotos());
                captions = captions.and(own);
                photos = own.training().size();
                sentences = own.training().stream()
                        .mapToInt(photo -> photo.captions().size())
                        .sum();
            }
            if (set.questions != null) {
                QuestionSplits own = QuestionSplits.of(
                        QuestionFile.read(set.questions), set.images, String.valueOf(set.questions.getFileName()));
                questions = questions.and(own);
                sentences += own.training().size();
                photos = Math.max(photos, (int) own.training().stream()
                        .map(one -> one.name())
                        .distinct()
                        .count());
            }
            described.add(set.described(photos, sentences));
        }
        return new TrainingSets(captions, questions, start);
    }

    private void publish(
            Training.Result result,
            TrainingSets data,
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
        publication.write(result, DECODING, AnsweringDescription.UNCALIBRATED, List.of(), GoldenSamples.NONE, folder);
        AnsweringDescription answering = calibrate(folder, data.questions().someDevelopment());
        publication.write(result, DECODING, answering, List.of(), GoldenSamples.NONE, folder);
        TrainingScores judge = new TrainingScores(console, folder);
        List<PublishedScore> scores = new ArrayList<>();
        if (!data.captions().development().isEmpty()) {
            scores.add(judge.captions(data.captions().development()));
        }
        scores.addAll(judge.answers(data.questions()));
        publication.write(
                result,
                DECODING,
                answering,
                scores,
                new GoldenSamples(home, TrainingArguments.samples(home), GOLDEN_QUESTIONS),
                folder);
        console.print(folder + ": " + AnsweringRow.of(answering));
    }

    private AnsweringDescription calibrate(Path folder, List<AskedPhoto> development) {
        ProgressBar bar = new ProgressBar(console);
        try (Captioner captioner = Captioner.load(folder)) {
            return AnswerCalibration.fit(
                    captioner, development, done -> bar.show("calibration", done, development.size(), "questions", ""));
        } finally {
            bar.clear();
        }
    }
}

package dev.captioner.bench;

import dev.captioner.Captioner;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Encoders;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.image.Resize;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.text.QuestionFile;
import dev.captioner.train.QuestionSplits;
import dev.captioner.train.Recipe;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs one benchmark on the published model and prints its tables. */
public final class Main {
    private static final int PHOTOS = 16;
    private static final int STEPS = 10;
    private static final int STARTS = 15;
    private static final int QUESTIONS_OF_A_KIND = 300;

    private final Path home;

    private Main(Path home) {
        this.home = home;
    }

    /**
     * Runs it.
     *
     * @param arguments captioner's home folder and the name of a benchmark; for choices also folders of photos, each with its question file
     */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "encoder" -> main.encoder();
            case "decoder" -> main.decoder();
            case "caption" -> main.caption();
            case "training" -> main.training();
            case "start-up" -> main.startUp();
            case "service" -> main.service();
            case "choices" -> main.choices(List.of(arguments).subList(2, arguments.length));
            default ->
                throw new IllegalArgumentException(
                        "expected encoder, decoder, caption, training, start-up, service or choices, found "
                                + arguments[1]);
        }
    }

    private ModelFolder model() {
        return ModelFolder.read(home.resolve("pretrained/captions"));
    }

    private void encoder() throws Exception {
        EfficientNetLiteArchitecture lite2 = EfficientNetLiteArchitecture.LITE2;
        EfficientNetLiteWeights weights = EfficientNetLiteWeights.read(
                lite2, home.resolve("pretrained/encoders/efficientnet-lite2/encoder.safetensors"));
        List<GoldenCaption> samples = model().golden();
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < PHOTOS; i++) {
            Path file = home.resolve(samples.get(i % samples.size()).photo());
            photos.add(Resize.bicubic(new PhotoReader().read(file), lite2.inputSize(), lite2.inputSize()));
        }
        try (EncoderBenchmark benchmark = new EncoderBenchmark(weights, photos)) {
            print(benchmark.onePhoto(1).run(100));
            print(benchmark.onePhoto(2).run(100));
            print(benchmark.allPhotos(1).run(20));
            print(benchmark.allPhotos(2).run(20));
        }
    }

    private void decoder() throws Exception {
        ModelFolder model = model();
        NetworkShape shape = NetworkShape.of(model.description().network());
        RegionFeatures features = features(model);
        try (DecoderBenchmark benchmark = new DecoderBenchmark(shape, Weights.of(model), features, STEPS)) {
            print(benchmark.step(1, 1).run(50));
            print(benchmark.step(1, 2).run(50));
            print(benchmark.step(5, 1).run(50));
            print(benchmark.step(5, 2).run(50));
        }
    }

    private RegionFeatures features(ModelFolder model) {
        try (Encoder encoder = Encoders.open(model.description().encoder(), model.encoderFolder())) {
            Path photo = home.resolve(model.golden().get(0).photo());
            return encoder.encode(new PhotoReader().read(photo));
        }
    }

    private void caption() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (CaptionBenchmark benchmark = new CaptionBenchmark(model(), home, cores)) {
            print(benchmark.beam(1).run(120));
            print(benchmark.defaults().run(120));
        }
    }

    private void training() throws Exception {
        NetworkShape shape = NetworkShape.of(model().description().network());
        print(new TrainingBenchmark(recipe(shape), new NoiseEncoder(9, shape.channels()), 256, shape.vocabulary() - 4)
                .run());
    }

    /** The published model's, but few epochs, and every word known. */
    private static Recipe recipe(NetworkShape shape) {
        Recipe published = Recipe.DEFAULT;
        return new Recipe(
                shape.embedding(),
                shape.units(),
                shape.layers(),
                shape.attention(),
                3,
                published.photosPerBatch(),
                published.captionsPerPhoto(),
                1,
                published.maximumWords(),
                published.peakRate(),
                published.warmUp(),
                published.weightDecay(),
                published.maximumNorm(),
                published.regularisation(),
                published.averaging(),
                false,
                published.selfCritical(),
                published.questions(),
                published.patience(),
                published.seed());
    }

    private void startUp() throws Exception {
        String launcher = home.resolve("captioner").toString();
        for (GoldenCaption golden : model().golden()) {
            if (golden.photo().equals("samples/chelsea.jpg")) {
                List<String> command = List.of(
                        launcher, "caption", home.resolve(golden.photo()).toString());
                StartUpBenchmark benchmark = new StartUpBenchmark(command, golden.caption());
                print(StartUpBenchmark.table("./captioner caption " + golden.photo(), benchmark.run(STARTS)));
            }
        }
    }

    private void choices(List<String> imagesAndQuestions) throws IOException {
        try (Captioner captioner = Captioner.of(model())) {
            ChoiceRules rules = new ChoiceRules(captioner);
            for (int i = 0; i + 1 < imagesAndQuestions.size(); i += 2) {
                Path file = Path.of(imagesAndQuestions.get(i + 1));
                rules.ask(
                        QuestionSplits.of(
                                QuestionFile.read(file),
                                Path.of(imagesAndQuestions.get(i)),
                                String.valueOf(file.getFileName())),
                        QUESTIONS_OF_A_KIND);
            }
            print(rules);
        }
    }

    /** Of a service that runs already: ./captioner serve */
    private void service() throws Exception {
        URI address =
                URI.create(System.getProperty("captioner.service", "http://127.0.0.1:8080/caption?attention=none"));
        List<byte[]> photos = new ArrayList<>();
        for (GoldenCaption golden : model().golden()) {
            photos.add(Files.readAllBytes(home.resolve(golden.photo())));
        }
        print(new ServiceBenchmark(address, photos).run(List.of(1, 8, 32, 128), 20));
    }

    @SuppressWarnings("SystemOut") // what it prints is what it is for
    private static void print(Object table) {
        System.out.println(table);
    }
}

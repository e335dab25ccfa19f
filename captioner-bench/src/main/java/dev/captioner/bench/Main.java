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
import dev.captioner.train.CaptionStage;
import dev.captioner.train.NetworkSize;
import dev.captioner.train.Optimisation;
import dev.captioner.train.QuestionSplits;
import dev.captioner.train.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs one benchmark on the published model and prints its tables. */
public final class Main {
    private static final int PHOTOS = 16;
    private static final int STEPS = 10;
    private static final int STARTS = 15;
    private static final int BATCH = 384;
    private static final double LEAST_SHARE = 0.9;
    private static final int QUESTIONS_OF_A_KIND = 300;
    private static final String HEAVY =
            "&beam=100&nBest=100&maxLength=100&include=dog&include=cat&include=man&include=water";

    private final Path home;

    private Main(Path home) {
        this.home = home;
    }

    /**
     * Runs a benchmark.
     *
     * @param arguments captioner's home folder and the name of a benchmark; for choices, also pairs of a folder of photos and a question file
     */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main(Path.of(arguments[0]));
        switch (arguments[1]) {
            case "encoder" -> main.encoder();
            case "decoder" -> main.decoder();
            case "caption" -> main.caption();
            case "batch" -> main.batch();
            case "batch-memory" -> main.batchMemory();
            case "training" -> main.training();
            case "photos" -> main.decoding();
            case "start-up" -> main.startUp();
            case "service" -> main.service();
            case "fairness" -> main.fairness();
            case "cost" -> main.cost();
            case "choices" -> main.choices(List.of(arguments).subList(2, arguments.length));
            default ->
                throw new IllegalArgumentException(
                        "expected encoder, decoder, caption, batch, batch-memory, training, photos, start-up, service, fairness, cost or choices, found "
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

    private void decoding() throws Exception {
        Path folder = home.resolve("target/bench/photos");
        List<Path> photos = Pillow.photos(home.resolve("samples/chelsea.jpg"), folder);
        try (Pillow pillow = new Pillow(folder)) {
            PhotoBenchmark benchmark = new PhotoBenchmark(pillow);
            for (Path photo : photos) {
                print(benchmark.decoding(photo).run(5));
            }
        }
    }

    private void caption() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        try (CaptionBenchmark benchmark = new CaptionBenchmark(model(), home, cores)) {
            print(benchmark.beam(1).run(120));
            print(benchmark.defaults().run(120));
        }
    }

    private void batch() throws Exception {
        try (BatchBenchmark benchmark = new BatchBenchmark(home.resolve("pretrained/captions"), home, BATCH)) {
            BatchBenchmark.Result result = benchmark.run(6);
            print(result.elapsed());
            print(result.processor());
            double share = result.ofBothStages();
            print(String.format(
                    Locale.ROOT, "captioner batch: %.2f of the throughput of its two stages at the same time", share));
            if (share < LEAST_SHARE) {
                throw new IllegalStateException("expected at least " + LEAST_SHARE);
            }
        }
    }

    private void batchMemory() throws Exception {
        List<String> launcher = List.of(home.resolve("captioner").toString());
        Path photo = home.resolve(model().golden().get(0).photo());
        try (BatchMemoryBenchmark benchmark = new BatchMemoryBenchmark(launcher, photo)) {
            print(BatchMemoryBenchmark.table(benchmark.run(List.of(1_000, 10_000, 100_000))));
        }
    }

    private void training() throws Exception {
        NetworkShape shape = NetworkShape.of(model().description().network());
        print(new TrainingBenchmark(recipe(shape), new NoiseEncoder(9, shape.channels()), 256, shape.vocabulary() - 4)
                .run());
    }

    /** The recipe of the published model, with few epochs and a vocabulary of all words. */
    private static TrainingRecipe recipe(NetworkShape shape) {
        CaptionStage published = CaptionStage.DEFAULT;
        return TrainingRecipe.DEFAULT
                .with(NetworkSize.of(shape))
                .with(Optimisation.DEFAULT.withEpochs(3))
                .with(new CaptionStage(
                        published.photosPerBatch(), published.captionsPerPhoto(), 1, published.maximumWords(), false));
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

    private void cost() throws IOException {
        try (Captioner captioner = Captioner.of(model())) {
            print(new CostBenchmark(captioner).run(photos().get(0)));
        }
    }

    private void fairness() throws Exception {
        try (ServiceProcess service = ServiceProcess.start(home, List.of())) {
            new ServiceBenchmark(service.captions(), photos())
                    .measure(8, seconds().dividedBy(2)); // warm-up
            FairnessBenchmark benchmark = new FairnessBenchmark(service.captions(), service.captions(HEAVY), photos());
            print(benchmark.measure(List.of(1, 4, 16), seconds()));
            requireNone(benchmark.failures());
        }
    }

    private List<byte[]> photos() throws IOException {
        List<byte[]> photos = new ArrayList<>();
        for (GoldenCaption golden : model().golden()) {
            photos.add(Files.readAllBytes(home.resolve(golden.photo())));
        }
        return photos;
    }

    private static Duration seconds() {
        return Duration.ofSeconds(Integer.getInteger("bench.seconds", 20));
    }

    private static void requireNone(List<String> failures) {
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.size() + " requests failed, the first with " + failures.get(0));
        }
    }

    private void service() throws Exception {
        List<byte[]> photos = photos();
        List<Load> alone = service(List.of("--captioner.queue.together=1"), photos, List.of(1, 32));
        print("Batching off (captioner.queue.together=1)\n\n" + Load.table(alone));
        List<Load> together = service(List.of(), photos, List.of(1, 8, 32, 128));
        print("Batching on (default)\n\n" + Load.table(together));
        print(String.format(
                Locale.ROOT,
                "throughput of 32 clients: %.2f times that of one client, and %.2f times that of 32 clients without batching;%n"
                        + "p50 of a single client: %.2f times that without batching",
                together.get(2).perSecond() / together.get(0).perSecond(),
                together.get(2).perSecond() / alone.get(1).perSecond(),
                together.get(0).median() / alone.get(0).median()));
        List<String> failures = Load.failures(
                List.of(alone, together).stream().flatMap(List::stream).toList());
        requireNone(failures);
    }

    private List<Load> service(List<String> settings, List<byte[]> photos, List<Integer> clients) throws Exception {
        Duration time = seconds();
        List<Load> loads = new ArrayList<>();
        try (ServiceProcess service = ServiceProcess.start(home, settings)) {
            ServiceBenchmark benchmark = new ServiceBenchmark(service.captions(), photos);
            benchmark.measure(8, time.dividedBy(2)); // warm-up
            for (int number : clients) {
                loads.add(benchmark.measure(number, time));
            }
        }
        return loads;
    }

    @SuppressWarnings("SystemOut") // prints results
    private static void print(Object table) {
        System.out.println(table);
    }
}

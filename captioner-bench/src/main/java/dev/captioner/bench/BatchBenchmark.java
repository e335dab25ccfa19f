package dev.captioner.bench;

import dev.captioner.AnswerOptions;
import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.CaptionSink;
import dev.captioner.Captioner;
import dev.captioner.batch.job.CaptionJob;
import dev.captioner.batch.job.JobListener;
import dev.captioner.batch.job.JobRecipe;
import dev.captioner.batch.job.Task;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.PhotoSource;
import dev.captioner.batch.source.SourceOptions;
import dev.captioner.batch.source.Sources;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.target.Targets;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.file.Outputs;
import dev.captioner.image.LeftOut;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares the batch job with its two stages, each on all cores: alone, and both at the same time, which is the lower bound for any
 * pipeline of them. All must give the captions of {@code golden.json}.
 */
final class BatchBenchmark implements AutoCloseable {
    private static final String BOTH = "both at the same time";
    private static final String BATCH = "captioner batch";

    private final Path folder = Files.createTempDirectory("batch-benchmark");
    private final List<Path> files = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final ModelFolder model;
    private final Path modelFolder;
    private final Captioner captioner;
    private final PhotoReader reader = new PhotoReader();

    /**
     * Writes copies of the golden photos that differ in trailing bytes, which decoders ignore.
     *
     * @param home the folder that the golden photos' names are relative to
     * @param photos number of copies
     */
    BatchBenchmark(Path modelFolder, Path home, int photos) throws IOException {
        this.modelFolder = modelFolder;
        model = ModelFolder.read(modelFolder);
        captioner = Captioner.of(model);
        Path all = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < photos; i++) {
            GoldenCaption golden = model.golden().get(i % model.golden().size());
            byte[] bytes = Files.readAllBytes(home.resolve(golden.photo()));
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 2);
            longer[bytes.length] = (byte) (i >> 8);
            longer[bytes.length + 1] = (byte) i;
            files.add(Files.write(all.resolve("%05d.jpg".formatted(i)), longer));
            expected.add(golden.caption());
        }
    }

    /**
     * Runs the comparison.
     *
     * @throws IllegalStateException when a caption is not that of {@code golden.json}
     */
    Result run(int rounds) {
        List<EncodedPhoto> encoded = new ArrayList<>();
        Map<String, List<Double>> processor = new LinkedHashMap<>();
        Map<String, Comparison.Candidate<List<String>>> candidates = new LinkedHashMap<>();
        candidates.put("decoding and encoding alone", round -> {
            encoded.clear();
            encoded.addAll(encodeAll());
            return expected;
        });
        candidates.put("captioning alone", round -> caption(encoded));
        candidates.put(BOTH, round -> both(encoded));
        candidates.put("captioner caption", round -> together());
        candidates.put(BATCH, this::batch);
        Comparison<List<String>> comparison = new Comparison<>(
                "batch of " + files.size() + " photos", "photo", files.size(), (found, round) -> check(found));
        candidates.forEach((name, candidate) -> {
            List<Double> times = new ArrayList<>();
            processor.put(name, times);
            comparison.add(name, round -> {
                double before = processorMilliseconds();
                List<String> captions = candidate.run(round);
                times.add((processorMilliseconds() - before) / files.size());
                return captions;
            });
        });
        ComparisonTable elapsed = comparison.run(rounds);
        Map<String, double[]> counted = new LinkedHashMap<>();
        processor.forEach((name, times) -> counted.put(
                name,
                times.subList(times.size() - rounds, times.size()).stream() // without the warm-up
                        .mapToDouble(Double::doubleValue)
                        .toArray()));
        return new Result(elapsed, new ComparisonTable("processor time", "photo", counted));
    }

    private static double processorMilliseconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e6;
    }

    /**
     * The times.
     *
     * @param elapsed wall-clock time
     * @param processor time of all processors, which depends less on other programs
     */
    record Result(ComparisonTable elapsed, ComparisonTable processor) {
        /** The throughput of the job relative to that of both stages at the same time; medians. */
        double ofBothStages() {
            return elapsed.times(BOTH).median() / elapsed.times(BATCH).median();
        }
    }

    /** Both stages at the same time and independent of each other: one encodes the photos, one captions photos encoded before. */
    private List<String> both(List<EncodedPhoto> encoded) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<List<EncodedPhoto>> encoding = other.submit(this::encodeAll);
            List<String> captions = caption(encoded);
            encoding.get();
            return captions;
        } finally {
            other.shutdown();
        }
    }

    private EncodedPhoto look(Path file) {
        return captioner.look(reader.read(file));
    }

    private void check(List<String> found) {
        if (!found.equals(expected)) {
            throw new IllegalStateException("expected " + expected + ", found " + found);
        }
    }

    private List<EncodedPhoto> encodeAll() throws Exception {
        return Workers.map(Runtime.getRuntime().availableProcessors(), files.size(), photo -> look(files.get(photo)));
    }

    private List<String> caption(List<EncodedPhoto> photos) {
        DecodingPlan plan = captioner.plan(captioner.defaults());
        CaptionBatch batch = captioner.newBatch();
        List<CaptionBatch.Member> members = new ArrayList<>();
        for (EncodedPhoto photo : photos) {
            batch.makeRoom();
            members.add(batch.admit(photo, plan));
        }
        batch.finish();
        return members.stream().map(member -> member.captions().get(0).text()).toList();
    }

    private List<String> together() {
        List<String> captions = new ArrayList<>();
        captioner.captionEach(files, reader::read, captioner.defaults(), new CaptionSink<>() {
            @Override
            public void captioned(Path file, List<Caption> found) {
                captions.add(found.get(0).text());
            }

            @Override
            public void rejected(Path file, PhotoException problem) {
                throw problem;
            }
        });
        return captions;
    }

    private List<String> batch(int round) throws IOException {
        Path state = folder.resolve("state-" + round);
        try (Database database = Database.inFolder(state)) {
            PhotoSource source =
                    Sources.of(folder.resolve("photos").toString(), SourceOptions.USUAL, InputStream.nullInputStream());
            CaptionJob.run(
                    database,
                    new Task(
                            "captions",
                            source,
                            List.of(new Targets(source, List.of(), 1, Outputs.replacing())
                                    .of(folder + "/captions.csv")),
                            Task.USUAL_CHUNK,
                            true,
                            Task.Beginning.GO_ON_OR_BEGIN),
                    new JobRecipe(
                            captioner,
                            JobRecipe.ModelIdentity.of(modelFolder, model.description()),
                            captioner.defaults(),
                            List.of(),
                            AnswerOptions.DEFAULT),
                    new Silent());
        }
        Folders.delete(state);
        return Files.readAllLines(folder.resolve("captions.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1)[2])
                .toList();
    }

    private static final class Silent implements JobListener {
        @Override
        public void leftOut(LeftOut leftOut) {}

        @Override
        public void listing(long photos) {}

        @Override
        public void captioning(Progress progress) {}

        @Override
        public void rejected(String name, PhotoProblem problem) {}

        @Override
        public void progress(Progress progress) {}

        @Override
        public void writing(Path target) {}
    }

    @Override
    public void close() throws IOException {
        captioner.close();
        Folders.delete(folder);
    }
}

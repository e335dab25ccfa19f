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
import dev.captioner.batch.source.Selection;
import dev.captioner.batch.source.Sources;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.target.Targets;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.decode.DecodingPlan;
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
 * The batch job against its stages, each with all cores: alone, and at the same time, which no pipeline of them can be faster
 * than. All give the captions of {@code golden.json}.
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
     * Makes so many photos of the golden ones, which differ in bytes that no decoder looks at.
     *
     * @param home the folder that the golden photos' names are relative to
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
     * Runs it.
     *
     * @throws IllegalStateException when a caption is not that of {@code golden.json}
     */
    Result run(int rounds) {
        List<EncodedPhoto> looked = new ArrayList<>();
        Map<String, List<Double>> processor = new LinkedHashMap<>();
        Map<String, Race.Contestant<List<String>>> contestants = new LinkedHashMap<>();
        contestants.put("decoding and encoding alone", round -> {
            looked.clear();
            looked.addAll(lookAtAll());
            return expected;
        });
        contestants.put("captioning alone", round -> caption(looked));
        contestants.put(BOTH, round -> both(looked));
        contestants.put("captioner caption", round -> together());
        contestants.put(BATCH, this::batch);
        Race<List<String>> race = new Race<>(
                "batch of " + files.size() + " photos", "photo", files.size(), (found, round) -> check(found));
        contestants.forEach((name, contestant) -> {
            List<Double> times = new ArrayList<>();
            processor.put(name, times);
            race.enter(name, round -> {
                double before = processorMilliseconds();
                List<String> captions = contestant.run(round);
                times.add((processorMilliseconds() - before) / files.size());
                return captions;
            });
        });
        RaceTable elapsed = race.run(rounds);
        Map<String, double[]> counted = new LinkedHashMap<>();
        processor.forEach((name, times) -> counted.put(
                name,
                times.subList(times.size() - rounds, times.size()).stream() // those before warmed up
                        .mapToDouble(Double::doubleValue)
                        .toArray()));
        return new Result(elapsed, new RaceTable("processor time", "photo", counted));
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
     * What it took.
     *
     * @param processor the time of all processors, which other programs disturb less
     */
    record Result(RaceTable elapsed, RaceTable processor) {
        /** How near the job comes to what can be had by overlapping its stages: its rate over that of both at the same time; medians. */
        double ofBothStages() {
            return elapsed.quantile(BOTH, 0.5) / elapsed.quantile(BATCH, 0.5);
        }
    }

    /** Both stages, which know nothing of each other: one looks at the photos, one captions what was looked at before. */
    private List<String> both(List<EncodedPhoto> looked) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<List<EncodedPhoto>> looking = other.submit(this::lookAtAll);
            List<String> captions = caption(looked);
            looking.get();
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

    private List<EncodedPhoto> lookAtAll() throws Exception {
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<EncodedPhoto>> futures = new ArrayList<>();
            for (Path file : files) {
                futures.add(cores.submit(() -> look(file)));
            }
            List<EncodedPhoto> looked = new ArrayList<>();
            for (Future<EncodedPhoto> future : futures) {
                looked.add(future.get());
            }
            return looked;
        } finally {
            cores.shutdown();
        }
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
            public void refused(Path file, PhotoException problem) {
                throw problem;
            }
        });
        return captions;
    }

    private List<String> batch(int round) throws IOException {
        Path state = folder.resolve("state-" + round);
        try (Database database = Database.inFolder(state)) {
            PhotoSource source = Sources.of(
                    folder.resolve("photos").toString(), Selection.PHOTOS, null, null, InputStream.nullInputStream());
            CaptionJob.run(
                    database,
                    new Task(
                            "captions",
                            source,
                            List.of(new Targets(source, List.of(), 1).of(folder + "/captions.csv")),
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
        public void listing(long photos) {}

        @Override
        public void captioning(Progress progress) {}

        @Override
        public void refused(String name, PhotoProblem problem) {}

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

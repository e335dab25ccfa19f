package dev.captioner.batch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.AnswerOptions;
import dev.captioner.Captioner;
import dev.captioner.batch.source.PhotoProblem;
import dev.captioner.batch.source.Selection;
import dev.captioner.batch.source.Sources;
import dev.captioner.batch.store.Database;
import dev.captioner.batch.target.PhotoRows;
import dev.captioner.batch.target.Target;
import dev.captioner.batch.target.Unwritten;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.LeftOut;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoLimits;
import dev.captioner.math.Tensor;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.Vocabulary;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionJobTest {
    private static final int CHUNK = 4;
    private static final int PHOTOS = 40;

    @TempDir
    Path folder;

    private final AtomicInteger encoded = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger mostTogether = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Forty photos, a copy of the first, and one that is damaged. */
    @BeforeEach
    void makePhotos() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < PHOTOS; i++) {
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, i);
            ImageIO.write(
                    image, "png", photos.resolve(String.format("%02d.png", i)).toFile());
        }
        Files.copy(photos.resolve("00.png"), photos.resolve("01-copy.png"));
        Files.write(photos.resolve("20-damaged.png"), new byte[] {1, 2, 3});
    }

    private Captioner captioner(UnaryOperator<Photo> before) {
        Encoder encoder = new Encoder() {
            @Override
            public int inputSize() {
                return 1;
            }

            @Override
            public int grid() {
                return 1;
            }

            @Override
            public int channels() {
                return 3;
            }

            @Override
            public RegionFeatures encode(Photo photo) {
                threads.add(Thread.currentThread());
                mostTogether.accumulateAndGet(together.incrementAndGet(), Math::max);
                try {
                    byte[] rgb = before.apply(photo).rgb();
                    encoded.incrementAndGet();
                    return new RegionFeatures(new float[] {rgb[0], rgb[1], rgb[2]}, 1, 3);
                } finally {
                    together.decrementAndGet();
                }
            }

            @Override
            public void close() {}
        };
        Vocabulary vocabulary = Vocabulary.ofWords(List.of("a", "cat"));
        NetworkShape shape = new NetworkShape(3, 4, 4, vocabulary.size(), 2, NetworkShape.AttentionKind.DOT);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Weights.shapes(shape).forEach((name, dimensions) -> {
            float[] values = new float[Arrays.stream(dimensions).reduce(1, (left, right) -> left * right)];
            Arrays.fill(values, 0.1f);
            tensors.put(name, Tensor.of(values, dimensions));
        });
        return new Captioner(
                encoder,
                new JavaDecoder(shape, Weights.of(shape, tensors)),
                vocabulary,
                DecodingOptions.of(Strategy.greedy()));
    }

    /** Stops never, and has two photos encoded at once. */
    private static class TwoProcessors implements JobControl {
        @Override
        public int processors() {
            return 2;
        }

        @Override
        public void awaitTurn() {}

        @Override
        public boolean isToStop() {
            return false;
        }
    }

    /** Hears of rejected photos and of progress. */
    private static class Heard implements JobListener {
        final List<String> rejected = new ArrayList<>();

        @Override
        public void listing(long photos) {}

        @Override
        public void leftOut(LeftOut leftOut) {}

        @Override
        public void captioning(Progress progress) {}

        @Override
        public void rejected(String name, PhotoProblem problem) {
            rejected.add(name);
        }

        @Override
        public void progress(Progress progress) {}

        @Override
        public void writing(Path target) {}
    }

    private CaptionJob.Summary run(Captioner captioner, JobListener listener, JobControl control) throws IOException {
        return run(captioner, listener, control, List.of());
    }

    private CaptionJob.Summary run(Captioner captioner, JobListener listener, JobControl control, List<Target> targets)
            throws IOException {
        JobRecipe recipe = new JobRecipe(
                captioner,
                new JobRecipe.ModelIdentity("tiny", "1", "0"),
                captioner.defaults(),
                List.of(),
                AnswerOptions.DEFAULT);
        Path photos = folder.resolve("photos");
        Task task = new Task(
                "captions",
                Sources.folderWithin(folder, photos, Selection.PHOTOS, PhotoLimits.DEFAULT),
                targets,
                CHUNK,
                false,
                Task.Beginning.GO_ON_OR_BEGIN);
        try (Database database = Database.inFolder(folder.resolve("state"))) {
            return CaptionJob.run(database, task, recipe, listener, control);
        }
    }

    @Test
    void photosAreEncodedTwoChunksAheadOnAsManyThreadsAsTheJobHasProcessors() throws IOException {
        List<Long> done = new ArrayList<>();
        Heard heard = new Heard() {
            @Override
            public void progress(Progress progress) {
                done.add(progress.done());
                assertThat(encoded.get()).isLessThanOrEqualTo((int) progress.done() + 2 * CHUNK);
            }
        };

        CaptionJob.Summary summary = run(captioner(UnaryOperator.identity()), heard, new TwoProcessors());

        assertThat(summary)
                .isEqualTo(new CaptionJob.Summary(PHOTOS + 2, 1, PHOTOS, 0, 0, summary.took(), LeftOut.NOTHING));
        assertThat(summary.took()).isPositive();
        assertThat(heard.rejected).containsExactly("20-damaged.png");
        assertThat(encoded).hasValue(PHOTOS);
        assertThat(mostTogether).hasValueLessThanOrEqualTo(2);
        assertThat(done).endsWith((long) PHOTOS + 2);
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void anErrorOfTheEncoderReachesTheCallerAsItselfAndTheJobResumes() throws IOException {
        OutOfMemoryError error = new OutOfMemoryError("for the test");
        Captioner failing = captioner(photo -> {
            if (encoded.get() == 18) {
                throw error;
            }
            return photo;
        });
        assertThatThrownBy(() -> run(failing, new Heard(), new TwoProcessors())).isSameAs(error);
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);

        CaptionJob.Summary summary = run(captioner(UnaryOperator.identity()), new Heard(), new TwoProcessors());

        assertThat(summary.photos()).isEqualTo(PHOTOS + 2);
        assertThat(summary.bad()).isOne();
        assertThat(summary.computed()).isEqualTo(PHOTOS);
        assertThat(encoded.get()).isLessThan(18 + PHOTOS - CHUNK); // the chunks before the error are kept
    }

    @Test
    void aJobThatGoesOnAfterItsWritingFailedHasTheTotalsOfAnUndisturbedOne() throws IOException {
        AtomicBoolean full = new AtomicBoolean(true);
        Target target = new Target() {
            @Override
            public Path place() {
                return folder.resolve("out");
            }

            @Override
            public void check() {}

            @Override
            public void write(PhotoRows rows, List<Unwritten> unwritten) throws IOException {
                if (full.get()) {
                    throw new IOException("No space left on device");
                }
            }
        };
        Duration working = Duration.ofMillis(200);
        Captioner slow = captioner(photo -> {
            if (encoded.get() == 0) {
                sleep(working);
            }
            return photo;
        });
        long begin = System.nanoTime();
        assertThatThrownBy(() -> run(slow, new Heard(), new TwoProcessors(), List.of(target)))
                .isInstanceOf(JobStoppedException.class)
                .hasMessageContaining("No space left on device");
        Duration pause = Duration.ofSeconds(1);
        sleep(pause);
        full.set(false);
        int before = encoded.get();

        CaptionJob.Summary summary = run(slow, new Heard(), new TwoProcessors(), List.of(target));

        assertThat(encoded).hasValue(before);
        assertThat(summary)
                .isEqualTo(new CaptionJob.Summary(PHOTOS + 2, 1, PHOTOS, 0, 0, summary.took(), LeftOut.NOTHING));
        Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(summary.took()).isBetween(working, elapsed.minus(pause).plusMillis(5)); // of the clocks' resolution
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aJobThatIsToldToStopLeavesNoThread() {
        JobControl control = new TwoProcessors() {
            @Override
            public boolean isToStop() {
                return encoded.get() > 10;
            }
        };
        assertThatThrownBy(() -> run(captioner(UnaryOperator.identity()), new Heard(), control))
                .isInstanceOf(JobStoppedException.class)
                .hasMessageContaining("told to stop");
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }
}

package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.captioner.image.Photo;
import dev.captioner.testing.TestTags;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

@Tag(TestTags.DATA)
class OneDnnEncoderTest {
    private static final long MEGABYTE = 1 << 20;

    private final EfficientNetLiteWeights weights = Pretrained.weights(EfficientNetLiteArchitecture.LITE2);
    private final Photo chelsea = Pretrained.photo("chelsea");
    private final Photo coffee = Pretrained.photo("coffee");

    @Test
    void manyThreadsGetTheSameBitsAsOneAlone() {
        try (Encoder encoder = new OneDnnEncoder(weights)) {
            float[] first = encoder.encode(chelsea).values();
            float[] second = encoder.encode(coffee).values();

            List<float[]> together = IntStream.range(0, 40)
                    .parallel()
                    .mapToObj(i -> encoder.encode(i % 2 == 0 ? chelsea : coffee).values())
                    .toList();

            for (int i = 0; i < together.size(); i++) {
                assertThat(together.get(i)).isEqualTo(i % 2 == 0 ? first : second);
            }
        }
    }

    @Test
    void twoEncodersOfTheSameWeightsGiveTheSameBits() {
        try (Encoder one = new OneDnnEncoder(weights);
                Encoder other = new OneDnnEncoder(weights)) {
            assertThat(one.encode(chelsea).values())
                    .isEqualTo(other.encode(chelsea).values());
        }
    }

    /** OpenMP's helper threads would carry the name of the thread that started them. */
    @Test
    void computesOnTheCallingThreadOnly() throws IOException, InterruptedException {
        Path tasks = Path.of("/proc/self/task");
        assumeTrue(Files.isDirectory(tasks), "skipped: this system does not list threads in " + tasks);
        Nd4j.create(1); // brings the same OpenMP library, set to all cores
        try (Encoder encoder = new OneDnnEncoder(weights)) {
            AtomicLong named = new AtomicLong();
            Thread caller = new Thread(
                    () -> {
                        IntStream.range(0, 5).forEach(i -> encoder.encode(chelsea));
                        named.set(callers(tasks));
                    },
                    "calls-encoder");
            caller.start();
            caller.join();
            assertThat(named).hasValue(1);
        }
    }

    private static long callers(Path tasks) {
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.filter(OneDnnEncoderTest::isCaller).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCaller(Path task) {
        try {
            return Files.readString(task.resolve("comm")).startsWith("calls-encoder");
        } catch (IOException e) {
            return false; // ended in the meantime
        }
    }

    @Test
    void theCallingThreadKeepsItsNumberOfOpenMpThreads() {
        Nd4j.create(1); // brings the same OpenMP library
        NativeOps openMp = NativeOpsHolder.getInstance().getDeviceNativeOps();
        int before = openMp.ompGetMaxThreads();
        try {
            for (int threads : new int[] {3, 1}) {
                openMp.setOmpNumThreads(threads);
                try (Encoder encoder = new OneDnnEncoder(weights)) {
                    encoder.encode(chelsea);
                    assertThat(openMp.ompGetMaxThreads()).isEqualTo(threads);
                }
            }
        } finally {
            openMp.setOmpNumThreads(before);
        }
    }

    @Test
    void encodingAfterClosingIsRejected() {
        Encoder encoder = new OneDnnEncoder(weights);
        encoder.close();
        encoder.close(); // a second time does nothing

        assertThatIllegalStateException()
                .isThrownBy(() -> encoder.encode(chelsea))
                .withMessageContaining("closed");
    }

    @Test
    void closingWaitsForPhotosThatAreBeingEncoded() {
        Encoder encoder = new OneDnnEncoder(weights);
        float[] alone = encoder.encode(chelsea).values();
        List<CompletableFuture<RegionFeatures>> running = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> encoder.encode(chelsea)))
                .toList();
        running.get(0).join();

        encoder.close();

        for (CompletableFuture<RegionFeatures> one : running) {
            try {
                assertThat(one.join().values()).isEqualTo(alone);
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(IllegalStateException.class); // it came after the closing
            }
        }
    }

    @Test
    void encodingAndReopeningDoNotLeakNativeMemory() {
        reopenAndEncode(8, 5); // fills oneDNN's cache of compiled code, the free lists of malloc and the heap
        long before = Pointer.physicalBytes();
        reopenAndEncode(12, 5); // each holds more than 40 MB of weights and working memory while it is open
        long reopened = Pointer.physicalBytes();
        assertThat(reopened - before).isLessThan(240 * MEGABYTE); // a leak would be 480; the heap grows too

        reopenAndEncode(1, 200);
        assertThat(Pointer.physicalBytes() - reopened).isLessThan(120 * MEGABYTE);
    }

    private void reopenAndEncode(int times, int photos) {
        for (int i = 0; i < times; i++) {
            try (Encoder encoder = new OneDnnEncoder(weights)) {
                for (int photo = 0; photo < photos; photo++) {
                    encoder.encode(photo % 2 == 0 ? chelsea : coffee);
                }
            }
        }
    }
}

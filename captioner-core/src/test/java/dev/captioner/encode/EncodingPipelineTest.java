package dev.captioner.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.encode.EncodingOutcome.Encoded;
import dev.captioner.encode.EncodingOutcome.Failed;
import dev.captioner.encode.EncodingOutcome.RejectedPhoto;
import dev.captioner.encode.EncodingPipeline.Limits;
import dev.captioner.encode.EncodingPipeline.Order;
import dev.captioner.encode.EncodingPipeline.Work;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.TestTags;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
@Tag(TestTags.SLOW)
class EncodingPipelineTest {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final AtomicInteger read = new AtomicInteger();
    private final Semaphore gate = new Semaphore(0);

    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : threads) {
            assertThat(thread.isDaemon()).isTrue();
            thread.join(600_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** Photos 0, 1 ... that record the threads they are read and worked on by. */
    private <R> Iterator<Work<Integer, R>> photos(int count, long bytes, IntFunction<Callable<R>> task) {
        return new Iterator<>() { // unlike a stream's iterator, it keeps nothing that it has returned
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public Work<Integer, R> next() {
                threads.add(Thread.currentThread());
                read.incrementAndGet();
                Callable<R> work = task.apply(next);
                return new Work<>(next++, bytes, () -> {
                    threads.add(Thread.currentThread());
                    return work.call();
                });
            }
        };
    }

    private Callable<Integer> gated(int photo) {
        return () -> {
            pass();
            return photo;
        };
    }

    /** Waits for a permit of the gate. */
    private void pass() throws InterruptedException {
        assertThat(gate.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 10_000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(1);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    /** Waits until a number stays the same for a while, and expects a certain one. */
    private static void settles(AtomicInteger number, int expected) throws InterruptedException {
        await(() -> number.get() >= expected);
        Thread.sleep(50);
        assertThat(number).hasValue(expected);
    }

    private static <S, R> EncodingOutcome<S, R> next(EncodingPipeline<S, R> pipeline) throws InterruptedException {
        return Objects.requireNonNull(pipeline.next());
    }

    @Test
    @Tag(TestTags.DATA)
    void regionsComeInTheOrderOfTheirSourcesAndEqualThoseOfEachPhotoAlone() {
        List<String> sources = IntStream.range(0, 21)
                .mapToObj(i -> i % 3 == 0 ? "coffee" : "chelsea")
                .toList();
        try (Encoder encoder = new OneDnnEncoder(Pretrained.weights(EfficientNetLiteArchitecture.LITE2))) {
            float[] coffee = encoder.encode(Pretrained.photo("coffee")).values();
            float[] chelsea = encoder.encode(Pretrained.photo("chelsea")).values();
            List<String> order = new ArrayList<>();

            try (EncodingPipeline<String, RegionFeatures> pipeline =
                    EncodingPipeline.start(sources, name -> encoder.encode(Pretrained.photo(name)))) {
                pipeline.forEach(outcome -> {
                    order.add(outcome.source());
                    assertThat(outcome.get().values())
                            .isEqualTo(outcome.source().equals("coffee") ? coffee : chelsea);
                });
            }

            assertThat(order).isEqualTo(sources);
        }
    }

    @Test
    void nothingIsReadBeyondTheLimitOfPhotos() throws InterruptedException {
        try (EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos(100, 0, i -> () -> i), new Limits(2, 5, 1), Order.SOURCE)) {
            settles(read, 5);
            for (int i = 0; i < 95; i++) {
                assertThat(next(pipeline).get()).isEqualTo(i);
                int next = i + 6;
                await(() -> read.get() >= next);
                assertThat(read).hasValue(next);
            }
        }
    }

    @Test
    void waitingPhotosStayWithinTheLimitOfBytes() throws InterruptedException {
        AtomicLong waiting = new AtomicLong();
        AtomicLong most = new AtomicLong();
        Iterator<Work<Integer, Integer>> photos = photos(50, 30, i -> {
            most.accumulateAndGet(waiting.addAndGet(30), Math::max);
            return () -> {
                pass();
                waiting.addAndGet(-30);
                return i;
            };
        });
        try (EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos, new Limits(2, 50, 100), Order.COMPLETION)) {
            settles(read, 4); // three fit, and one has been read and waits for room
            Set<Integer> photosDone = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                gate.release();
                photosDone.add(next(pipeline).get());
            }
            assertThat(photosDone).hasSize(50);
        }
        assertThat(most).hasValueLessThanOrEqualTo(120);
    }

    @Test
    void aPhotoOfMoreBytesThanTheLimitIsWorkedOnAlone() throws InterruptedException {
        AtomicInteger together = new AtomicInteger();
        Iterator<Work<Integer, Integer>> photos = photos(8, 1000, i -> () -> {
            assertThat(together.incrementAndGet()).isOne();
            Thread.sleep(5);
            together.decrementAndGet();
            return i;
        });
        try (EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos, new Limits(4, 8, 100), Order.SOURCE)) {
            for (int i = 0; i < 8; i++) {
                assertThat(next(pipeline).get()).isEqualTo(i);
            }
            assertThat(pipeline.next()).isNull();
        }
    }

    @Test
    void outcomesThatWaitForTheCallerKeepNoBytesOfTheirPhotos() throws InterruptedException {
        List<WeakReference<byte[]>> bytes = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(3);
        Iterator<Work<Integer, Integer>> photos = photos(3, 10, i -> {
            byte[] photo = new byte[10];
            bytes.add(new WeakReference<>(photo));
            return () -> {
                done.countDown();
                return photo.length + i;
            };
        });
        try (EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos, new Limits(1, 3, 100), Order.SOURCE)) {
            done.await();
            await(() -> {
                System.gc();
                return bytes.stream().allMatch(photo -> photo.get() == null);
            });
            assertThat(next(pipeline).get()).isEqualTo(10);
        }
    }

    @Test
    void outcomesInTheOrderOfCompletionDoNotWaitForASlowPhoto() throws InterruptedException {
        Iterator<Work<Integer, Integer>> photos = photos(9, 0, i -> i == 0 ? gated(0) : () -> i);
        try (EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos, new Limits(2, 9, 1), Order.COMPLETION)) {
            for (int i = 1; i < 9; i++) {
                assertThat(next(pipeline).source()).isEqualTo(i);
            }
            gate.release();
            assertThat(next(pipeline).source()).isZero();
            assertThat(pipeline.next()).isNull();
        }
    }

    @Test
    void rejectedPhotosAndFailedWorkersKeepTheirPlaceAndDisturbNoOther() throws InterruptedException {
        OutOfMemoryError error = new OutOfMemoryError("for the test");
        IllegalStateException bug = new IllegalStateException("for the test");
        PhotoReader reader = new PhotoReader();
        Iterator<Work<Integer, Integer>> photos = photos(40, 0, i -> () -> {
            return switch (i % 4) {
                case 0 -> i;
                case 1 -> reader.read(new byte[0]).width();
                case 2 -> throw error;
                default -> throw bug;
            };
        });
        try (EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos, new Limits(3, 7, 1), Order.SOURCE)) {
            for (int i = 0; i < 40; i++) {
                EncodingOutcome<Integer, Integer> outcome = next(pipeline);
                assertThat(outcome.source()).isEqualTo(i);
                switch (i % 4) {
                    case 0 -> assertThat(outcome).isEqualTo(new Encoded<>(i, i));
                    case 1 -> {
                        assertThat(outcome).isInstanceOf(RejectedPhoto.class);
                        assertThatThrownBy(outcome::get)
                                .isInstanceOfSatisfying(
                                        PhotoException.class,
                                        e -> assertThat(e.reason()).isEqualTo(PhotoException.Reason.EMPTY));
                    }
                    case 2 -> {
                        assertThat(outcome).isEqualTo(new Failed<>(i, error));
                        assertThatThrownBy(outcome::get).isSameAs(error);
                    }
                    default -> assertThatThrownBy(outcome::get).isSameAs(bug);
                }
            }
            assertThat(pipeline.next()).isNull();
        }
    }

    @Test
    void aFailureOfTheSourceComesAfterThePhotosBeforeIt() throws InterruptedException {
        for (Throwable failure : List.of(new IllegalStateException("disk"), new StackOverflowError("disk"))) {
            Iterator<Work<Integer, Integer>> photos = photos(10, 0, i -> {
                if (i == 6) {
                    throw EncodingTask.unchecked(failure);
                }
                return () -> i;
            });
            try (EncodingPipeline<Integer, Integer> pipeline =
                    EncodingPipeline.start(photos, new Limits(2, 3, 1), Order.SOURCE)) {
                for (int i = 0; i < 6; i++) {
                    assertThat(next(pipeline).get()).isEqualTo(i);
                }
                assertThatThrownBy(pipeline::next).isSameAs(failure);
            }
        }
    }

    @Test
    void closingCancelsWhatWaitsAndWaitsForWhatRuns() throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        EncodingPipeline<Integer, Integer> pipeline = EncodingPipeline.start(
                photos(1000, 0, i -> () -> {
                    begun.incrementAndGet();
                    pass();
                    ended.incrementAndGet();
                    return i;
                }),
                new Limits(2, 20, 1),
                Order.SOURCE);
        settles(begun, 2);
        settles(read, 20);
        Thread closing = new Thread(pipeline::close);
        closing.start();
        closing.join(50);
        assertThat(closing.isAlive()).isTrue();
        gate.release(1000);
        closing.join();

        assertThat(begun).hasValue(2);
        assertThat(ended).hasValue(2);
        assertThat(read).hasValue(20);
        assertThat(threads).hasSize(3).noneMatch(Thread::isAlive);
        assertThatThrownBy(pipeline::next).isInstanceOf(CancellationException.class);
        pipeline.close(); // a second time does nothing
    }

    @Test
    void closingByAnotherThreadEndsTheWaitOfTheCaller() throws InterruptedException {
        EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos(3, 0, this::gated), new Limits(2, 3, 1), Order.SOURCE);
        Thread caller = Thread.currentThread();
        Thread closing = new Thread(() -> {
            while (caller.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            pipeline.close();
        });
        closing.start();

        assertThatThrownBy(pipeline::next).isInstanceOf(CancellationException.class);
        gate.release(3);
        closing.join();
    }

    @Test
    void threadsEndAfterTheLastPhotoWithoutClosing() throws InterruptedException {
        EncodingPipeline<Integer, Integer> pipeline =
                EncodingPipeline.start(photos(6, 0, i -> () -> i), new Limits(3, 7, 1), Order.SOURCE);
        settles(read, 6);
        noThreadIsLeft();
        for (int i = 0; i < 6; i++) {
            assertThat(next(pipeline).get()).isEqualTo(i);
        }
        assertThat(pipeline.next()).isNull();
    }

    @Test
    void anInterruptOfTheCallerIsHonouredWhileItWaitsAndWhenOutcomesAreThere() throws InterruptedException {
        for (IntFunction<Callable<Integer>> work : List.<IntFunction<Callable<Integer>>>of(this::gated, i -> () -> i)) {
            List<Integer> seen = new ArrayList<>();
            try (EncodingPipeline<Integer, Integer> pipeline =
                    EncodingPipeline.start(photos(100, 0, work), new Limits(2, 4, 1), Order.SOURCE)) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> pipeline.forEach(outcome -> seen.add(outcome.source())))
                        .isInstanceOf(CancellationException.class);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                gate.release(100); // closing waits for the photos that are being worked on
            }
            assertThat(Thread.interrupted()).isTrue();
            assertThat(seen).isEmpty();
            assertThat(threads).noneMatch(Thread::isAlive);
        }
    }

    @Test
    void theFirstFailureEndsTheLoopAndLaterPhotosAreNotRead() {
        List<Integer> done = new ArrayList<>();
        AtomicInteger opened = new AtomicInteger();
        List<Integer> sources = IntStream.range(0, 1000).boxed().toList();

        assertThatThrownBy(() -> {
                    try (EncodingPipeline<Integer, Integer> pipeline = EncodingPipeline.start(sources, i -> {
                        opened.incrementAndGet();
                        if (i == 7) {
                            throw new IllegalArgumentException("photo 7");
                        }
                        return i;
                    })) {
                        pipeline.forEach(outcome -> done.add(outcome.get()));
                    }
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("photo 7");

        assertThat(done).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(opened)
                .hasValueLessThan(8 + Limits.usual().photos() + Limits.usual().workers());
    }

    @Test
    void workersOutsideAPipelineCancelWhatWaitsWhenTheyAreClosed() throws InterruptedException {
        EncodingWorkers workers = new EncodingWorkers(1);
        EncodingTask<Integer, Integer> running = workers.submit(0, gated(0));
        await(() -> workers.waiting() == 0 && gate.hasQueuedThreads());
        EncodingTask<Integer, Integer> waiting = workers.submit(1, gated(1));
        assertThat(workers.waiting()).isOne();
        assertThat(waiting.await(1, TimeUnit.MILLISECONDS)).isFalse();
        Thread closing = new Thread(workers::close);
        closing.start();
        assertThat(waiting.await(10, TimeUnit.MINUTES)).isTrue();
        gate.release();
        closing.join();

        assertThatThrownBy(waiting::outcome).isInstanceOf(CancellationException.class);
        assertThat(running.outcome()).isEqualTo(new Encoded<>(0, 0));
    }

    @Test
    void limitsAreAtLeastOne() {
        for (int[] limits : new int[][] {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Limits(limits[0], limits[1], limits[2]))
                    .withMessageContaining("at least 1");
        }
    }
}

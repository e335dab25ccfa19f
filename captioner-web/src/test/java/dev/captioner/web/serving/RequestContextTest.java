package dev.captioner.web.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.Caption;
import dev.captioner.CaptionBatch;
import dev.captioner.Captioner;
import dev.captioner.RequestCost;
import dev.captioner.ScoredCaption;
import dev.captioner.Token;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.DecodingRequest;
import dev.captioner.decode.DecodingWork;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.EncodingTask;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.text.Tokeniser;
import dev.captioner.text.Vocabulary;
import dev.captioner.web.metrics.ServiceMetrics;
import dev.captioner.web.settings.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestContextTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ServiceMetrics metrics = new ServiceMetrics(registry);
    private CurrentModel current;
    private Serving serving;
    private byte[] photo;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        current = new CurrentModel(
                ServedModel.load(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")), Path.of(".."), 16, metrics));
        serving = new Serving(
                current,
                new PhotoReader(),
                new Settings.Queue(2, Duration.ofSeconds(30), Duration.ofSeconds(60), 16),
                new Settings.Limits(100, 100, 100, 100),
                metrics);
        photo = Files.readAllBytes(Path.of("../samples/rocket.jpg"));
    }

    @AfterEach
    void stop() {
        serving.close();
        current.close();
    }

    private double steps() {
        return registry.get("captioner.batch.size").summary().count();
    }

    private static DecodingPlan longSentence(Captioner captioner) {
        DecodingOptions usual = captioner.defaults();
        return captioner.plan(
                DecodingOptions.of(Strategy.greedy()).with(usual.constraints().ofLength(8, 8)));
    }

    @Test
    void disconnectionStopsAStreamWithinOneWord() {
        AtomicInteger told = new AtomicInteger();
        try (RequestContext context = serving.enter(() -> told.get() == 3)) {
            RequestPhoto encoded = context.encode(photo, DecodingWork.NONE);
            DecodingPlan plan = longSentence(context.model().captioner());

            assertThatThrownBy(() -> context.stream(encoded, plan, word -> told.incrementAndGet()))
                    .isInstanceOfSatisfying(
                            Rejection.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(Rejection.Reason.CLIENT_GONE));
        }
        assertThat(told).hasValue(3);
        assertThat(steps()).isEqualTo(3);
    }

    @Test
    void aRequestThatFailsDoesNotFailTheOneBesideIt() throws Exception {
        Vocabulary otherWords = Vocabulary.ofWords(
                IntStream.range(0, 500).mapToObj(i -> "word" + i).toList());
        DecodingPlan broken = new DecodingPlan(DecodingOptions.of(Strategy.greedy()), otherWords);
        for (int round = 0; round < 20; round++) {
            CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> {
                try (RequestContext context = serving.enter(() -> false)) {
                    RequestPhoto encoded = context.encode(photo, DecodingWork.NONE);
                    assertThatThrownBy(() -> context.captions(encoded, broken))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
            });
            try (RequestContext context = serving.enter(() -> false)) {
                DecodingPlan plan = longSentence(context.model().captioner());
                assertThat(context.captions(context.encode(photo, DecodingWork.NONE), plan))
                        .hasSize(1);
            }
            failing.get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void anErrorOfAWorkerReachesTheRequestAsItselfAndTheNextPhotoIsServed() {
        OutOfMemoryError error = new OutOfMemoryError("for the test");
        try (RequestContext context = serving.enter(() -> false)) {
            assertThatThrownBy(() -> context.encode(photo, DecodingWork.NONE, (captioner, encoded) -> {
                        throw error;
                    }))
                    .isSameAs(error);
            assertThatThrownBy(() -> context.encode(new byte[0], DecodingWork.NONE))
                    .isInstanceOf(PhotoException.class);
            assertThat(context.encode(photo, DecodingWork.NONE).pixels().width())
                    .isPositive();
        }
    }

    /** Occupies all workers until they may go on. */
    private void occupyWorkers(CountDownLatch goOn) throws InterruptedException {
        int count = Runtime.getRuntime().availableProcessors();
        CountDownLatch occupied = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            EncodingTask<Integer, Integer> task = serving.workers().submit(i, () -> {
                occupied.countDown();
                goOn.await();
                return 0;
            });
            assertThat(task.isCancelled()).isFalse();
        }
        occupied.await();
    }

    @Test
    void aPhotoWhoseClientLeavesWhileItWaitsForAWorkerIsNeverDecoded() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        occupyWorkers(goOn);
        AtomicInteger computed = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        try (RequestContext context = serving.enter(() -> asked.incrementAndGet() > 2)) {
            assertThatThrownBy(() -> context.encode(
                            photo, DecodingWork.NONE, (captioner, encoded) -> computed.incrementAndGet()))
                    .isInstanceOfSatisfying(
                            Rejection.class,
                            rejection -> assertThat(rejection.reason()).isEqualTo(Rejection.Reason.CLIENT_GONE));
        }
        goOn.countDown();
        serving.close(); // waits for the workers
        assertThat(computed).hasValue(0);
    }

    @Test
    void aPhotoThatWaitsWhenTheServiceStopsIsRejected() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        occupyWorkers(goOn);
        Thread closing = new Thread(() -> {
            while (serving.workers().waiting() == 0) {
                Thread.onSpinWait();
            }
            serving.close();
        });
        closing.start();
        try (RequestContext context = serving.enter(() -> false)) {
            assertThatThrownBy(() -> context.encode(photo, DecodingWork.NONE))
                    .isInstanceOf(Rejection.class)
                    .hasMessageContaining("stopping");
        }
        goOn.countDown();
        closing.join();
    }

    @Test
    void requestsOverCapacityAreRejectedWithARetryTime() {
        try (RequestContext first = serving.enter(() -> false);
                RequestContext second = serving.enter(() -> false)) {
            assertThatThrownBy(() -> serving.enter(() -> false)).isInstanceOfSatisfying(Rejection.class, refusal -> {
                assertThat(refusal.reason()).isEqualTo(Rejection.Reason.OVERLOADED);
                assertThat(refusal.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            });
            assertThat(first.model()).isSameAs(second.model());
        }
        serving.enter(() -> false).close();
    }

    /** A plan of many rows. */
    private static DecodingPlan heavy(Captioner captioner) {
        return captioner.plan(DecodingRequest.NONE.beam(60).nBest(40).maxLength(40));
    }

    @Test
    void aHeavyRequestComputesInItsShareWithTheSameResult() {
        try (CurrentModel.Lease lease = current.lease()) {
            Captioner captioner = lease.model().captioner();
            DecodingPlan plan = heavy(captioner);
            CaptionBatch alone = captioner.newBatch(1);
            CaptionBatch.Member expected = alone.admit(captioner.look(new PhotoReader().read(photo)), plan);
            alone.finish();

            List<Token> words = new ArrayList<>();
            List<Caption> found;
            List<Caption> streamed;
            try (RequestContext context = serving.enter(() -> false)) {
                RequestPhoto encoded = context.encode(photo, plan.work());
                assertThat(serving.heavy().requests()).isEqualTo(1);
                assertThat(serving.admission().requests()).isZero();
                found = context.captions(encoded, plan);
                streamed = context.stream(encoded, plan, words::add);
            }
            assertThat(serving.heavy().requests()).isZero();
            assertThat(serving.isBusy()).isFalse();
            assertThat(bits(found)).isEqualTo(bits(expected.captions()));
            assertThat(bits(streamed)).isEqualTo(bits(expected.captions()));
            assertThat(bitsOfTokens(words)).isEqualTo(bitsOfTokens(found.get(0).tokens()));
        }
    }

    /** What compares captions in seconds; a recursive comparison of so many numbers takes minutes. */
    private static List<String> bits(List<Caption> captions) {
        return captions.stream()
                .map(caption -> caption.text() + " " + caption.logProbability() + " " + caption.end() + " "
                        + bitsOfTokens(caption.tokens()))
                .toList();
    }

    private static List<String> bitsOfTokens(List<Token> tokens) {
        return tokens.stream()
                .map(token ->
                        token.text() + " " + token.logProbability() + " " + Arrays.deepToString(token.attention()))
                .toList();
    }

    @Test
    void heavyScoresAreComputedOnTheThreadOfTheirRequest() {
        List<String> sentences = Collections.nCopies(64, "a ".repeat(90));
        DecodingWork work = DecodingWork.ofSentences(
                sentences.stream().map(Tokeniser::words).toList());
        Thread own = Thread.currentThread();
        try (RequestContext context = serving.enter(() -> false)) {
            List<ScoredCaption> expected = context.model().captioner().score(new PhotoReader().read(photo), sentences);
            List<ScoredCaption> scored = context.encode(photo, work, (captioner, encoded) -> {
                assertThat(Thread.currentThread()).isSameAs(own);
                return captioner.score(encoded.encoded(), sentences);
            });
            assertThat(scored)
                    .extracting(each -> each.caption().logProbability())
                    .isEqualTo(expected.stream()
                            .map(each -> each.caption().logProbability())
                            .toList());
        }
    }

    @Test
    void aHeavyRequestWhoseClientLeavesStopsWithinAStep() {
        AtomicInteger asked = new AtomicInteger();
        try (RequestContext context = serving.enter(() -> asked.incrementAndGet() > 10)) {
            DecodingPlan plan = heavy(context.model().captioner());
            RequestPhoto encoded = context.encode(photo, plan.work());
            assertThatThrownBy(() -> context.captions(encoded, plan))
                    .isInstanceOfSatisfying(
                            Rejection.class,
                            rejection -> assertThat(rejection.reason()).isEqualTo(Rejection.Reason.CLIENT_GONE));
        }
        assertThat(steps()).isLessThan(10);
        assertThat(serving.heavy().requests()).isZero();
    }

    @Test
    void heavyRequestsLeaveLightOnesTheirPlaces() {
        try (RequestContext first = serving.enter(() -> false)) {
            first.encode(photo, heavy(first.model().captioner()).work());
            try (RequestContext second = serving.enter(() -> false);
                    RequestContext third = serving.enter(() -> false)) {
                assertThat(second.encode(photo, DecodingWork.NONE).pixels().width())
                        .isPositive();
                assertThat(third.encode(photo, DecodingWork.NONE).pixels().width())
                        .isPositive();
                assertThat(serving.rejectionNow()).isPresent();
            }
        }
    }

    @Test
    void aClientIsChargedForAllUnits() {
        List<Integer> charged = new ArrayList<>();
        Client poor = new Client() {
            @Override
            public boolean isDisconnected() {
                return false;
            }

            @Override
            public Duration charge(int units) {
                charged.add(units);
                return Duration.ofSeconds(units > 0 ? 7 : 0);
            }
        };
        try (RequestContext context = serving.enter(poor)) {
            context.encode(photo, DecodingWork.NONE);
        }
        try (RequestContext context = serving.enter(poor)) {
            DecodingWork work = heavy(context.model().captioner()).work();
            assertThatThrownBy(() -> context.encode(photo, work)).isInstanceOfSatisfying(Rejection.class, rejection -> {
                assertThat(rejection.reason()).isEqualTo(Rejection.Reason.RATE_LIMITED);
                assertThat(rejection.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            });
            assertThat(charged)
                    .containsExactly(0, RequestCost.units(new PhotoReader().pixels(photo), photo.length, work) - 1);
        }
        assertThat(serving.heavy().requests()).isZero();
    }

    @Test
    void aReplacedModelIsClosedWithItsLastRequest(@TempDir Path other) {
        Captioner former;
        try (RequestContext context = serving.enter(() -> false)) {
            current.replace(ServedModel.load(
                    TinyModel.EIGHTEEN_WORDS.write(other.resolve("model")), Path.of(".."), 16, metrics));
            former = context.model().captioner();
            assertThat(context.captions(context.encode(photo, DecodingWork.NONE), longSentence(former)))
                    .hasSize(1);
            try (CurrentModel.Lease lease = current.lease()) {
                assertThat(lease.model().captioner()).isNotSameAs(former);
            }
        }
        assertThatThrownBy(() -> former.caption(new PhotoReader().read(photo)))
                .isInstanceOf(IllegalStateException.class);
    }
}

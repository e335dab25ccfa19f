package dev.captioner.web.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.DecodingPlan;
import dev.captioner.decode.Strategy;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.testing.model.TinyModel;
import dev.captioner.text.Vocabulary;
import dev.captioner.web.metrics.ServiceMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptionLoopTest {
    private static final int CAPACITY = 3;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Captioner captioner;
    private EncodedPhoto photo;
    private CaptionLoop loop;

    @BeforeEach
    void start(@TempDir Path folder) {
        captioner = Captioner.load(TinyModel.EIGHTEEN_WORDS.write(folder.resolve("model")));
        photo = captioner.look(new PhotoReader().read(Path.of("../samples/rocket.jpg")));
        loop = new CaptionLoop(captioner, CAPACITY, new ServiceMetrics(registry));
        loop.start();
    }

    @AfterEach
    void stop() {
        loop.close();
        captioner.close();
    }

    private DecodingOptions options(int beam, int length) {
        return DecodingOptions.of(Strategy.Beam.ofWidth(beam))
                .with(captioner.defaults().constraints().ofLength(length, length));
    }

    private DecodingPlan plan(int number) {
        return captioner.plan(options(1 + number % 3, 5 + number % 4));
    }

    /** A plan for more words than the model has: its search throws when it receives the first row. */
    private DecodingPlan planOfAnotherModel() {
        Vocabulary words = Vocabulary.ofWords(
                IntStream.range(0, 500).mapToObj(i -> "word" + i).toList());
        return new DecodingPlan(options(2, 8), words);
    }

    private static List<Caption> await(CompletableFuture<List<Caption>> captions) throws Exception {
        return captions.get(1, TimeUnit.MINUTES);
    }

    private String alone(int number) {
        var batch = captioner.newBatch(1);
        var member = batch.admit(photo, plan(number));
        batch.finish();
        return everyNumber(member.captions());
    }

    private static String everyNumber(List<Caption> captions) {
        StringBuilder numbers = new StringBuilder();
        for (Caption caption : captions) {
            numbers.append(caption.text()).append(caption.logProbability()).append(caption.end());
            caption.tokens().forEach(word -> numbers.append(Arrays.deepToString(word.attention())));
        }
        return numbers.toString();
    }

    @Test
    void aRequestThatFailsLeavesItsNeighboursAlone() throws Exception {
        List<CompletableFuture<List<Caption>>> good = new ArrayList<>();
        List<CompletableFuture<List<Caption>>> bad = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            good.add(loop.captions(photo, plan(number)));
            bad.add(loop.captions(photo, planOfAnotherModel()));
        }
        for (int number = 0; number < 30; number++) {
            assertThat(everyNumber(await(good.get(number)))).isEqualTo(alone(number));
            CompletableFuture<List<Caption>> failed = bad.get(number);
            assertThatThrownBy(() -> await(failed))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
        }
        assertThat(registry.get("captioner.batch.size").summary().max()).isEqualTo(CAPACITY);
    }

    @Test
    void aRequestThatIsCancelledLeavesItsPlaceToTheNext() throws Exception {
        List<CompletableFuture<List<Caption>>> futures = new ArrayList<>();
        for (int number = 0; number < 60; number++) {
            futures.add(loop.captions(photo, plan(number)));
            if (number % 2 == 1) {
                futures.get(number).cancel(false);
            }
        }
        for (int number = 0; number < 60; number += 2) {
            assertThat(everyNumber(await(futures.get(number)))).isEqualTo(alone(number));
        }
    }

    @Test
    void everyFutureCompletesWhenTheLoopIsClosed() throws Exception {
        List<CompletableFuture<List<Caption>>> futures = new ArrayList<>();
        for (int number = 0; number < 200; number++) {
            futures.add(loop.captions(photo, plan(number)));
        }
        loop.close();
        for (int number = 0; number < 200; number++) {
            futures.add(loop.captions(photo, plan(number)));
        }
        int captioned = 0;
        for (CompletableFuture<List<Caption>> future : futures) {
            try {
                await(future);
                captioned++;
            } catch (ExecutionException e) {
                assertThat(e)
                        .cause()
                        .isInstanceOfSatisfying(
                                Rejection.class,
                                rejection -> assertThat(rejection).hasMessage("the service is stopping"));
            }
        }
        assertThat(captioned).isLessThan(400);
    }
}

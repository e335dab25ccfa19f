package dev.captioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.decode.ConstraintException;
import dev.captioner.decode.Constraints;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoException;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.RandomNetworks;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaptionerTest {
    private static final Vocabulary VOCABULARY =
            Vocabulary.ofWords(List.of("a", "dog", "cat", "on", "grass", "red", "ball", "runs", "the", "sky"));
    private static final NetworkShape SHAPE =
            new NetworkShape(3, 8, 8, VOCABULARY.size(), 2, NetworkShape.AttentionKind.DOT);
    private static final DecodingOptions OPTIONS =
            DecodingOptions.of(Strategy.Beam.ofWidth(3)).withBest(3).with(Constraints.NONE.ofLength(3, 8));

    private final Captioner captioner = new Captioner(
            new PixelEncoder(),
            new JavaDecoder(SHAPE, RandomNetworks.weights(SHAPE, 5)),
            VOCABULARY,
            DecodingOptions.of(Strategy.Beam.ofWidth(3)));

    /** The photo's own pixels as features: no network, but every photo differs. */
    private static final class PixelEncoder implements Encoder {
        private boolean closed;

        @Override
        public int inputSize() {
            return 4;
        }

        @Override
        public int grid() {
            return 4;
        }

        @Override
        public int channels() {
            return 3;
        }

        @Override
        public RegionFeatures encode(Photo photo) {
            assertThat(closed).isFalse();
            float[] values = new float[photo.rgb().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = (photo.rgb()[i] & 0xFF) / 32f;
            }
            return new RegionFeatures(values, 4, 3);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Photo photo(int number) {
        byte[] rgb = new byte[4 * 4 * 3];
        new Random(number).nextBytes(rgb);
        return new Photo(4, 4, rgb);
    }

    @Test
    void captionsHaveTheirWordsWithAttentionOverTheGrid() {
        for (Caption caption : captioner.captions(photo(1), OPTIONS)) {
            assertThat(caption.text())
                    .isEqualTo(String.join(
                            " ", caption.tokens().stream().map(Token::text).toList()));
            double sum = caption.end().orElse(0);
            for (Token word : caption.tokens()) {
                sum += word.logProbability();
                double attention = 0;
                assertThat(word.attention()).hasDimensions(4, 4);
                for (float[] row : word.attention()) {
                    for (float weight : row) {
                        attention += weight;
                    }
                }
                assertThat(attention).isCloseTo(1, within(1e-6));
            }
            assertThat(caption.logProbability()).isCloseTo(sum, within(1e-12));
            assertThat(caption.end().isPresent()).isNotEqualTo(caption.truncated());
        }
    }

    @Test
    void badPhotosKeepTheirPlaceAmongManyAndDisturbNoOther() {
        List<Integer> sources = IntStream.range(0, 150).boxed().toList();
        Map<Integer, String> heard = new LinkedHashMap<>();

        captioner.captionEach(
                sources,
                i -> i % 7 == 3 ? new PhotoReader().read(new byte[0]) : photo(i),
                OPTIONS,
                new CaptionSink<>() {
                    @Override
                    public void captioned(Integer source, List<Caption> captions) {
                        heard.put(source, everyNumber(captions));
                    }

                    @Override
                    public void rejected(Integer source, PhotoException problem) {
                        heard.put(source, String.valueOf(problem.getMessage()));
                    }
                });

        assertThat(heard.keySet()).containsExactlyElementsOf(sources);
        heard.forEach((i, captions) -> {
            if (i % 7 == 3) {
                assertThat(captions).startsWith("the photo is empty");
            } else {
                assertThat(captions).isEqualTo(everyNumber(captioner.captions(photo(i), OPTIONS)));
            }
        });
    }

    /** Captions photos 0 to 99 and returns those that were captioned. */
    private List<Integer> captioned(Function<Integer, Photo> open, Set<Thread> threads) {
        List<Integer> captioned = new ArrayList<>();
        captioner.captionEach(
                IntStream.range(0, 100).boxed().toList(),
                i -> {
                    threads.add(Thread.currentThread());
                    return open.apply(i);
                },
                OPTIONS,
                new CaptionSink<>() {
                    @Override
                    public void captioned(Integer source, List<Caption> captions) {
                        captioned.add(source);
                    }

                    @Override
                    public void rejected(Integer source, PhotoException problem) {
                        throw problem;
                    }
                });
        return captioned;
    }

    @Test
    void anErrorOfAWorkerReachesTheCallerAsItself() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        OutOfMemoryError error = new OutOfMemoryError("for the test");
        assertThatThrownBy(() -> captioned(
                        i -> {
                            if (i == 70) {
                                throw error;
                            }
                            return photo(i);
                        },
                        threads))
                .isSameAs(error);
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void anInterruptStopsTheCaptioningOfManyPhotos() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> captioned(
                        i -> {
                            if (i == 70) {
                                caller.interrupt();
                            }
                            return photo(i);
                        },
                        threads))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }

    @Test
    void theCaptionOfAPhotoIsTheFirstOfTheNBest() {
        List<Photo> photos =
                IntStream.range(0, 5).mapToObj(CaptionerTest::photo).toList();
        List<String> best = photos.stream()
                .map(photo -> everyNumber(captioner.captions(photo, OPTIONS).subList(0, 1)))
                .toList();

        assertThat(photos.stream()
                        .map(photo -> everyNumber(List.of(captioner.caption(photo, OPTIONS))))
                        .toList())
                .isEqualTo(best);
        assertThat(captioner.captionAll(photos, OPTIONS).stream()
                        .map(caption -> everyNumber(List.of(caption)))
                        .toList())
                .isEqualTo(best);
        assertThat(everyNumber(captioner.captionAll(photos)))
                .isEqualTo(everyNumber(photos.stream().map(captioner::caption).toList()));
    }

    @Test
    void aBadPhotoEndsTheCallUnlessTheSinkSkipsIt() {
        List<Integer> heard = new ArrayList<>();

        assertThatThrownBy(() -> captioner.captionEach(
                        List.of(0, 1, 2),
                        i -> i == 1 ? Photo.read(new byte[0]) : photo(i),
                        OPTIONS,
                        (i, captions) -> heard.add(i)))
                .isInstanceOf(PhotoException.class)
                .hasMessageStartingWith("the photo is empty");
        assertThat(heard).containsExactly(0);
    }

    @Test
    void noPhotosGiveNoCaptions() {
        assertThat(captioner.captionAll(List.of(), OPTIONS)).isEmpty();
    }

    @Test
    void manyPhotosAtOnceOrFromManyThreadsGiveWhatEachGivesAlone() {
        List<Photo> photos =
                IntStream.range(0, 150).mapToObj(CaptionerTest::photo).toList();
        List<String> alone = photos.stream()
                .map(photo -> everyNumber(captioner.captions(photo, OPTIONS)))
                .toList();
        List<String> together = new ArrayList<>();
        captioner.captionEach(
                photos, photo -> photo, OPTIONS, (photo, captions) -> together.add(everyNumber(captions)));
        List<String> threads = photos.parallelStream()
                .map(photo -> everyNumber(captioner.captions(photo, OPTIONS)))
                .toList();
        assertThat(together).isEqualTo(alone);
        assertThat(threads).isEqualTo(alone);
        assertThat(new HashSet<>(alone)).hasSize(photos.size());
    }

    private static String everyNumber(List<Caption> captions) {
        StringBuilder numbers = new StringBuilder();
        for (Caption caption : captions) {
            numbers.append(caption.text()).append(caption.logProbability()).append(caption.end());
            for (Token word : caption.tokens()) {
                numbers.append(word.text()).append(word.logProbability());
                numbers.append(Arrays.deepToString(word.attention()));
            }
        }
        return numbers.toString();
    }

    @Test
    void theScoreOfACaptionIsItsOwn() {
        List<Caption> captions = captioner.captions(photo(2), OPTIONS);
        List<ScoredCaption> scored =
                captioner.score(photo(2), captions.stream().map(Caption::text).toList());
        for (int i = 0; i < captions.size(); i++) {
            assertThat(scored.get(i).unknownWords()).isEmpty();
            assertThat(scored.get(i).caption().tokens())
                    .usingRecursiveComparison()
                    .isEqualTo(captions.get(i).tokens());
            if (!captions.get(i).truncated()) {
                assertThat(scored.get(i).caption().logProbability())
                        .isEqualTo(captions.get(i).logProbability());
            }
        }
    }

    @Test
    void scoringNamesWordsThatTheModelDoesNotKnow() {
        ScoredCaption scored =
                captioner.score(photo(3), List.of("The Zebra, on a quagga.")).get(0);
        assertThat(scored.unknownWords()).containsExactly("zebra", "quagga");
        assertThat(scored.caption().text()).isEqualTo("the zebra on a quagga");
        assertThat(scored.caption().logProbability()).isNegative();
        assertThatThrownBy(() -> captioner.score(photo(3), List.of("a dog", " ?! ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a sentence to score needs at least one word, found none in ' ?! '");
    }

    @Test
    void constraintsHoldOrAreRejected() {
        DecodingOptions red = OPTIONS.with(Constraints.NONE.including("red ball"));
        assertThat(captioner.caption(photo(4), red).text()).contains("red ball");
        assertThatThrownBy(() -> captioner.caption(photo(4), OPTIONS.with(Constraints.NONE.including("bal"))))
                .isInstanceOf(ConstraintException.class)
                .hasMessageContaining("'bal'; it knows ball");
    }

    @Test
    void closesItsEncoder() {
        captioner.caption(photo(5));
        captioner.close();
        assertThatThrownBy(() -> captioner.caption(photo(5))).isInstanceOf(AssertionError.class);
    }
}

package dev.captioner.model.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.Decoder.Step;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.RandomNetworks;
import dev.captioner.model.Weights;
import dev.captioner.model.nd4j.Nd4jDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaDecoderTest {
    private static final int GRID = 3;
    private static final int VOCABULARY = 61;

    static Stream<NetworkShape> shapes() {
        return Stream.of(
                new NetworkShape(24, 20, 28, VOCABULARY, 2, AttentionKind.DOT),
                new NetworkShape(24, 20, 28, VOCABULARY, 2, AttentionKind.ADDITIVE),
                new NetworkShape(21, 19, 27, VOCABULARY, 1, AttentionKind.DOT),
                new NetworkShape(21, 19, 27, VOCABULARY, 1, AttentionKind.ADDITIVE));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void givesTheNumbersOfTheEquationsInDoublePrecision(NetworkShape shape) {
        Weights weights = RandomNetworks.weights(shape, 1);
        Decoder decoder = new JavaDecoder(shape, weights);
        RegionFeatures photo = RandomNetworks.photo(GRID, shape.channels(), 2);
        int[] words = new Random(3).ints(12, 0, VOCABULARY).toArray();
        List<ReferenceNetwork.Prediction> expected = new ReferenceNetwork(shape, weights).read(photo, words);

        DecoderState state = decoder.start(List.of(decoder.look(photo)));
        for (int t = 0; t < words.length; t++) {
            Step step = decoder.step(state, new int[] {0}, new int[] {words[t]});
            assertClose(step.logProbabilities()[0], expected.get(t).logProbabilities());
            assertClose(step.attention()[0], expected.get(t).attention());
            state = step.state();
        }
    }

    private static void assertClose(float[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void probabilitiesAndAttentionSumToOne(NetworkShape shape) {
        Decoder decoder = new JavaDecoder(shape, RandomNetworks.weights(shape, 4));
        DecoderState start = decoder.start(List.of(decoder.look(RandomNetworks.photo(GRID, shape.channels(), 5))));
        Step step = decoder.step(start, new int[VOCABULARY], range(VOCABULARY));
        for (int row = 0; row < VOCABULARY; row++) {
            double probability = 0;
            for (float value : step.logProbabilities()[row]) {
                probability += Math.exp(value);
            }
            double attention = 0;
            for (float value : step.attention()[row]) {
                attention += value;
            }
            assertThat(probability).isCloseTo(1, within(1e-6));
            assertThat(attention).isCloseTo(1, within(1e-6));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void rowsComputedTogetherHaveTheBitsOfRowsComputedAlone(NetworkShape shape) {
        Weights weights = RandomNetworks.weights(shape, 6);
        List<RegionFeatures> photos = new ArrayList<>();
        for (int photo = 0; photo < 37; photo++) {
            photos.add(RandomNetworks.photo(GRID, shape.channels(), photo));
        }
        List<float[]> together = predict(new JavaDecoder(shape, weights), photos);
        List<float[]> alone = new ArrayList<>();
        Decoder single = new JavaDecoder(shape, weights, 1);
        for (RegionFeatures photo : photos) {
            alone.addAll(predict(single, List.of(photo)));
        }
        assertThat(together)
                .usingElementComparator((a, b) -> Arrays.compare(a, b))
                .isEqualTo(alone);
    }

    @Test
    void numberOfThreadsDoesNotChangeABit() {
        // Large enough for its products to be shared among threads.
        NetworkShape shape = new NetworkShape(48, 192, 160, 2600, 2, AttentionKind.DOT);
        Weights weights = RandomNetworks.weights(shape, 7);
        List<RegionFeatures> photos =
                List.of(RandomNetworks.photo(4, 48, 1), RandomNetworks.photo(4, 48, 2), RandomNetworks.photo(4, 48, 3));
        List<float[]> expected = predict(new JavaDecoder(shape, weights, 1), photos);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(predict(new JavaDecoder(shape, weights, threads), photos))
                    .usingElementComparator((a, b) -> Arrays.compare(a, b))
                    .isEqualTo(expected);
        }
    }

    /** Log-probabilities and attention of each photo after three words. */
    private static List<float[]> predict(Decoder decoder, List<RegionFeatures> photos) {
        DecoderState state = decoder.start(photos.stream().map(decoder::look).toList());
        List<float[]> found = new ArrayList<>();
        for (int word = 5; word < 8; word++) {
            int[] words = new int[photos.size()];
            Arrays.fill(words, word);
            Step step = decoder.step(state, range(photos.size()), words);
            state = step.state();
            if (word == 7) {
                for (int row = 0; row < photos.size(); row++) {
                    found.add(step.logProbabilities()[row]);
                    found.add(step.attention()[row]);
                }
            }
        }
        return found;
    }

    @Test
    void aStateCanBeContinuedMoreThanOnceAndIsNotChangedByIt() {
        NetworkShape shape = shapes().findFirst().orElseThrow();
        Decoder decoder = new JavaDecoder(shape, RandomNetworks.weights(shape, 8));
        DecoderState start = decoder.start(List.of(
                decoder.look(RandomNetworks.photo(GRID, 24, 1)), decoder.look(RandomNetworks.photo(GRID, 24, 2))));
        float[] before = decoder.step(start, new int[] {1}, new int[] {9}).logProbabilities()[0];
        Step many = decoder.step(start, new int[] {1, 0, 1, 1}, new int[] {9, 9, 10, 9});
        assertThat(many.logProbabilities()[0]).isEqualTo(before);
        assertThat(many.logProbabilities()[3]).isEqualTo(before);
        assertThat(many.logProbabilities()[1]).isNotEqualTo(before);
        assertThat(many.logProbabilities()[2]).isNotEqualTo(before);
    }

    @Test
    void joinedStatesGoOnAsTheyWouldAlone() {
        NetworkShape shape = shapes().findFirst().orElseThrow();
        Weights weights = RandomNetworks.weights(shape, 10);
        for (Decoder decoder : List.of(new JavaDecoder(shape, weights), new Nd4jDecoder(shape, weights))) {
            DecoderState first = decoder.start(List.of(decoder.look(RandomNetworks.photo(GRID, 24, 1))));
            DecoderState second = decoder.start(List.of(
                    decoder.look(RandomNetworks.photo(GRID, 24, 2)), decoder.look(RandomNetworks.photo(GRID, 24, 3))));
            DecoderState joined = decoder.join(List.of(first, second));
            assertThat(joined.rows()).isEqualTo(3);
            Step together = decoder.step(joined, new int[] {2, 0}, new int[] {7, 8});
            assertThat(together.logProbabilities()[0])
                    .containsExactly(
                            decoder.step(second, new int[] {1}, new int[] {7}).logProbabilities()[0], within(1e-5f));
            assertThat(together.logProbabilities()[1])
                    .containsExactly(
                            decoder.step(first, new int[] {0}, new int[] {8}).logProbabilities()[0], within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithTheDecoderOverNd4j(NetworkShape shape) {
        Weights weights = RandomNetworks.weights(shape, 11);
        List<RegionFeatures> photos = List.of(
                RandomNetworks.photo(GRID, shape.channels(), 1), RandomNetworks.photo(GRID, shape.channels(), 2));
        List<float[]> expected = predict(new Nd4jDecoder(shape, weights), photos);
        List<float[]> found = predict(new JavaDecoder(shape, weights), photos);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(found.get(i)).containsExactly(expected.get(i), within(1e-5f));
        }
    }

    @Test
    void rejectsParentsAndWordsThatAreNotThere() {
        NetworkShape shape = shapes().findFirst().orElseThrow();
        Decoder decoder = new JavaDecoder(shape, RandomNetworks.weights(shape, 9));
        DecoderState start = decoder.start(List.of(decoder.look(RandomNetworks.photo(GRID, 24, 1))));
        assertThatThrownBy(() -> decoder.step(start, new int[] {1}, new int[] {5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parent 1 is not one of the state's 1 rows");
        assertThatThrownBy(() -> decoder.step(start, new int[] {0}, new int[] {VOCABULARY}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("word 61 is not one of the 61 of the vocabulary");
        assertThatThrownBy(() -> decoder.step(start, new int[] {0, 0}, new int[] {5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("as many parents as words are needed, found 2 and 1");
        assertThatThrownBy(() -> decoder.look(RandomNetworks.photo(GRID, 25, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("24 channels, found 25");
    }

    static Stream<NetworkShape> answeringShapes() {
        return Stream.of(
                new NetworkShape(24, 20, 28, VOCABULARY, 2, AttentionKind.DOT, 1),
                new NetworkShape(24, 20, 27, VOCABULARY, 2, AttentionKind.ADDITIVE, 2),
                new NetworkShape(21, 19, 27, VOCABULARY, 1, AttentionKind.DOT, 3));
    }

    @ParameterizedTest
    @MethodSource("answeringShapes")
    void bothDecodersAnswerAsTheEquationsInDoublePrecision(NetworkShape shape) {
        Weights weights = RandomNetworks.weights(shape, 1);
        RegionFeatures photo = RandomNetworks.photo(GRID, shape.channels(), 2);
        int[] question = new Random(4).ints(5, 4, VOCABULARY).toArray();
        int[] words = new Random(3).ints(4, 0, VOCABULARY).toArray();
        List<ReferenceNetwork.Prediction> expected =
                new ReferenceNetwork(shape, weights).answer(photo, question, words);

        for (Decoder decoder : List.of(new JavaDecoder(shape, weights), new Nd4jDecoder(shape, weights))) {
            Decoder.Asked asked =
                    decoder.ask(List.of(decoder.look(photo)), List.of(question)).get(0);
            assertThat(asked.hops()).hasNumberOfRows(shape.hops());
            DecoderState state = asked.state();
            for (int t = 0; t < words.length; t++) {
                Step step = decoder.step(state, new int[] {0}, new int[] {words[t]});
                assertClose(step.logProbabilities()[0], expected.get(t).logProbabilities());
                assertClose(step.attention()[0], expected.get(t).attention());
                state = step.state();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("answeringShapes")
    void hopsLookAtRegionsAndWordsAndSumToOne(NetworkShape shape) {
        Decoder decoder = new JavaDecoder(shape, RandomNetworks.weights(shape, 4));
        EncodedPhoto photo = decoder.look(RandomNetworks.photo(GRID, shape.channels(), 5));

        for (float[] hop :
                decoder.ask(List.of(photo), List.of(new int[] {7, 8})).get(0).hops()) {
            float sum = 0;
            for (float share : hop) {
                sum += share;
            }
            assertThat(hop).hasSize(GRID * GRID + 2);
            assertThat(sum).isCloseTo(1, within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("answeringShapes")
    void questionsReadTogetherHaveTheBitsOfQuestionsReadAlone(NetworkShape shape) {
        Weights weights = RandomNetworks.weights(shape, 6);
        Random random = new Random(8);
        Decoder decoder = new JavaDecoder(shape, weights);
        Decoder single = new JavaDecoder(shape, weights, 1);
        List<EncodedPhoto> photos = new ArrayList<>();
        List<EncodedPhoto> singlePhotos = new ArrayList<>();
        List<int[]> questions = new ArrayList<>();
        for (int photo = 0; photo < 41; photo++) {
            RegionFeatures features = RandomNetworks.photo(GRID, shape.channels(), photo % 5);
            photos.add(decoder.look(features));
            singlePhotos.add(single.look(features));
            questions.add(random.ints(1 + random.nextInt(9), 4, VOCABULARY).toArray());
        }

        List<Decoder.Asked> together = decoder.ask(photos, questions);
        DecoderState joined =
                decoder.join(together.stream().map(Decoder.Asked::state).toList());
        int[] start = new int[photos.size()];
        Step step = decoder.step(joined, range(photos.size()), start);

        for (int i = 0; i < photos.size(); i++) {
            Decoder.Asked alone = single.ask(List.of(singlePhotos.get(i)), List.of(questions.get(i)))
                    .get(0);
            Step stepAlone = single.step(alone.state(), new int[] {0}, new int[] {0});
            assertThat(together.get(i).hops()).isDeepEqualTo(alone.hops());
            assertThat(step.logProbabilities()[i]).isEqualTo(stepAlone.logProbabilities()[0]);
            assertThat(step.attention()[i]).isEqualTo(stepAlone.attention()[0]);
        }
    }

    @Test
    void statesOfQuestionsAndCaptionsOfDifferentLengthsGoOnTogether() {
        NetworkShape shape = answeringShapes().findFirst().orElseThrow();
        Weights weights = RandomNetworks.weights(shape, 10);
        for (Decoder decoder : List.of(new JavaDecoder(shape, weights), new Nd4jDecoder(shape, weights))) {
            EncodedPhoto photo = decoder.look(RandomNetworks.photo(GRID, 24, 1));
            DecoderState caption = decoder.start(List.of(photo));
            DecoderState question = decoder.ask(List.of(photo), List.of(new int[] {9, 8, 7}))
                    .get(0)
                    .state();
            Step together = decoder.step(decoder.join(List.of(caption, question)), new int[] {0, 1}, new int[] {7, 8});
            assertThat(together.logProbabilities()[0])
                    .containsExactly(
                            decoder.step(caption, new int[] {0}, new int[] {7}).logProbabilities()[0], within(1e-5f));
            assertThat(together.logProbabilities()[1])
                    .containsExactly(
                            decoder.step(question, new int[] {0}, new int[] {8}).logProbabilities()[0], within(1e-5f));
        }
    }

    @Test
    void aNetworkWithoutHopsRejectsQuestions() {
        NetworkShape captions = shapes().findFirst().orElseThrow();
        Decoder captioning = new JavaDecoder(captions, RandomNetworks.weights(captions, 9));
        List<EncodedPhoto> photo = List.of(captioning.look(RandomNetworks.photo(GRID, 24, 1)));
        assertThatThrownBy(() -> captioning.ask(photo, List.of(new int[] {5})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only captions");
        NetworkShape shape = answeringShapes().findFirst().orElseThrow();
        Decoder decoder = new JavaDecoder(shape, RandomNetworks.weights(shape, 9));
        List<EncodedPhoto> own = List.of(decoder.look(RandomNetworks.photo(GRID, 24, 1)));
        assertThatThrownBy(() -> decoder.ask(own, List.of(new int[] {})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a question needs at least one word");
        assertThatThrownBy(() -> decoder.ask(own, List.of(new int[] {VOCABULARY})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("word 61");
    }

    private static int[] range(int size) {
        int[] range = new int[size];
        for (int i = 0; i < size; i++) {
            range[i] = i;
        }
        return range;
    }
}

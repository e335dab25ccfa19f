package dev.captioner.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.NetworkShape.AttentionKind;
import dev.captioner.model.RandomNetworks;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches that share their steps: admission, eviction, and failures that stay with the search that caused them. */
class JointDecodingTest {
    private static final Vocabulary VOCABULARY =
            Vocabulary.ofWords(List.of("a", "the", "on", "dog", "cat", "box", "red", "man", "grass", "runs"));
    private static final NetworkShape SHAPE = new NetworkShape(6, 8, 8, VOCABULARY.size(), 2, AttentionKind.DOT);
    private static final Decoder DECODER = new JavaDecoder(SHAPE, RandomNetworks.weights(SHAPE, 5));
    private static final int LENGTH = 6;
    private static final List<Strategy> STRATEGIES = List.of(
            Strategy.Beam.ofWidth(3),
            Strategy.greedy(),
            new Strategy.Sampling(1, 0, 1, 7),
            Strategy.Beam.diverse(4, 1));

    private final List<JointDecoding.Member> members = new ArrayList<>();

    private static EncodedPhoto photo(int number) {
        return DECODER.look(RandomNetworks.photo(2, SHAPE.channels(), number));
    }

    /** A search that takes {@link #LENGTH} words, so that all are in flight for as many steps. */
    private static Search search(int number) {
        DecodingOptions options = DecodingOptions.of(STRATEGIES.get(number % STRATEGIES.size()))
                .withBest(2)
                .with(Repetition.ALLOWED)
                .with(Constraints.NONE.ofLength(LENGTH, LENGTH));
        return new DecodingPlan(options, VOCABULARY).newSearch();
    }

    private static String alone(int number) {
        JointDecoding decoding = new JointDecoding(DECODER, 1);
        JointDecoding.Member member = decoding.admit(photo(number), search(number));
        decoding.finish();
        return everyNumber(member.sentences());
    }

    private static String everyNumber(List<Sentence> sentences) {
        StringBuilder numbers = new StringBuilder();
        for (Sentence sentence : sentences) {
            numbers.append(sentence.end());
            for (ScoredToken word : sentence.words()) {
                numbers.append(' ').append(word.id()).append(' ').append(word.logProbability());
                numbers.append(Arrays.toString(word.attention()));
            }
        }
        return numbers.toString();
    }

    private void assertAsAlone(int number) {
        assertThat(everyNumber(members.get(number).sentences())).isEqualTo(alone(number));
    }

    private void admit(JointDecoding decoding, int count) {
        for (int number = 0; number < count; number++) {
            members.add(decoding.admit(photo(number), search(number)));
        }
    }

    @Test
    void noMoreSearchesAreInFlightThanTheCapacity() {
        JointDecoding decoding = new JointDecoding(DECODER, 3);
        admit(decoding, 3);
        assertThat(decoding.hasRoom()).isFalse();
        assertThatThrownBy(() -> decoding.admit(photo(3), search(3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 searches are in flight");

        decoding.makeRoom();
        assertThat(decoding.inFlight()).isLessThan(3);
        members.add(decoding.admit(photo(3), search(3)));
        decoding.finish();

        assertThat(decoding.inFlight()).isZero();
        for (int number = 0; number < 4; number++) {
            assertAsAlone(number);
        }
        assertThatThrownBy(() -> new JointDecoding(DECODER, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSearchCanBeEvictedBetweenAnyTwoSteps() {
        for (int steps = 0; steps <= LENGTH; steps++) {
            for (int evicted = 0; evicted < 4; evicted++) {
                members.clear();
                JointDecoding decoding = new JointDecoding(DECODER, 5);
                admit(decoding, 4);
                for (int step = 0; step < steps; step++) {
                    decoding.step();
                }
                JointDecoding.Member member = members.get(evicted);
                assertThatThrownBy(member::sentences).hasMessageContaining("in flight");
                member.evict();

                assertThat(decoding.inFlight()).isEqualTo(3);
                assertThat(member.finished()).isTrue();
                assertThatThrownBy(member::sentences).isInstanceOf(CancellationException.class);
                assertThatThrownBy(member::stablePrefix).isInstanceOf(CancellationException.class);
                members.add(decoding.admit(photo(4), search(4)));
                decoding.finish();
                for (int number = 0; number < 5; number++) {
                    if (number != evicted) {
                        assertAsAlone(number);
                    }
                }
            }
        }
    }

    @Test
    void evictingASearchThatHasCompletedChangesNothing() {
        JointDecoding decoding = new JointDecoding(DECODER, 1);
        admit(decoding, 1);
        decoding.finish();
        members.get(0).evict();
        assertAsAlone(0);
    }

    private enum Call {
        DONE,
        NEXT,
        RECEIVE,
        STABLE_PREFIX,
        SENTENCES
    }

    /** A real search that throws the second time that a method is called, or the first where it is called once. */
    private record FailingSearch(Search search, Call failing, Throwable failure, AtomicInteger calls)
            implements Search {
        private void count(Call call) {
            if (call == failing && calls.incrementAndGet() == (call == Call.SENTENCES ? 1 : 2)) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
        }

        @Override
        public boolean done() {
            count(Call.DONE);
            return search.done();
        }

        @Override
        public Rows next() {
            count(Call.NEXT);
            return search.next();
        }

        @Override
        public void receive(float[][] logProbabilities, float[][] attention) {
            count(Call.RECEIVE);
            search.receive(logProbabilities, attention);
        }

        @Override
        public List<ScoredToken> stablePrefix() {
            count(Call.STABLE_PREFIX);
            return search.stablePrefix();
        }

        @Override
        public List<Sentence> sentences() {
            count(Call.SENTENCES);
            return search.sentences();
        }
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void aSearchThatThrowsFailsAloneAndItsNeighboursFindWhatTheyFindAlone(Call call) {
        for (Throwable failure : List.of(new IllegalArgumentException("broken"), new OutOfMemoryError("broken"))) {
            members.clear();
            JointDecoding decoding = new JointDecoding(DECODER, 5);
            admit(decoding, 2);
            JointDecoding.Member broken =
                    decoding.admit(photo(2), new FailingSearch(search(2), call, failure, new AtomicInteger()));
            members.add(broken);
            members.add(decoding.admit(photo(3), search(3)));
            while (decoding.inFlight() > 0) {
                decoding.step();
                if (!broken.finished()) {
                    try {
                        broken.stablePrefix();
                    } catch (RuntimeException | Error e) {
                        assertThat(e).isSameAs(failure);
                    }
                }
            }

            assertThat(broken.finished()).isTrue();
            assertThatThrownBy(broken::sentences).isSameAs(failure);
            assertThatThrownBy(broken::stablePrefix).isSameAs(failure);
            for (int number : new int[] {0, 1, 3}) {
                assertAsAlone(number);
            }
        }
    }

    /** A search that asks for the same rows at every step. */
    private record StubbornSearch(Search.Rows rows) implements Search {
        @Override
        public boolean done() {
            return false;
        }

        @Override
        public Rows next() {
            return rows;
        }

        @Override
        public void receive(float[][] logProbabilities, float[][] attention) {}

        @Override
        public List<ScoredToken> stablePrefix() {
            return List.of();
        }

        @Override
        public List<Sentence> sentences() {
            return List.of();
        }
    }

    private static Search stubborn(int[] parents, int[] words) {
        return new StubbornSearch(new Search.Rows(parents, words));
    }

    @Test
    void aSearchThatAsksForImpossibleRowsFailsAlone() {
        int start = Vocabulary.START;
        for (Search impossible : List.of(
                stubborn(new int[0], new int[0]),
                stubborn(new int[] {0, 0}, new int[] {start}),
                stubborn(new int[] {1}, new int[] {start}), // a row of the next search
                stubborn(new int[] {-1}, new int[] {start}),
                stubborn(new int[] {0}, new int[] {VOCABULARY.size()}),
                stubborn(new int[] {0}, new int[] {-1}))) {
            members.clear();
            JointDecoding decoding = new JointDecoding(DECODER, 3);
            members.add(decoding.admit(photo(0), search(0)));
            JointDecoding.Member broken = decoding.admit(photo(9), impossible);
            members.add(decoding.admit(photo(1), search(1)));
            decoding.finish();

            assertThatThrownBy(broken::sentences)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("a search");
            assertAsAlone(0);
            assertAsAlone(1);
        }
    }

    @Test
    void aPhotoThatTheDecoderCannotStartFailsAlone() {
        JointDecoding decoding = new JointDecoding(DECODER, 8);
        admit(decoding, 2);
        decoding.step();
        JointDecoding.Member foreign = decoding.admit(TableDecoder.photo(), search(9)); // of another decoder
        members.add(decoding.admit(photo(2), search(2)));
        members.add(decoding.admit(photo(3), search(3)));
        decoding.finish();

        assertThatThrownBy(foreign::sentences).isInstanceOf(RuntimeException.class);
        for (int number = 0; number < 4; number++) {
            assertAsAlone(number);
        }
    }

    /** A real decoder of which one step fails. */
    private static final class FailingDecoder implements Decoder {
        private final int failingStep;
        private final Throwable failure;
        private int steps;

        FailingDecoder(int failingStep, Throwable failure) {
            this.failingStep = failingStep;
            this.failure = failure;
        }

        @Override
        public NetworkShape shape() {
            return DECODER.shape();
        }

        @Override
        public EncodedPhoto look(RegionFeatures features) {
            return DECODER.look(features);
        }

        @Override
        public DecoderState start(List<EncodedPhoto> photos) {
            return DECODER.start(photos);
        }

        @Override
        public Step step(DecoderState state, int[] parents, int[] words) {
            if (steps++ == failingStep) {
                if (failure instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) failure;
            }
            return DECODER.step(state, parents, words);
        }

        @Override
        public DecoderState join(List<DecoderState> states) {
            return DECODER.join(states);
        }
    }

    @Test
    void aStepThatFailsFailsAllInFlightAndNoneThatIsAdmittedLater() {
        for (Throwable failure : List.of(new IllegalStateException("broken"), new OutOfMemoryError("broken"))) {
            for (int failingStep = 0; failingStep < LENGTH; failingStep++) {
                members.clear();
                JointDecoding decoding = new JointDecoding(new FailingDecoder(failingStep, failure), 4);
                List<JointDecoding.Member> lost = IntStream.range(0, 4)
                        .mapToObj(number -> decoding.admit(photo(number), search(number)))
                        .toList();
                for (int step = 0; step <= failingStep; step++) {
                    assertThat(decoding.inFlight()).isEqualTo(4);
                    decoding.step();
                }
                assertThat(decoding.inFlight()).isZero();
                for (JointDecoding.Member member : lost) {
                    assertThat(member.finished()).isTrue();
                    assertThatThrownBy(member::sentences).isSameAs(failure);
                }
                admit(decoding, 4);
                decoding.finish();
                for (int number = 0; number < 4; number++) {
                    assertAsAlone(number);
                }
            }
        }
    }

    @Test
    void aSearchThatHasNothingToDoIsFinishedWhenItIsAdmitted() {
        JointDecoding decoding = new JointDecoding(DECODER, 1);
        JointDecoding.Member member = decoding.admit(photo(0), new ScoringSearch(List.of(), Vocabulary.START));
        assertThat(member.finished()).isTrue();
        assertThat(decoding.inFlight()).isZero();
        assertThat(member.sentences()).isEmpty();
        assertThat(member.stablePrefix()).isEmpty();
    }

    @Test
    void aSearchStartsFromOneRow() {
        DecoderState two = DECODER.start(List.of(photo(0), photo(1)));
        assertThatThrownBy(() -> new JointDecoding(DECODER, 1).admit(two, search(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found 2");
    }

    @Test
    void theStablePrefixGrowsToTheBestSentence() {
        JointDecoding decoding = new JointDecoding(DECODER, 4);
        admit(decoding, 4);
        List<List<List<ScoredToken>>> prefixes = IntStream.range(0, 4)
                .<List<List<ScoredToken>>>mapToObj(i -> new ArrayList<>())
                .toList();
        while (decoding.inFlight() > 0) {
            decoding.step();
            for (int number = 0; number < 4; number++) {
                prefixes.get(number).add(members.get(number).stablePrefix());
            }
        }
        for (int number = 0; number < 4; number++) {
            List<Integer> best = members.get(number).sentences().get(0).ids();
            int length = 0;
            for (List<ScoredToken> prefix : prefixes.get(number)) {
                List<Integer> ids = prefix.stream().map(ScoredToken::id).toList();
                assertThat(best.subList(0, ids.size())).isEqualTo(ids);
                assertThat(ids.size()).isGreaterThanOrEqualTo(length);
                length = ids.size();
            }
            assertThat(length).isEqualTo(best.size());
        }
    }
}

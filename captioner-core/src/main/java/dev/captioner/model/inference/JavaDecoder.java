package dev.captioner.model.inference;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Matrix;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The network in plain Java on the CPU. Weights are copied at construction into the layout that its products like; work is
 * shared with the threads of the common pool.
 */
public final class JavaDecoder implements Decoder {
    /** Rows that pass a whole step together: few enough for the caches, enough to amortise reading the weights. */
    private static final int CHUNK = 64;

    private final NetworkShape shape;
    private final Matrix embedding;
    private final JavaPhotoReader photoReader;
    private final JavaAttention attention;
    private final JavaLayers layers;
    private final JavaInput input;
    private final JavaOutput output;
    private final @Nullable JavaQuestionReader questions;
    private final int threads;

    /** A decoder that uses as many threads as the common pool has, and the caller's. */
    public JavaDecoder(NetworkShape shape, Weights weights) {
        this(shape, weights, ForkJoinPool.getCommonPoolParallelism() + 1);
    }

    /** A decoder that divides a step among at most the given number of threads. */
    public JavaDecoder(NetworkShape shape, Weights weights, int threads) {
        this.shape = shape;
        this.threads = threads;
        embedding = Matrix.of(weights.get("embedding"));
        photoReader = new JavaPhotoReader(weights);
        attention = new JavaAttention(shape, weights);
        layers = shape.layers() == 2
                ? JavaTwoLayers.of(shape, weights, attention)
                : JavaOneLayer.of(shape, weights, attention);
        input = new JavaInput(embedding, layers.reader());
        output = new JavaOutput(weights, embedding);
        questions = shape.answers() ? new JavaQuestionReader(shape, weights, embedding, attention) : null;
    }

    @Override
    public NetworkShape shape() {
        return shape;
    }

    @Override
    public EncodedPhoto look(RegionFeatures features) {
        if (features.channels() != shape.channels()) {
            throw new IllegalArgumentException("the network reads regions of " + shape.channels() + " channels, found "
                    + features.channels() + "; was another encoder used?");
        }
        return photoReader.read(features, layers.reader(), attention);
    }

    @Override
    public DecoderState start(List<EncodedPhoto> photos) {
        JavaMemory[] memories = photos.stream().map(JavaDecoder::own).toArray(JavaMemory[]::new);
        return new JavaState(
                memories,
                layers.read(memories, photos(memories), zero(memories.length)).state());
    }

    /** z(-1) = g, as the reading LSTM takes it. */
    private float[][] photos(JavaMemory[] memories) {
        return input.ofVectors(Arrays.stream(memories).map(JavaMemory::photo).toArray(float[][]::new));
    }

    private float[][][] zero(int rows) {
        int[] widths = layers.stateWidths();
        float[][][] zero = new float[widths.length][rows][];
        for (int kind = 0; kind < widths.length; kind++) {
            for (int row = 0; row < rows; row++) {
                zero[kind][row] = new float[widths[kind]];
            }
        }
        return zero;
    }

    @Override
    public List<Asked> ask(List<EncodedPhoto> photos, List<int[]> asked) {
        checkQuestions(photos, asked);
        int chunks = chunks(photos.size());
        IntStream numbers = IntStream.range(0, chunks);
        return (threads > 1 ? numbers.parallel() : numbers)
                .mapToObj(chunk -> {
                    int from = (int) ((long) photos.size() * chunk / chunks);
                    int to = (int) ((long) photos.size() * (chunk + 1) / chunks);
                    return askTogether(photos.subList(from, to), asked.subList(from, to));
                })
                .flatMap(List::stream)
                .toList();
    }

    private void checkQuestions(List<EncodedPhoto> photos, List<int[]> asked) {
        if (photos.size() != asked.size()) {
            throw new IllegalArgumentException(
                    "as many photos as questions are needed, found " + photos.size() + " and " + asked.size());
        }
        for (int[] question : asked) {
            if (question.length == 0) {
                throw new IllegalArgumentException("a question needs at least one word");
            }
            for (int word : question) {
                checkWord(word);
            }
        }
    }

    private List<Asked> askTogether(List<EncodedPhoto> photos, List<int[]> asked) {
        if (questions == null) {
            throw new IllegalStateException("this network only captions: it has no memory hops");
        }
        List<JavaQuestionReader.Reading> readings =
                questions.read(photos.stream().map(JavaDecoder::own).toArray(JavaMemory[]::new), asked);
        JavaMemory[] memories =
                readings.stream().map(JavaQuestionReader.Reading::memory).toArray(JavaMemory[]::new);
        float[][][] state = zero(memories.length);
        for (int row = 0; row < memories.length; row++) {
            float[][] start = readings.get(row).start();
            for (int part = 0; part < start.length; part++) {
                state[part][row] = start[part];
            }
        }
        JavaState read = new JavaState(
                memories, layers.read(memories, photos(memories), state).state());
        JavaState[] finished = new JavaState[memories.length];
        int[] rows = IntStream.range(0, memories.length).toArray();
        for (int k = 0; rows.length > 0; k++) {
            JavaState next = new JavaState(
                    read.photos(),
                    layers.read(read.photos(), inputs(rows, k, asked, readings), read.vectors())
                            .state());
            int words = k;
            int[] before = rows;
            for (int i = 0; i < rows.length; i++) {
                if (asked.get(rows[i]).length == words) { // has read what its hops selected
                    finished[rows[i]] = next.select(new int[] {i});
                }
            }
            int[] going = IntStream.range(0, rows.length)
                    .filter(i -> asked.get(before[i]).length > words)
                    .toArray();
            read = next.select(going);
            rows = Arrays.stream(going).map(i -> before[i]).toArray();
        }
        return IntStream.range(0, finished.length)
                .mapToObj(row -> new Asked(finished[row], readings.get(row).hops()))
                .toList();
    }

    /** What some questions read at place k: their words, and in the end what their hops selected. */
    private float[][] inputs(int[] rows, int k, List<int[]> asked, List<JavaQuestionReader.Reading> readings) {
        int[] words = Arrays.stream(rows)
                .filter(row -> k < asked.get(row).length)
                .map(row -> asked.get(row)[k])
                .toArray();
        float[][] selected = Arrays.stream(rows)
                .filter(row -> k >= asked.get(row).length)
                .mapToObj(row -> readings.get(row).selected())
                .toArray(float[][]::new);
        Iterator<float[]> ofWords = Arrays.asList(input.ofWords(words)).iterator();
        Iterator<float[]> ofSelected = Arrays.asList(input.ofVectors(selected)).iterator();
        return Arrays.stream(rows)
                .mapToObj(row -> (k < asked.get(row).length ? ofWords : ofSelected).next())
                .toArray(float[][]::new);
    }

    @Override
    public Step step(DecoderState state, int[] parents, int[] words) {
        JavaState before = own(state);
        check(before, parents, words);
        if (parents.length <= CHUNK) {
            return stepTogether(before, parents, words);
        }
        int chunks = chunks(parents.length);
        IntStream numbers = IntStream.range(0, chunks);
        List<Step> steps = (threads > 1 ? numbers.parallel() : numbers)
                .mapToObj(chunk -> {
                    int from = (int) ((long) parents.length * chunk / chunks);
                    int to = (int) ((long) parents.length * (chunk + 1) / chunks);
                    return stepTogether(
                            before, Arrays.copyOfRange(parents, from, to), Arrays.copyOfRange(words, from, to));
                })
                .toList();
        return concatenate(steps);
    }

    /** A multiple of the number of threads, so that no thread waits for another's last chunk. */
    private int chunks(int rows) {
        int needed = (rows + CHUNK - 1) / CHUNK;
        return Math.min(rows, (needed + threads - 1) / threads * threads);
    }

    private Step stepTogether(JavaState before, int[] parents, int[] words) {
        JavaState selected = before.select(parents);
        JavaLayers.Read read = layers.read(selected.photos(), input.ofWords(words), selected.vectors());
        return new Step(
                new JavaState(selected.photos(), read.state()),
                output.logProbabilities(read.hidden(), read.context()),
                read.attention());
    }

    @Override
    public DecoderState join(List<DecoderState> states) {
        return join(states.stream());
    }

    private static JavaState join(Stream<DecoderState> states) {
        return JavaState.join(states.map(JavaDecoder::own).toList());
    }

    private static Step concatenate(List<Step> steps) {
        return new Step(
                join(steps.stream().map(Step::state)),
                steps.stream()
                        .map(Step::logProbabilities)
                        .flatMap(Arrays::stream)
                        .toArray(float[][]::new),
                steps.stream().map(Step::attention).flatMap(Arrays::stream).toArray(float[][]::new));
    }

    private void check(JavaState state, int[] parents, int[] words) {
        if (parents.length != words.length) {
            throw new IllegalArgumentException(
                    "as many parents as words are needed, found " + parents.length + " and " + words.length);
        }
        for (int row = 0; row < words.length; row++) {
            if (parents[row] < 0 || parents[row] >= state.rows()) {
                throw new IllegalArgumentException(
                        "parent " + parents[row] + " is not one of the state's " + state.rows() + " rows");
            }
            checkWord(words[row]);
        }
    }

    private void checkWord(int word) {
        if (word < 0 || word >= shape.vocabulary()) {
            throw new IllegalArgumentException(
                    "word " + word + " is not one of the " + shape.vocabulary() + " of the vocabulary");
        }
    }

    private static JavaMemory own(EncodedPhoto memory) {
        if (memory instanceof JavaMemory own) {
            return own;
        }
        throw new IllegalArgumentException("expected a photo encoded by this decoder, found a " + memory.getClass());
    }

    private static JavaState own(DecoderState state) {
        if (state instanceof JavaState own) {
            return own;
        }
        throw new IllegalArgumentException("a state must come from this decoder, found a " + state.getClass());
    }
}

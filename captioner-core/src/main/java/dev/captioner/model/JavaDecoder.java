package dev.captioner.model;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Matrix;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The network in plain Java on the CPU. Weights are copied at construction into the layout that its products like; work is
 * shared with the threads of the common pool.
 */
public final class JavaDecoder implements Decoder {
    /** Rows that are taken through a whole step together: few enough for the caches, enough to pay for reading the weights. */
    private static final int CHUNK = 16;

    private final NetworkShape shape;
    private final Matrix embedding;
    private final JavaPhotoReader photoReader;
    private final JavaAttention attention;
    private final JavaLayers layers;
    private final JavaOutput output;
    private final int threads;

    /** A decoder that uses as many threads as the common pool has, and the caller's. */
    public JavaDecoder(NetworkShape shape, Weights weights) {
        this(shape, weights, ForkJoinPool.getCommonPoolParallelism() + 1);
    }

    /** A decoder that shares a step among at most so many threads. */
    public JavaDecoder(NetworkShape shape, Weights weights, int threads) {
        this.shape = shape;
        this.threads = threads;
        embedding = Matrix.of(weights.get("embedding"));
        photoReader = new JavaPhotoReader(weights);
        attention = new JavaAttention(shape, weights);
        layers = shape.layers() == 2
                ? JavaTwoLayers.of(shape, weights, attention)
                : JavaOneLayer.of(shape, weights, attention);
        output = new JavaOutput(shape, weights, embedding);
    }

    @Override
    public NetworkShape shape() {
        return shape;
    }

    @Override
    public PhotoMemory look(RegionFeatures features) {
        if (features.channels() != shape.channels()) {
            throw new IllegalArgumentException("the network reads regions of " + shape.channels() + " channels, found "
                    + features.channels() + "; was another encoder used?");
        }
        return photoReader.read(features, layers.reader(), attention, threads);
    }

    @Override
    public DecoderState start(List<PhotoMemory> photos) {
        JavaMemory[] memories = photos.stream().map(JavaDecoder::own).toArray(JavaMemory[]::new);
        float[][] input = new float[memories.length][];
        for (int row = 0; row < input.length; row++) {
            input[row] = memories[row].photo(); // z(-1) = g
        }
        int[] widths = layers.stateWidths();
        float[][][] zero = new float[widths.length][memories.length][];
        for (int kind = 0; kind < widths.length; kind++) {
            for (int row = 0; row < memories.length; row++) {
                zero[kind][row] = new float[widths[kind]];
            }
        }
        return new JavaState(
                memories, layers.read(memories, input, zero, threads).state());
    }

    @Override
    public Step step(DecoderState state, int[] parents, int[] words) {
        JavaState before = own(state);
        check(before, parents, words);
        if (parents.length <= CHUNK) {
            return stepTogether(before, parents, words, threads);
        }
        int chunks = chunks(parents.length);
        IntStream numbers = IntStream.range(0, chunks);
        List<Step> steps = (threads > 1 ? numbers.parallel() : numbers)
                .mapToObj(chunk -> {
                    int from = (int) ((long) parents.length * chunk / chunks);
                    int to = (int) ((long) parents.length * (chunk + 1) / chunks);
                    return stepTogether(
                            before, Arrays.copyOfRange(parents, from, to), Arrays.copyOfRange(words, from, to), 1);
                })
                .toList();
        return concatenate(steps);
    }

    /** A multiple of the number of threads, so that none waits for another's last chunk. */
    private int chunks(int rows) {
        int needed = (rows + CHUNK - 1) / CHUNK;
        return Math.min(rows, (needed + threads - 1) / threads * threads);
    }

    private Step stepTogether(JavaState before, int[] parents, int[] words, int threads) {
        JavaState selected = before.select(parents);
        float[][] input = new float[words.length][];
        for (int row = 0; row < words.length; row++) {
            input[row] = embedding.row(words[row]); // z(t)
        }
        JavaLayers.Read read = layers.read(selected.photos(), input, selected.vectors(), threads);
        return new Step(
                new JavaState(selected.photos(), read.state()),
                output.logProbabilities(read.hidden(), read.context(), threads),
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
            if (words[row] < 0 || words[row] >= shape.vocabulary()) {
                throw new IllegalArgumentException(
                        "word " + words[row] + " is not one of the " + shape.vocabulary() + " of the vocabulary");
            }
        }
    }

    private static JavaMemory own(PhotoMemory memory) {
        if (memory instanceof JavaMemory own) {
            return own;
        }
        throw new IllegalArgumentException(
                "a photo must have been looked at by this decoder, found a " + memory.getClass());
    }

    private static JavaState own(DecoderState state) {
        if (state instanceof JavaState own) {
            return own;
        }
        throw new IllegalArgumentException("a state must come from this decoder, found a " + state.getClass());
    }
}

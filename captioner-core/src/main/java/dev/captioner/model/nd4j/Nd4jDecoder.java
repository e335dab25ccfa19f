package dev.captioner.model.nd4j;

import static dev.captioner.math.DelayedDeallocation.kept;
import static dev.captioner.math.Products.multiply;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Views;
import dev.captioner.model.AttentionScores;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The decoder over ND4J: the reference that others are held to, and what runs on a GPU. Its products come from a BLAS library,
 * which may sum in another order for another number of rows: rows agree to about 1e-6, not bit for bit, with rows alone.
 */
public final class Nd4jDecoder implements Decoder {
    private final NetworkShape shape;
    private final Nd4jWeights weights;

    /** A decoder with a copy of the weights in ND4J's memory. */
    public Nd4jDecoder(NetworkShape shape, Weights weights) {
        this(Nd4jWeights.of(shape, weights));
    }

    /** A decoder that reads the current values of parameters in training. */
    public Nd4jDecoder(Parameters parameters) {
        this(Nd4jWeights.of(parameters));
    }

    private Nd4jDecoder(Nd4jWeights weights) {
        this.shape = weights.shape();
        this.weights = weights;
    }

    /** Regions [L, E], the photo's vector [1, E] and, for additive attention, the regions' keys [L, E]. */
    private record Memory(int grid, INDArray regions, INDArray photo, INDArray keys) implements EncodedPhoto {}

    /** States [rows, .] and each row's photo; without a second layer its two are not used. */
    private record State(List<Memory> photos, Nd4jLayerState first, Nd4jLayerState second, INDArray context)
            implements DecoderState {
        @Override
        public int rows() {
            return photos.size();
        }
    }

    /** A new state and its rows' attention weights, [rows, L]. */
    private record Advance(State state, INDArray attention) {}

    @Override
    public NetworkShape shape() {
        return shape;
    }

    @Override
    public EncodedPhoto look(RegionFeatures features) {
        INDArray a =
                kept(Nd4j.createFromArray(features.values())).reshape('c', features.regions(), features.channels());
        INDArray regions = project(a, "regions"); // (1)
        INDArray photo = project(a.mean(true, 0), "photo"); // (2)
        return memory(features.grid(), regions, photo);
    }

    private Memory memory(int grid, INDArray regions, INDArray photo) {
        INDArray keys = regions;
        if (shape.attention() == NetworkShape.AttentionKind.ADDITIVE) {
            keys = regions.ulike();
            multiply(regions, weights.get("attention.key"), keys);
        }
        return new Memory(grid, regions, photo, keys);
    }

    private INDArray project(INDArray input, String name) {
        return Transforms.relu(weights.layer(input, name), false);
    }

    @Override
    public DecoderState start(List<EncodedPhoto> photos) {
        List<Memory> memories = photos.stream().map(Memory.class::cast).toList();
        int rows = memories.size();
        State zero = new State(
                memories,
                Nd4jLayerState.zeros(rows, shape.units()),
                Nd4jLayerState.zeros(rows, shape.units()),
                Nd4j.zeros(DataType.FLOAT, rows, shape.embedding()));
        return advance(zero, photoRows(memories)).state(); // z(-1) = g
    }

    private static INDArray photoRows(List<Memory> memories) {
        return Nd4j.vstack(memories.stream().map(Memory::photo).toArray(INDArray[]::new));
    }

    @Override
    public List<Asked> ask(List<EncodedPhoto> photos, List<int[]> questions) {
        if (!shape.answers()) {
            throw new IllegalStateException("this network only captions: it has no memory hops");
        }
        if (photos.size() != questions.size() || questions.stream().anyMatch(question -> question.length == 0)) {
            throw new IllegalArgumentException("as many questions as photos are needed, each with a word; found "
                    + questions.size() + " and " + photos.size());
        }
        return IntStream.range(0, photos.size())
                .mapToObj(row -> ask((Memory) photos.get(row), questions.get(row)))
                .toList();
    }

    private Asked ask(Memory photo, int[] question) {
        Nd4jQuestionReader.Reading read = new Nd4jQuestionReader(shape, weights).read(photo.regions(), question);
        Memory memory = memory(photo.grid(), read.memory(), photo.photo());
        State state = advance(started(memory, read.start()), memory.photo()).state(); // z(-1) = g
        for (int word = 0; word < question.length; word++) {
            state = advance(state, Views.rows(read.words(), word, word + 1L)).state();
        }
        return new Asked(advance(state, read.selected()).state(), read.hops()); // (17)
    }

    /** The state [1, .] that h and c of each LSTM, one after another, make. */
    private State started(Memory memory, INDArray start) {
        int h = shape.units();
        Nd4jLayerState first = new Nd4jLayerState(Views.columns(start, 0, h), Views.columns(start, h, 2L * h));
        Nd4jLayerState second = shape.layers() == 1
                ? first
                : new Nd4jLayerState(Views.columns(start, 2L * h, 3L * h), Views.columns(start, 3L * h, 4L * h));
        return new State(List.of(memory), first, second, Nd4j.zeros(DataType.FLOAT, 1, shape.embedding()));
    }

    @Override
    public Step step(DecoderState state, int[] parents, int[] words) {
        State from = (State) state;
        if (parents.length != words.length || parents.length == 0) {
            throw new IllegalArgumentException("as many parents as words are needed, at least one; found "
                    + parents.length + " and " + words.length);
        }
        List<Memory> photos = new ArrayList<>();
        for (int i = 0; i < parents.length; i++) {
            if (parents[i] < 0 || parents[i] >= from.rows() || words[i] < 0 || words[i] >= shape.vocabulary()) {
                throw new IllegalArgumentException("parent " + parents[i] + " of " + from.rows() + " rows or word "
                        + words[i] + " of " + shape.vocabulary() + " is out of range");
            }
            photos.add(from.photos().get(parents[i]));
        }
        State chosen = new State(
                photos,
                from.first().rows(parents),
                from.second().rows(parents),
                Nd4j.pullRows(from.context(), 1, parents));
        Advance advance = advance(chosen, Nd4j.pullRows(weights.get("embedding"), 1, words));
        return new Step(
                advance.state(),
                logProbabilities(advance.state()).toFloatMatrix(),
                advance.attention().toFloatMatrix());
    }

    @Override
    public DecoderState join(List<DecoderState> states) {
        List<State> joined = states.stream().map(State.class::cast).toList();
        return new State(
                joined.stream().flatMap(state -> state.photos().stream()).toList(),
                Nd4jLayerState.join(joined.stream().map(State::first).toList()),
                Nd4jLayerState.join(joined.stream().map(State::second).toList()),
                Nd4jLayerState.concatenate(joined.stream().map(State::context)));
    }

    private Advance advance(State state, INDArray words) {
        INDArray photos = photoRows(state.photos());
        if (shape.layers() == 2) {
            INDArray reads = Nd4j.hstack(words, photos, state.second().hidden());
            Nd4jLayerState first = weights.lstm("attention_lstm", reads, state.first()); // (7)
            INDArray alpha = attend(state.photos(), first.hidden());
            INDArray context = context(state.photos(), alpha);
            Nd4jLayerState second =
                    weights.lstm("language_lstm", Nd4j.hstack(context, first.hidden()), state.second()); // (8)
            return new Advance(new State(state.photos(), first, second, context), alpha);
        }
        INDArray reads = Nd4j.hstack(words, photos, state.context());
        Nd4jLayerState layer = weights.lstm("lstm", reads, state.first()); // (10)
        INDArray alpha = attend(state.photos(), layer.hidden());
        return new Advance(new State(state.photos(), layer, layer, context(state.photos(), alpha)), alpha);
    }

    /** alpha [rows, L]. */
    private INDArray attend(List<Memory> photos, INDArray hidden) {
        INDArray query = Nd4jWeights.matrix(hidden.size(0), shape.embedding());
        multiply(hidden.dup('c'), weights.get("attention.query"), query);
        INDArray[] scores = new INDArray[photos.size()];
        for (int i = 0; i < scores.length; i++) {
            INDArray q = Views.rows(query, i, i + 1); // [1, E]
            Memory photo = photos.get(i);
            scores[i] = switch (shape.attention()) {
                case DOT -> q.mmul(photo.regions().transpose()).muli(AttentionScores.scale(shape.embedding())); // (4)
                case ADDITIVE ->
                    Transforms.tanh(photo.keys().addRowVector(q), false)
                            .mmul(weights.get("attention.score").reshape(shape.embedding(), 1))
                            .transpose(); // (5)
            };
        }
        INDArray alpha = Nd4j.vstack(sameWidth(scores));
        Nd4j.exec(new SoftMax(alpha, alpha, 1)); // (6)
        return alpha;
    }

    /** Memories with questions differ in size: the shorter ones are padded with masked places. */
    private static INDArray[] sameWidth(INDArray[] scores) {
        long widest = Arrays.stream(scores).mapToLong(INDArray::columns).max().orElseThrow();
        return Arrays.stream(scores)
                .map(row -> row.columns() == widest
                        ? row
                        : Nd4j.hstack(
                                row,
                                Nd4j.valueArrayOf(
                                        new long[] {1, widest - row.columns()},
                                        AttentionScores.MASKED,
                                        DataType.FLOAT)))
                .toArray(INDArray[]::new);
    }

    /** ctx [rows, E]. */
    private static INDArray context(List<Memory> photos, INDArray alpha) {
        INDArray[] contexts = new INDArray[photos.size()];
        for (int i = 0; i < contexts.length; i++) {
            INDArray regions = photos.get(i).regions();
            INDArray seen = Views.columns(Views.rows(alpha, i, i + 1), 0, regions.size(0));
            contexts[i] = seen.mmul(regions);
        }
        return Nd4j.vstack(contexts);
    }

    /** log y [rows, V]. */
    private INDArray logProbabilities(State state) { // (9)
        INDArray hidden =
                shape.layers() == 2 ? state.second().hidden() : state.first().hidden();
        INDArray output = Nd4jWeights.matrix(state.rows(), shape.embedding());
        multiply(Nd4j.hstack(hidden, state.context()).dup('c'), weights.get("output.weight"), output);
        INDArray logits = output.mmul(weights.get("embedding").transpose()).addiRowVector(weights.row("output.bias"));
        Nd4j.exec(DynamicCustomOp.builder("log_softmax")
                .addInputs(logits)
                .addOutputs(logits)
                .addIntegerArguments(1)
                .build());
        return logits;
    }
}

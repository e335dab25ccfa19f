package dev.captioner.model;

import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.multiply;

import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.DelayedDeallocation;
import dev.captioner.math.Tensor;
import dev.captioner.math.Views;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    private final Map<String, INDArray> weights = new LinkedHashMap<>();

    /** A decoder with a copy of the weights in ND4J's memory. */
    public Nd4jDecoder(NetworkShape shape, Weights weights) {
        DelayedDeallocation.install();
        this.shape = shape;
        for (String name : weights.names()) {
            Tensor tensor = weights.get(name);
            long[] dimensions = new long[tensor.rank()];
            for (int d = 0; d < dimensions.length; d++) {
                dimensions[d] = tensor.size(d);
            }
            this.weights.put(name, Nd4j.createFromArray(tensor.values()).reshape('c', dimensions));
        }
    }

    /** A decoder that reads parameters in training, as they are at each step. */
    public Nd4jDecoder(Parameters parameters) {
        this.shape = parameters.shape();
        Weights.shapes(shape).keySet().forEach(name -> weights.put(name, parameters.value(name)));
    }

    /** Regions [L, E], the photo's vector [1, E] and, for additive attention, the regions' keys [L, E]. */
    private record Memory(int grid, INDArray regions, INDArray photo, INDArray keys) implements PhotoMemory {}

    /** States [rows, .] and each row's photo; without a second layer its two are not used. */
    private record State(List<Memory> photos, Layer first, Layer second, INDArray context) implements DecoderState {
        @Override
        public int rows() {
            return photos.size();
        }
    }

    /** h and c of one LSTM, [rows, H]. */
    private record Layer(INDArray hidden, INDArray cell) {
        static Layer zeros(int rows, int units) {
            return new Layer(Nd4j.zeros(DataType.FLOAT, rows, units), Nd4j.zeros(DataType.FLOAT, rows, units));
        }

        Layer rows(int[] rows) {
            return new Layer(Nd4j.pullRows(hidden, 1, rows), Nd4j.pullRows(cell, 1, rows));
        }

        static Layer join(List<Layer> layers) {
            return new Layer(
                    concatenate(layers.stream().map(Layer::hidden)),
                    concatenate(layers.stream().map(Layer::cell)));
        }
    }

    /** A new state and where its rows looked, [rows, L]. */
    private record Advance(State state, INDArray attention) {}

    @Override
    public NetworkShape shape() {
        return shape;
    }

    @Override
    public PhotoMemory look(RegionFeatures features) {
        INDArray a = Nd4j.createFromArray(features.values()).reshape('c', features.regions(), features.channels());
        INDArray regions = project(a, "regions"); // (1)
        INDArray photo = project(a.mean(true, 0), "photo"); // (2)
        return memory(features.grid(), regions, photo);
    }

    private Memory memory(int grid, INDArray regions, INDArray photo) {
        INDArray keys = regions;
        if (shape.attention() == NetworkShape.AttentionKind.ADDITIVE) {
            keys = regions.ulike();
            multiply(regions, weight("attention.key"), keys);
        }
        return new Memory(grid, regions, photo, keys);
    }

    private INDArray project(INDArray input, String name) {
        INDArray output = matrix(input.size(0), shape.embedding());
        multiply(input, weight(name + ".weight"), output);
        return Transforms.relu(output.addiRowVector(row(name + ".bias")), false);
    }

    private INDArray weight(String name) {
        INDArray weight = weights.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return weight;
    }

    private INDArray row(String name) {
        INDArray vector = weight(name);
        return vector.reshape(1, vector.length());
    }

    private static INDArray matrix(long rows, long columns) {
        return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'c');
    }

    @Override
    public DecoderState start(List<PhotoMemory> photos) {
        List<Memory> memories = photos.stream().map(Memory.class::cast).toList();
        int rows = memories.size();
        State zero = new State(
                memories,
                Layer.zeros(rows, shape.units()),
                Layer.zeros(rows, shape.units()),
                Nd4j.zeros(DataType.FLOAT, rows, shape.embedding()));
        return advance(zero, photoRows(memories)).state(); // z(-1) = g
    }

    private static INDArray photoRows(List<Memory> memories) {
        return Nd4j.vstack(memories.stream().map(Memory::photo).toArray(INDArray[]::new));
    }

    @Override
    public List<Asked> ask(List<PhotoMemory> photos, List<int[]> questions) {
        if (!shape.answers()) {
            throw new IllegalStateException("this network captions and is asked nothing: it has no hops");
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
        INDArray words = Nd4j.pullRows(weight("embedding"), 1, question); // [n, E]
        INDArray evident = words.add(evidence(words, photo).mmul(row("question.evidence"))); // (11)
        INDArray onward = questionStates("question_forward_lstm", evident);
        INDArray back = reversed(questionStates("question_backward_lstm", reversed(evident)));
        INDArray said = evident.add(layer(Nd4j.hstack(onward, back), "question.memory")); // (13)
        Memory memory = memory(photo.grid(), Nd4j.vstack(photo.regions(), said), photo.photo());

        long last = question.length - 1L;
        INDArray summary = Nd4j.hstack(Views.rows(onward, last, last + 1), Views.rows(back, 0, 1));
        INDArray selected = layer(summary, "question.query"); // (14)
        float[][] looks = new float[shape.hops()][];
        for (int hop = 0; hop < looks.length; hop++) {
            INDArray wanted = selected.mmul(weight("question.hop" + (hop + 1)));
            INDArray alpha = wanted.mmul(memory.regions().transpose()).divi(Math.sqrt(shape.embedding()));
            Nd4j.exec(new SoftMax(alpha, alpha, 1));
            looks[hop] = alpha.toFloatVector();
            INDArray found = alpha.mmul(memory.regions());
            selected = selected.add(found).addi(wanted.mul(found)); // (15)
        }
        State state = started(memory, Transforms.tanh(layer(summary, "question.start"), false)); // (16)
        state = advance(state, memory.photo()).state(); // z(-1) = g
        for (int word = 0; word < question.length; word++) {
            state = advance(state, Views.rows(words, word, word + 1L)).state();
        }
        return new Asked(advance(state, selected).state(), looks);
    }

    /** e = ln mean_l exp(r_l W_oc . z), [n, 1]. */
    private INDArray evidence(INDArray words, Memory photo) {
        INDArray said = photo.regions()
                .mmul(Views.rows(weight("output.weight"), shape.units(), shape.units() + (long) shape.embedding()));
        INDArray scores = words.mmul(said.transpose()); // [n, L]
        INDArray most = scores.max(true, 1);
        return Transforms.log(
                        Transforms.exp(scores.subColumnVector(most), false).mean(true, 1), false)
                .addi(most);
    }

    /** h after each word, [n, Q]. */
    private INDArray questionStates(String name, INDArray words) {
        Layer layer = Layer.zeros(1, shape.questionUnits());
        INDArray[] states = new INDArray[(int) words.size(0)];
        for (int k = 0; k < states.length; k++) {
            layer = lstm(name, Views.rows(words, k, k + 1L), layer); // (12)
            states[k] = layer.hidden();
        }
        return Nd4j.vstack(states);
    }

    private static INDArray reversed(INDArray rows) {
        int size = (int) rows.size(0);
        return Nd4j.pullRows(
                rows.dup('c'),
                1,
                IntStream.range(0, size).map(k -> size - 1 - k).toArray());
    }

    private INDArray layer(INDArray input, String name) {
        return input.mmul(weight(name + ".weight")).addiRowVector(row(name + ".bias"));
    }

    /** The state [1, .] that h and c of each LSTM, one after another, make. */
    private State started(Memory memory, INDArray start) {
        int h = shape.units();
        Layer first = new Layer(Views.columns(start, 0, h), Views.columns(start, h, 2L * h));
        Layer second = shape.layers() == 1
                ? first
                : new Layer(Views.columns(start, 2L * h, 3L * h), Views.columns(start, 3L * h, 4L * h));
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
        Advance advance = advance(chosen, Nd4j.pullRows(weight("embedding"), 1, words));
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
                Layer.join(joined.stream().map(State::first).toList()),
                Layer.join(joined.stream().map(State::second).toList()),
                concatenate(joined.stream().map(State::context)));
    }

    private static INDArray concatenate(Stream<INDArray> rows) {
        return Nd4j.concat(0, rows.toArray(INDArray[]::new));
    }

    private Advance advance(State state, INDArray words) {
        INDArray photos = photoRows(state.photos());
        if (shape.layers() == 2) {
            INDArray reads = Nd4j.hstack(words, photos, state.second().hidden());
            Layer first = lstm("attention_lstm", reads, state.first()); // (7)
            INDArray alpha = attend(state.photos(), first.hidden());
            INDArray context = context(state.photos(), alpha);
            Layer second = lstm("language_lstm", Nd4j.hstack(context, first.hidden()), state.second()); // (8)
            return new Advance(new State(state.photos(), first, second, context), alpha);
        }
        INDArray reads = Nd4j.hstack(words, photos, state.context());
        Layer layer = lstm("lstm", reads, state.first()); // (10)
        INDArray alpha = attend(state.photos(), layer.hidden());
        return new Advance(new State(state.photos(), layer, layer, context(state.photos(), alpha)), alpha);
    }

    private Layer lstm(String name, INDArray input, Layer previous) { // (3)
        int units = (int) previous.hidden().size(1);
        INDArray z = matrix(input.size(0), 4L * units);
        multiply(input.dup('c'), weight(name + ".input"), z);
        addMultiply(previous.hidden().dup('c'), weight(name + ".recurrent"), z);
        z.addiRowVector(row(name + ".bias"));
        INDArray sigmoids = Transforms.sigmoid(Views.columns(z, 0, 3L * units), true);
        INDArray candidate = Transforms.tanh(Views.columns(z, 3L * units, 4L * units), true);
        INDArray i = Views.columns(sigmoids, 0, units);
        INDArray f = Views.columns(sigmoids, units, 2L * units);
        INDArray o = Views.columns(sigmoids, 2L * units, 3L * units);
        INDArray cell = f.mul(previous.cell()).addi(i.mul(candidate));
        return new Layer(Transforms.tanh(cell, true).muli(o), cell);
    }

    /** alpha [rows, L]. */
    private INDArray attend(List<Memory> photos, INDArray hidden) {
        INDArray query = matrix(hidden.size(0), shape.embedding());
        multiply(hidden.dup('c'), weight("attention.query"), query);
        INDArray[] scores = new INDArray[photos.size()];
        for (int i = 0; i < scores.length; i++) {
            INDArray q = Views.rows(query, i, i + 1); // [1, E]
            Memory photo = photos.get(i);
            scores[i] = switch (shape.attention()) {
                case DOT -> q.mmul(photo.regions().transpose()).divi(Math.sqrt(shape.embedding())); // (4)
                case ADDITIVE ->
                    Transforms.tanh(photo.keys().addRowVector(q), false)
                            .mmul(weight("attention.score").reshape(shape.embedding(), 1))
                            .transpose(); // (5)
            };
        }
        INDArray alpha = Nd4j.vstack(sameWidth(scores));
        Nd4j.exec(new SoftMax(alpha, alpha, 1)); // (6)
        return alpha;
    }

    /** Memories with questions differ in size: the shorter ones get places of which nothing is seen. */
    private static INDArray[] sameWidth(INDArray[] scores) {
        long widest = Arrays.stream(scores).mapToLong(INDArray::columns).max().orElseThrow();
        return Arrays.stream(scores)
                .map(row -> row.columns() == widest
                        ? row
                        : Nd4j.hstack(
                                row,
                                Nd4j.valueArrayOf(
                                        new long[] {1, widest - row.columns()}, AttendedMemory.UNSEEN, DataType.FLOAT)))
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
        INDArray output = matrix(state.rows(), shape.embedding());
        multiply(Nd4j.hstack(hidden, state.context()).dup('c'), weight("output.weight"), output);
        INDArray logits = output.mmul(weight("embedding").transpose()).addiRowVector(row("output.bias"));
        Nd4j.exec(DynamicCustomOp.builder("log_softmax")
                .addInputs(logits)
                .addOutputs(logits)
                .addIntegerArguments(1)
                .build());
        return logits;
    }
}

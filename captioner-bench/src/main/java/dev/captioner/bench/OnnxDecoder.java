package dev.captioner.bench;

import static dev.captioner.bench.OnnxDecoderExport.NEXT_STATE;
import static dev.captioner.bench.OnnxDecoderExport.STATE;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.EncodedPhoto;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The decoder on ONNX Runtime, for captions of one photo at a time. */
final class OnnxDecoder implements Decoder, AutoCloseable {
    private final NetworkShape shape;
    private final OrtSession look;
    private final OrtSession step;

    /**
     * Loads the exported network.
     *
     * @param threads per step
     */
    OnnxDecoder(NetworkShape shape, Weights weights, int threads) throws OrtException {
        this.shape = shape;
        look = Onnx.session(OnnxDecoderExport.look(shape, weights), threads);
        step = Onnx.session(OnnxDecoderExport.step(shape, weights), threads);
    }

    private record Memory(int grid, FloatBuffer regions, FloatBuffer keys, FloatBuffer gates, List<FloatBuffer> start)
            implements EncodedPhoto {}

    private record State(Memory photo, int rows, List<FloatBuffer> vectors) implements DecoderState {}

    @Override
    public NetworkShape shape() {
        return shape;
    }

    @Override
    public EncodedPhoto look(RegionFeatures features) {
        FloatBuffer values =
                Onnx.buffer(features.values().length).put(features.values()).rewind();
        try (OnnxTensor input = Onnx.tensor(values, features.regions(), features.channels());
                OrtSession.Result result = look.run(Map.of(OnnxDecoderExport.FEATURES, input))) {
            return new Memory(
                    features.grid(),
                    Onnx.buffer(result, OnnxDecoderExport.REGIONS),
                    Onnx.buffer(result, OnnxDecoderExport.KEYS),
                    Onnx.buffer(result, OnnxDecoderExport.PHOTO_GATES),
                    state(result));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not read a photo", e);
        }
    }

    private static List<FloatBuffer> state(OrtSession.Result result) {
        return NEXT_STATE.stream().map(name -> Onnx.buffer(result, name)).toList();
    }

    @Override
    public DecoderState start(List<EncodedPhoto> photos) {
        if (photos.size() != 1 || !(photos.get(0) instanceof Memory photo)) {
            throw new IllegalArgumentException(
                    "expected one photo encoded by this decoder, found " + photos.size() + " photos");
        }
        return new State(photo, 1, photo.start());
    }

    @Override
    public Step step(DecoderState before, int[] parents, int[] words) {
        State state = (State) before;
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            fill(inputs, state, parents, words);
            try (OrtSession.Result result = step.run(inputs)) {
                return new Step(
                        new State(state.photo(), words.length, state(result)),
                        rows(Onnx.array(result, OnnxDecoderExport.LOG_PROBABILITIES), words.length),
                        rows(Onnx.array(result, OnnxDecoderExport.ATTENTION), words.length));
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not compute a step", e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private void fill(Map<String, OnnxTensor> inputs, State state, int[] parents, int[] words) throws OrtException {
        int e = shape.embedding();
        int units = shape.units();
        Memory photo = state.photo();
        int regions = photo.grid() * photo.grid();
        inputs.put(OnnxDecoderExport.PARENTS, Onnx.tensor(parents));
        inputs.put(OnnxDecoderExport.WORDS, Onnx.tensor(words));
        for (int kind = 0; kind < STATE.size(); kind++) {
            inputs.put(STATE.get(kind), Onnx.tensor(state.vectors().get(kind).duplicate(), state.rows(), units));
        }
        inputs.put(OnnxDecoderExport.REGIONS, Onnx.tensor(photo.regions().duplicate(), regions, e));
        inputs.put(OnnxDecoderExport.KEYS, Onnx.tensor(photo.keys().duplicate(), e, regions));
        inputs.put(OnnxDecoderExport.PHOTO_GATES, Onnx.tensor(photo.gates().duplicate(), 1, 4L * units));
    }

    private static float[][] rows(float[] values, int count) {
        int width = values.length / count;
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(Arrays.copyOfRange(values, row * width, (row + 1) * width));
        }
        return rows.toArray(float[][]::new);
    }

    /** @throws UnsupportedOperationException always: photos are not batched */
    @Override
    public DecoderState join(List<DecoderState> states) {
        throw new UnsupportedOperationException("this decoder supports one photo at a time");
    }

    @Override
    public void close() throws OrtException {
        look.close();
        step.close();
    }
}

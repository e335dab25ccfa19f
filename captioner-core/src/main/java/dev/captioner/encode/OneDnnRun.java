package dev.captioner.encode;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** What one thread at a time needs to run an {@link OneDnnNetwork}: a stream and memory for everything that changes. */
final class OneDnnRun implements AutoCloseable {
    /** One execution. */
    private record Step(dnnl_primitive primitive, dnnl_exec_arg_t arguments) {}

    private final NativeScope scope = new NativeScope();
    private final dnnl_stream stream;
    private final FloatPointer input;
    private final FloatPointer output;
    private final int outputLength;
    private final List<Step> steps = new ArrayList<>();

    OneDnnRun(OneDnnNetwork network) {
        try {
            stream = OneDnn.stream(scope);
            List<OneDnnNetwork.Layer> layers = network.layers();
            OneDnnNetwork.Layer last = layers.get(layers.size() - 1);
            BytePointer inputBytes = scope.allocate(OneDnn.bytes(layers.get(0).source()));
            BytePointer outputBytes = scope.allocate(OneDnn.bytes(last.destination()));
            BytePointer arena = scope.allocate(network.plan().bytes());
            BytePointer scratch = scope.allocate(network.scratchBytes());

            dnnl_memory source = OneDnn.memory(scope, layers.get(0).source(), inputBytes);
            for (int i = 0; i < layers.size(); i++) {
                OneDnnNetwork.Layer layer = layers.get(i);
                BytePointer place = i == layers.size() - 1
                        ? outputBytes
                        : arena.getPointer(network.plan().offsets()[i]);
                dnnl_memory destination = OneDnn.memory(scope, layer.destination(), place);
                Map<Integer, dnnl_memory> arguments = Map.of(
                        DNNL_ARG_SRC, source,
                        DNNL_ARG_WEIGHTS, layer.weights(),
                        DNNL_ARG_BIAS, layer.bias(),
                        DNNL_ARG_DST, destination,
                        DNNL_ARG_SCRATCHPAD, OneDnn.memory(scope, layer.scratch(), scratch));
                steps.add(new Step(layer.primitive(), OneDnn.arguments(scope, arguments)));
                source = destination;
            }
            input = new FloatPointer(inputBytes);
            output = new FloatPointer(outputBytes);
            outputLength = (int) (OneDnn.bytes(last.destination()) / Float.BYTES);
        } catch (RuntimeException | Error e) { // such as no memory outside the heap
            scope.closeAfter(e);
            throw e;
        }
    }

    /**
     * Runs the network.
     *
     * @param pixels {@code [S, S, 3]}
     * @return {@code [g, g, D]}
     */
    float[] run(float[] pixels) {
        input.put(pixels);
        for (Step step : steps) {
            OneDnn.execute(step.primitive(), stream, step.arguments());
        }
        OneDnn.await(stream);
        float[] features = new float[outputLength];
        output.get(features);
        return features;
    }

    @Override
    public void close() {
        scope.close();
    }
}

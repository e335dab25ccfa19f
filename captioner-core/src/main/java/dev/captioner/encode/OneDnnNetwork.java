package dev.captioner.encode;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.dnnl_a;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_abcde;
import static org.bytedeco.dnnl.global.dnnl.dnnl_acdb;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_tag_any;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_scratchpad_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** The folded network compiled by oneDNN for one photo at a time: code, weights and layouts, shared by all threads. */
final class OneDnnNetwork implements AutoCloseable {
    private static final int NHWC = dnnl_acdb;

    /** One convolution: its code, its tensors that never change, and the layouts of the others. */
    record Layer(
            Convolution convolution,
            dnnl_primitive primitive,
            dnnl_memory weights,
            dnnl_memory bias,
            dnnl_memory_desc source,
            dnnl_memory_desc destination,
            dnnl_memory_desc scratch) {}

    private final NativeScope scope = new NativeScope();
    private final List<Layer> layers = new ArrayList<>();
    private final ArenaPlan plan;

    /** Compiles; takes about a tenth of a second. */
    OneDnnNetwork(List<FoldedConvolution> network) {
        try (NativeScope local = new NativeScope()) {
            dnnl_stream stream = OneDnn.stream(local);
            for (FoldedConvolution folded : network) {
                layers.add(compile(folded, network.size(), stream));
            }
            plan = ArenaPlan.of(
                    network.stream().map(FoldedConvolution::convolution).toList(),
                    layers.stream()
                            .mapToLong(layer -> OneDnn.bytes(layer.destination()))
                            .toArray());
        } catch (RuntimeException | Error e) {
            scope.closeAfter(e);
            throw e;
        }
    }

    private Layer compile(FoldedConvolution folded, int count, dnnl_stream stream) {
        Convolution convolution = folded.convolution();
        int index = layers.size();
        long in = convolution.inputChannels();
        long out = convolution.outputChannels();
        long k = convolution.kernel();
        dnnl_memory_desc source = index == 0
                ? square(NHWC, in, convolution.inputSize())
                : layers.get(index - 1).destination();
        // In between, oneDNN picks its layouts; a residual sum is done in place and so needs equal ones.
        dnnl_memory_desc destination = convolution.addsResidual()
                ? layers.get(convolution.residual()).destination()
                : square(index == count - 1 ? NHWC : dnnl_format_tag_any, out, convolution.outputSize());
        long[] shape = convolution.depthwise() ? new long[] {out, 1, 1, k, k} : new long[] {out, in, k, k};
        dnnl_memory_desc bias = OneDnn.floats(scope, dnnl_a, out);
        dnnl_primitive_desc descriptor = OneDnn.convolution(
                scope, convolution, source, OneDnn.floats(scope, dnnl_format_tag_any, shape), bias, destination);
        dnnl_memory_desc plain = OneDnn.floats(scope, convolution.depthwise() ? dnnl_abcde : dnnl_abcd, shape);
        return new Layer(
                convolution,
                OneDnn.primitive(scope, descriptor),
                constant(stream, folded.weights(), plain, OneDnn.chosen(descriptor, dnnl_query_weights_md)),
                constant(stream, folded.bias(), bias, bias),
                source,
                OneDnn.chosen(descriptor, dnnl_query_dst_md),
                OneDnn.chosen(descriptor, dnnl_query_scratchpad_md));
    }

    private dnnl_memory_desc square(int layout, long channels, long size) {
        return OneDnn.floats(scope, layout, 1, channels, size, size);
    }

    /** A tensor in memory of its own, brought into the layout that its primitive wants. */
    private dnnl_memory constant(dnnl_stream stream, float[] values, dnnl_memory_desc from, dnnl_memory_desc to) {
        dnnl_memory target = OneDnn.memory(scope, to, scope.allocate(OneDnn.bytes(to)));
        try (NativeScope local = new NativeScope()) {
            FloatPointer copy = local.own(new FloatPointer(values), Pointer::deallocate);
            dnnl_primitive reorder = OneDnn.primitive(local, OneDnn.reorder(local, from, to));
            dnnl_memory source = OneDnn.memory(local, from, copy);
            OneDnn.execute(
                    reorder, stream, OneDnn.arguments(local, Map.of(DNNL_ARG_FROM, source, DNNL_ARG_TO, target)));
            OneDnn.await(stream);
        }
        return target;
    }

    /** In order of execution. */
    List<Layer> layers() {
        return layers;
    }

    /** Where outputs lie. */
    ArenaPlan plan() {
        return plan;
    }

    /** What the most demanding layer needs beside its arguments. */
    long scratchBytes() {
        return layers.stream()
                .mapToLong(layer -> OneDnn.bytes(layer.scratch()))
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        scope.close();
    }
}

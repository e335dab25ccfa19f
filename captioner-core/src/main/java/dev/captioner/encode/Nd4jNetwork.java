package dev.captioner.encode;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.math.DelayedDeallocation;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.DepthwiseConv2D;
import org.nd4j.linalg.api.ops.impl.scalar.Relu6;
import org.nd4j.linalg.factory.Nd4j;

/** The folded network as ND4J operations, channels last. */
final class Nd4jNetwork implements AutoCloseable {
    // Arguments of conv2d and depthwise_conv2d, as libnd4j numbers them.
    private static final int SAME_PADDING = 1;
    private static final int CHANNELS_LAST = 1;
    private static final int WEIGHTS_K_K_IN_OUT = 0;
    private static final int WEIGHTS_OUT_IN_K_K = 1;

    private record Layer(Convolution convolution, INDArray weights, INDArray bias) {}

    private final List<Layer> layers;
    private final Queue<OpContext[]> idle = new ConcurrentLinkedQueue<>(); // a context serves one thread at a time

    Nd4jNetwork(List<FoldedConvolution> network) {
        DelayedDeallocation.install();
        layers = network.stream().map(Nd4jNetwork::layer).toList();
    }

    private static Layer layer(FoldedConvolution folded) {
        Convolution convolution = folded.convolution();
        long[] shape = java.util.Arrays.stream(convolution.weightsShape())
                .asLongStream()
                .toArray();
        INDArray weights = kept(Nd4j.create(folded.weights(), shape, 'c')); // [out, in, k, k]
        if (convolution.depthwise()) {
            weights = weights.permute(2, 3, 0, 1).dup('c'); // [out, 1, k, k] to [k, k, out, 1]
        }
        return new Layer(
                convolution, weights, Nd4j.create(folded.bias(), new long[] {convolution.outputChannels()}, 'c'));
    }

    /**
     * Runs on the calling thread, with outputs in its current workspace.
     *
     * @param image {@code [1, S, S, 3]}
     * @return {@code [1, g, g, D]}
     */
    INDArray run(INDArray image) {
        OpContext[] free = idle.poll();
        OpContext[] contexts = free == null ? contexts() : free;
        try {
            INDArray[] outputs = new INDArray[layers.size()];
            INDArray last = image;
            for (int i = 0; i < outputs.length; i++) {
                Layer layer = layers.get(i);
                last = outputs[i] = convolve(layer, last, contexts[i]);
                if (layer.convolution().clipped()) {
                    Nd4j.getExecutioner().exec(new Relu6(last, last, 0.0));
                }
                if (layer.convolution().addsResidual()) {
                    last.addi(outputs[layer.convolution().residual()]);
                }
            }
            return last;
        } finally {
            idle.add(contexts);
        }
    }

    private static INDArray convolve(Layer layer, INDArray source, OpContext context) {
        Convolution convolution = layer.convolution();
        int size = convolution.outputSize();
        INDArray output =
                Nd4j.createUninitialized(DataType.FLOAT, new long[] {1, size, size, convolution.outputChannels()}, 'c');
        context.purge();
        context.setInputArrays(source, layer.weights(), layer.bias());
        context.setOutputArray(0, output);
        Nd4j.exec(convolution.depthwise() ? new DepthwiseConv2D() : new Conv2D(), context);
        return output;
    }

    private OpContext[] contexts() {
        return layers.stream().map(layer -> context(layer.convolution())).toArray(OpContext[]::new);
    }

    private static OpContext context(Convolution convolution) {
        int kernel = convolution.kernel();
        int stride = convolution.stride();
        int weights = convolution.depthwise() ? WEIGHTS_K_K_IN_OUT : WEIGHTS_OUT_IN_K_K;
        OpContext context = Nd4j.getExecutioner().buildContext();
        // kernel, stride, padding (unused), dilation: two of each
        context.setIArguments(kernel, kernel, stride, stride, 0, 0, 1, 1, SAME_PADDING, CHANNELS_LAST, weights);
        return context;
    }

    /** Frees the weights; nothing may be running. */
    @Override
    public void close() {
        for (OpContext[] contexts : idle) {
            for (OpContext context : contexts) {
                close(context);
            }
        }
        idle.clear();
        for (Layer layer : layers) {
            layer.weights().close();
            layer.bias().close();
        }
    }

    private static void close(OpContext context) {
        try {
            context.close();
        } catch (Exception e) {
            throw new IllegalStateException("ND4J did not free an operation's context", e);
        }
    }
}

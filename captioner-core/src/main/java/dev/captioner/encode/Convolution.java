package dev.captioner.encode;

import dev.captioner.api.Internal;

/**
 * One convolution of a network with what belongs to it: batch normalisation, clipping to 0..6 and the sum with an earlier
 * output. Images are square.
 *
 * @param name unique in the network
 * @param weights name of its tensor, see {@link #weightsShape}
 * @param normalisation prefix of the tensors of its batch normalisation, each {@code [out]}
 * @param kernel k
 * @param inputSize pixels along one side of its input
 * @param residual index of the convolution whose output is added to this one's, or {@link #NONE}
 */
@Internal
public record Convolution(
        String name,
        String weights,
        String normalisation,
        Kind kind,
        int kernel,
        int stride,
        int inputChannels,
        int outputChannels,
        int inputSize,
        int residual) {
    /** The {@link #residual} of a convolution that adds nothing. */
    public static final int NONE = -1;

    /** What a convolution connects and what follows it. */
    public enum Kind {
        /** Every output channel sees every input channel; ReLU6 follows. */
        DENSE,
        /** Output channel c sees only input channel c; ReLU6 follows. */
        DEPTHWISE,
        /** Like {@link #DENSE}, but linear; the end of a bottleneck. */
        PROJECTION
    }

    /** Whether output channel c sees only input channel c. */
    public boolean depthwise() {
        return kind == Kind.DEPTHWISE;
    }

    /** Whether ReLU6, {@code min(max(x, 0), 6)}, follows. */
    public boolean clipped() {
        return kind != Kind.PROJECTION;
    }

    /** Whether an earlier output is added. */
    public boolean addsResidual() {
        return residual != NONE;
    }

    /** {@code [out, in, k, k]}, or {@code [out, 1, k, k]} when depthwise. */
    public int[] weightsShape() {
        return new int[] {outputChannels, depthwise() ? 1 : inputChannels, kernel, kernel};
    }

    /** Pixels along one side of the output: the input's divided by the stride, rounded up. */
    public int outputSize() {
        return (inputSize + stride - 1) / stride;
    }

    /** Zeros above and left of the input: the smaller half of what "same" padding as TensorFlow defines it needs. */
    public int paddingBefore() {
        return padding() / 2;
    }

    /** Zeros below and right of the input. */
    public int paddingAfter() {
        return padding() - paddingBefore();
    }

    private int padding() {
        return Math.max((outputSize() - 1) * stride + kernel - inputSize, 0);
    }
}

package dev.captioner.encode;

import dev.captioner.api.Internal;

/**
 * A convolution with the batch normalisation behind it folded into its weights, so that only a bias is left of it.
 *
 * @param convolution its geometry
 * @param weights {@code [out, in, k, k]}, or {@code [out, 1, k, k]} when depthwise; for reading only
 * @param bias {@code [out]}; for reading only
 */
@Internal
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FoldedConvolution(Convolution convolution, float[] weights, float[] bias) {
    /**
     * Folds: {@code gamma (W x - mean) / sqrt(variance + epsilon) + beta = (s W) x + (beta - s mean)} with
     * {@code s = gamma / sqrt(variance + epsilon)}, in double precision.
     */
    static FoldedConvolution fold(
            Convolution convolution, float[] weights, float[] gamma, float[] beta, float[] mean, float[] variance) {
        int channels = convolution.outputChannels();
        int perChannel = weights.length / channels;
        float[] scaled = new float[weights.length];
        float[] bias = new float[channels];
        for (int c = 0; c < channels; c++) {
            double scale = gamma[c] / Math.sqrt(variance[c] + EfficientNetLiteArchitecture.EPSILON);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                scaled[i] = (float) (weights[i] * scale);
            }
            bias[c] = (float) (beta[c] - mean[c] * scale);
        }
        return new FoldedConvolution(convolution, scaled, bias);
    }
}

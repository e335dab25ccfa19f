package dev.captioner.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/** ONNX Runtime's environment, and tensors in direct memory, which it uses without a copy. */
final class Onnx {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private Onnx() {}

    /**
     * Loads a model.
     *
     * @param threads per call
     */
    static OrtSession session(byte[] model, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            return ENVIRONMENT.createSession(model, options);
        }
    }

    /** A direct buffer for a number of values. */
    static FloatBuffer buffer(int values) {
        return ByteBuffer.allocateDirect(values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** A tensor over a buffer from {@link #buffer}. */
    static OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
        return OnnxTensor.createTensor(ENVIRONMENT, values.rewind(), shape);
    }

    /** A vector of numbers. */
    static OnnxTensor tensor(int[] numbers) throws OrtException {
        LongBuffer values = ByteBuffer.allocateDirect(numbers.length * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
        for (int number : numbers) {
            values.put(number);
        }
        return OnnxTensor.createTensor(ENVIRONMENT, values.rewind(), new long[] {numbers.length});
    }

    /** A copy of one output in direct memory. */
    static FloatBuffer buffer(OrtSession.Result result, String output) {
        FloatBuffer values = values(result, output);
        return buffer(values.remaining()).put(values).rewind();
    }

    /** A copy of one output. */
    static float[] array(OrtSession.Result result, String output) {
        FloatBuffer values = values(result, output);
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    private static FloatBuffer values(OrtSession.Result result, String output) {
        OnnxTensor tensor =
                (OnnxTensor) result.get(output).orElseThrow(() -> new IllegalArgumentException("no output " + output));
        return tensor.getFloatBuffer();
    }
}

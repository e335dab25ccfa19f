package dev.captioner.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** The encoder run by ONNX Runtime. */
final class OnnxPeer implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final EfficientNetLiteArchitecture architecture;
    private final OrtSession session;

    /**
     * Loads the exported network.
     *
     * @param threads that compute one batch together
     */
    OnnxPeer(EfficientNetLiteWeights weights, int threads) throws OrtException {
        architecture = weights.architecture();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            session = ENVIRONMENT.createSession(OnnxExport.export(weights), options);
        }
    }

    /** Photos of the network's input size as {@code [N, 3, S, S]}, preprocessed. */
    OnnxTensor input(List<Photo> photos) throws OrtException {
        int size = architecture.inputSize();
        int plane = size * size;
        FloatBuffer pixels = ByteBuffer.allocateDirect(photos.size() * 3 * plane * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (Photo photo : photos) {
            for (int channel = 0; channel < 3; channel++) {
                for (int i = 0; i < plane; i++) {
                    pixels.put(((photo.rgb()[3 * i + channel] & 0xff) - 127) / 128f);
                }
            }
        }
        return OnnxTensor.createTensor(ENVIRONMENT, pixels.flip(), new long[] {photos.size(), 3, size, size});
    }

    /** Runs the network: {@code [N, D, g, g]}. */
    float[] run(OnnxTensor input) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
            FloatBuffer features = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[features.remaining()];
            features.get(values);
            return values;
        }
    }

    /** The regions of one photo. */
    RegionFeatures encode(Photo photo) throws OrtException {
        try (OnnxTensor input = input(List.of(photo))) {
            float[] features = run(input); // [1, D, g, g]
            int channels = EfficientNetLiteArchitecture.CHANNELS;
            int regions = features.length / channels;
            float[] values = new float[features.length];
            for (int channel = 0; channel < channels; channel++) {
                for (int region = 0; region < regions; region++) {
                    values[region * channels + channel] = features[channel * regions + region];
                }
            }
            return new RegionFeatures(values, architecture.grid(), channels);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}

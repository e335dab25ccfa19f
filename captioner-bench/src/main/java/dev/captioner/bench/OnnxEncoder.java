package dev.captioner.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import dev.captioner.image.Resize;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The encoder on ONNX Runtime. */
final class OnnxEncoder implements Encoder {
    private static final int CHANNELS = EfficientNetLiteArchitecture.CHANNELS;

    private final EfficientNetLiteArchitecture architecture;
    private final OrtSession session;

    /**
     * Loads the exported network.
     *
     * @param threads per batch
     */
    OnnxEncoder(EfficientNetLiteWeights weights, int threads) throws OrtException {
        architecture = weights.architecture();
        session = Onnx.session(OnnxEncoderExport.export(weights), threads);
    }

    @Override
    public int inputSize() {
        return architecture.inputSize();
    }

    @Override
    public int grid() {
        return architecture.grid();
    }

    @Override
    public int channels() {
        return CHANNELS;
    }

    /** Resizes and normalises photos: {@code [N, 3, S, S]}. */
    OnnxTensor input(List<Photo> photos) throws OrtException {
        int size = inputSize();
        int plane = size * size;
        FloatBuffer pixels = Onnx.buffer(photos.size() * 3 * plane);
        for (Photo photo : photos) {
            byte[] rgb = Resize.bicubic(photo, size, size).rgb();
            for (int channel = 0; channel < 3; channel++) {
                for (int i = 0; i < plane; i++) {
                    pixels.put(((rgb[3 * i + channel] & 0xff) - 127) / 128f);
                }
            }
        }
        return Onnx.tensor(pixels, photos.size(), 3, size, size);
    }

    /** Runs the network: {@code [N, D, g, g]}. */
    float[] run(OnnxTensor input) throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(OnnxEncoderExport.INPUT, input))) {
            return Onnx.array(result, OnnxEncoderExport.OUTPUT);
        }
    }

    /** Splits the result of {@link #run} by photo. */
    List<RegionFeatures> regions(float[] features) {
        int regions = grid() * grid();
        List<RegionFeatures> photos = new ArrayList<>();
        for (int from = 0; from < features.length; from += regions * CHANNELS) {
            float[] values = new float[regions * CHANNELS];
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (int region = 0; region < regions; region++) {
                    values[region * CHANNELS + channel] = features[from + channel * regions + region];
                }
            }
            photos.add(new RegionFeatures(values, grid(), CHANNELS));
        }
        return photos;
    }

    @Override
    public RegionFeatures encode(Photo photo) {
        try (OnnxTensor input = input(List.of(photo))) {
            return regions(run(input)).get(0);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not encode a photo", e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close the encoder", e);
        }
    }
}

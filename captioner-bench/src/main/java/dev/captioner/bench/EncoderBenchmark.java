package dev.captioner.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Nd4jEncoder;
import dev.captioner.encode.OneDnnEncoder;
import dev.captioner.image.Photo;
import dev.captioner.image.PhotoReader;
import dev.captioner.image.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Times the encoders against ONNX Runtime on the same network: one photo at a time, and sixteen with all cores. The contestants
 * take turns, so that whatever else the machine does hits all of them. Their regions must agree.
 */
public final class EncoderBenchmark {
    private static final int PHOTOS = 16;
    private static final float TOLERANCE = 1e-3f;

    private EncoderBenchmark() {}

    /**
     * Prints what {@link Race} prints; ONNX Runtime's input is prepared beforehand, the others' preprocessing is timed.
     *
     * @param arguments the file with the weights of EfficientNet-Lite2, and a photo
     */
    public static void main(String[] arguments) throws IOException, OrtException {
        EfficientNetLiteArchitecture architecture = EfficientNetLiteArchitecture.LITE2;
        EfficientNetLiteWeights weights = EfficientNetLiteWeights.read(architecture, Path.of(arguments[0]));
        int size = architecture.inputSize();
        Photo photo = Resize.bicubic(new PhotoReader().read(Files.readAllBytes(Path.of(arguments[1]))), size, size);
        List<Photo> photos = Collections.nCopies(PHOTOS, photo);
        int cores = Runtime.getRuntime().availableProcessors();
        try (Encoder oneDnn = new OneDnnEncoder(weights);
                Encoder nd4j = new Nd4jEncoder(weights);
                OnnxPeer oneThread = new OnnxPeer(weights, 1);
                OnnxPeer allCores = new OnnxPeer(weights, cores);
                OnnxTensor single = oneThread.input(List.of(photo));
                OnnxTensor batch = allCores.input(photos)) {
            requireAgreement(oneDnn, oneThread, photo);
            requireAgreement(nd4j, oneThread, photo);

            Map<String, Race.Contestant> one = new LinkedHashMap<>();
            one.put("ONNX Runtime, one thread", () -> oneThread.run(single));
            one.put("oneDNN, one thread", () -> oneDnn.encode(photo));
            one.put("ND4J, " + cores + " threads", () -> nd4j.encode(photo));
            System.out.println(Race.run("one photo", one));

            Map<String, Race.Contestant> many = new LinkedHashMap<>();
            many.put("ONNX Runtime, one batch", () -> allCores.run(batch));
            many.put("oneDNN, a thread each", () -> photos.parallelStream().forEach(oneDnn::encode));
            many.put("ND4J", () -> photos.forEach(nd4j::encode));
            System.out.println(Race.run(PHOTOS + " photos, " + cores + " cores", many));
        }
    }

    private static void requireAgreement(Encoder encoder, OnnxPeer peer, Photo photo) throws OrtException {
        float[] found = encoder.encode(photo).values();
        float[] expected = peer.encode(photo).values();
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs(found[i] - expected[i]) > TOLERANCE) {
                throw new IllegalStateException("feature " + i + ": expected " + expected[i]
                        + " as ONNX Runtime gives it," + " found " + found[i]);
            }
        }
    }
}

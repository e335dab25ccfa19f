package dev.captioner.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Nd4jEncoder;
import dev.captioner.encode.OneDnnEncoder;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.image.Photo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * From photos to regions: compares oneDNN and ND4J with ONNX Runtime on the same network. Preprocessing is timed for oneDNN and
 * ND4J but not for ONNX Runtime. All must give the regions that ONNX Runtime gives for each photo alone.
 */
final class EncoderBenchmark implements AutoCloseable {
    private static final double TOLERANCE = 1e-3;

    private final List<Photo> photos;
    private final Encoder oneDnn;
    private final Encoder nd4j;
    private final OnnxEncoder oneThread;
    private final OnnxEncoder twoThreads;
    private final List<OnnxTensor> alone = new ArrayList<>();
    private final OnnxTensor together;
    private final List<RegionFeatures> expected;

    /**
     * Loads the network into all encoders.
     *
     * @param photos of the network's input size
     */
    EncoderBenchmark(EfficientNetLiteWeights weights, List<Photo> photos) throws OrtException {
        this.photos = List.copyOf(photos);
        oneDnn = new OneDnnEncoder(weights);
        nd4j = new Nd4jEncoder(weights);
        oneThread = new OnnxEncoder(weights, 1);
        twoThreads = new OnnxEncoder(weights, 2);
        for (Photo photo : photos) {
            alone.add(oneThread.input(List.of(photo)));
        }
        together = oneThread.input(photos);
        expected = photos.stream().map(oneThread::encode).toList();
    }

    /** One photo per round, a different one each time. */
    Comparison<Supplier<List<RegionFeatures>>> onePhoto(int threads) {
        OnnxEncoder peer = threads == 1 ? oneThread : twoThreads;
        return new Comparison<Supplier<List<RegionFeatures>>>(
                        "one photo, " + threads(threads),
                        "photo",
                        1,
                        (found, round) -> check(List.of(expected.get(index(round))), found.get()))
                .add("ONNX Runtime", round -> {
                    float[] features = peer.run(alone.get(index(round)));
                    return () -> peer.regions(features);
                })
                .add("oneDNN, one thread per photo", round -> given(List.of(encode(oneDnn, round))))
                .add("ND4J", round -> {
                    Nd4jThreads.use(threads);
                    return given(List.of(encode(nd4j, round)));
                });
    }

    /** All photos per round. */
    Comparison<Supplier<List<RegionFeatures>>> allPhotos(int threads) {
        OnnxEncoder peer = threads == 1 ? oneThread : twoThreads;
        return new Comparison<Supplier<List<RegionFeatures>>>(
                        photos.size() + " photos, " + threads(threads),
                        "photo",
                        photos.size(),
                        (found, round) -> check(expected, found.get()))
                .add("ONNX Runtime, one batch", round -> {
                    float[] features = peer.run(together);
                    return () -> peer.regions(features);
                })
                .add("ONNX Runtime, one thread per photo", round -> {
                    List<float[]> features =
                            Workers.map(threads, photos.size(), photo -> oneThread.run(alone.get(photo)));
                    return () -> features.stream()
                            .map(values -> oneThread.regions(values).get(0))
                            .toList();
                })
                .add(
                        "oneDNN, one thread per photo",
                        round -> given(Workers.map(threads, photos.size(), photo -> encode(oneDnn, photo))))
                .add("ND4J, one photo at a time", round -> {
                    Nd4jThreads.use(threads);
                    return given(IntStream.range(0, photos.size())
                            .mapToObj(photo -> encode(nd4j, photo))
                            .toList());
                });
    }

    private static String threads(int count) {
        return count == 1 ? "one thread" : count + " threads";
    }

    private int index(int round) {
        return Math.floorMod(round, photos.size());
    }

    private RegionFeatures encode(Encoder encoder, int round) {
        return encoder.encode(photos.get(index(round)));
    }

    private static Supplier<List<RegionFeatures>> given(List<RegionFeatures> regions) {
        return () -> regions;
    }

    private static void check(List<RegionFeatures> expected, List<RegionFeatures> found) {
        for (int photo = 0; photo < expected.size(); photo++) {
            ResultAgreement.require(
                    "features of photo " + photo,
                    expected.get(photo).values(),
                    found.get(photo).values(),
                    TOLERANCE);
        }
    }

    @Override
    public void close() {
        together.close();
        alone.forEach(OnnxTensor::close);
        twoThreads.close();
        oneThread.close();
        nd4j.close();
        oneDnn.close();
    }
}

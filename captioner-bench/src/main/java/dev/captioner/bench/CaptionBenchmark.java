package dev.captioner.bench;

import ai.onnxruntime.OrtException;
import dev.captioner.Caption;
import dev.captioner.Captioner;
import dev.captioner.bundle.GoldenCaption;
import dev.captioner.bundle.ModelFolder;
import dev.captioner.decode.DecodingOptions;
import dev.captioner.decode.Strategy;
import dev.captioner.encode.EfficientNetLiteArchitecture;
import dev.captioner.encode.EfficientNetLiteWeights;
import dev.captioner.encode.Encoder;
import dev.captioner.encode.Nd4jEncoder;
import dev.captioner.encode.ProfiledEncoder;
import dev.captioner.image.PhotoReader;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.nd4j.Nd4jDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * From the bytes of a photo file to its caption: compares the library with the same search on ONNX Runtime's encoder and decoder.
 * With the model's own options the captions must be those of its {@code golden.json}, with other beams those of the ND4J reference.
 */
final class CaptionBenchmark implements AutoCloseable {
    private static final double TOLERANCE = 1e-3; // of the sum over a caption

    private final List<GoldenCaption> golden;
    private final List<byte[]> files = new ArrayList<>();
    private final PhotoReader reader = new PhotoReader();
    private final Captioner captioner;
    private final Captioner nd4j;
    private final OnnxDecoder onnxDecoder;
    private final Captioner onnx;

    /**
     * Loads a model with EfficientNet-Lite2 into all captioners.
     *
     * @param home the folder that the golden photos' names are relative to
     * @param threads of ONNX Runtime; the library uses all cores
     */
    CaptionBenchmark(ModelFolder model, Path home, int threads) throws IOException, OrtException {
        golden = model.golden();
        for (GoldenCaption caption : golden) {
            files.add(Files.readAllBytes(home.resolve(caption.photo())));
        }
        NetworkShape shape = NetworkShape.of(model.description().network());
        Weights weights = Weights.of(model);
        EfficientNetLiteWeights encoder = EfficientNetLiteWeights.read(
                EfficientNetLiteArchitecture.LITE2,
                model.encoderFolder()
                        .resolve(model.description().encoder().files().get(0)));
        captioner = Captioner.of(model);
        DecodingOptions options = captioner.defaults();
        nd4j = new Captioner(
                profiled(model, new Nd4jEncoder(encoder)),
                new Nd4jDecoder(shape, weights),
                model.vocabulary(),
                options);
        onnxDecoder = new OnnxDecoder(shape, weights, threads);
        onnx = new Captioner(
                profiled(model, new OnnxEncoder(encoder, threads)), onnxDecoder, model.vocabulary(), options);
    }

    /** Adds the preprocessing of the model's own encoder to another one. */
    private static Encoder profiled(ModelFolder model, Encoder encoder) {
        return model.description()
                .encoder()
                .source()
                .<Encoder>map(source -> new ProfiledEncoder(encoder, source))
                .orElse(encoder);
    }

    /** With the model's own options. */
    Comparison<Caption> defaults() {
        return comparison("caption, beam " + ownBeam().width(), captioner.defaults(), golden);
    }

    private Strategy.Beam ownBeam() {
        if (captioner.defaults().strategy() instanceof Strategy.Beam beam) {
            return beam;
        }
        throw new IllegalStateException("the benchmark needs a model that decodes by beam search");
    }

    /** With the model's own options and another beam width. */
    Comparison<Caption> beam(int width) {
        DecodingOptions own = captioner.defaults();
        Strategy.Beam beam = ownBeam();
        DecodingOptions options = new DecodingOptions(
                new Strategy.Beam(width, beam.lengthNormalisation(), 1, 0),
                own.nBest(),
                own.constraints(),
                own.repetition());
        List<GoldenCaption> expected = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Caption caption = caption(nd4j, i, options);
            expected.add(new GoldenCaption(golden.get(i).photo(), caption.text(), caption.logProbability()));
        }
        return comparison("caption, beam " + width, options, expected);
    }

    private Comparison<Caption> comparison(String title, DecodingOptions options, List<GoldenCaption> expected) {
        return new Comparison<Caption>(title, "caption", 1, (found, round) -> check(expected.get(index(round)), found))
                .add("ONNX Runtime, the same search", round -> caption(onnx, index(round), options))
                .add("captioner", round -> caption(captioner, index(round), options));
    }

    private int index(int round) {
        return Math.floorMod(round, files.size());
    }

    private Caption caption(Captioner with, int photo, DecodingOptions options) {
        return with.caption(reader.read(files.get(photo)), options);
    }

    private static void check(GoldenCaption expected, Caption found) {
        if (!found.text().equals(expected.caption())
                || !(Math.abs(found.logProbability() - expected.logProbability()) <= TOLERANCE)) {
            throw new IllegalStateException(expected.photo() + ": expected '" + expected.caption()
                    + "' with log-probability " + expected.logProbability() + ", found '" + found.text() + "' with "
                    + found.logProbability());
        }
    }

    @Override
    public void close() throws OrtException {
        onnx.close();
        onnxDecoder.close();
        nd4j.close();
        captioner.close();
    }
}

package dev.captioner.bench;

import ai.onnxruntime.OrtException;
import dev.captioner.encode.RegionFeatures;
import dev.captioner.math.Weight;
import dev.captioner.model.Decoder;
import dev.captioner.model.DecoderState;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.inference.JavaDecoder;
import dev.captioner.model.nd4j.Nd4jDecoder;
import dev.captioner.text.Vocabulary;
import java.util.List;

/**
 * The decoder step: compares plain Java, with or without the Vector API, and ND4J with ONNX Runtime on the same network. A round is
 * one sentence: at each step all rows read a word, and each continues the state of another row. The last step must give the same
 * result as ND4J.
 */
final class DecoderBenchmark implements AutoCloseable {
    private static final double TOLERANCE = 1e-4;

    private final NetworkShape shape;
    private final Weights weights;
    private final RegionFeatures features;
    private final int steps;
    private final Decoder nd4j;
    private final OnnxDecoder oneThread;
    private final OnnxDecoder twoThreads;

    /**
     * Loads the network into all decoders.
     *
     * @param features of a photo
     * @param steps per round
     */
    DecoderBenchmark(NetworkShape shape, Weights weights, RegionFeatures features, int steps) throws OrtException {
        this.shape = shape;
        this.weights = weights;
        this.features = features;
        this.steps = steps;
        nd4j = new Nd4jDecoder(shape, weights);
        oneThread = new OnnxDecoder(shape, weights, 1);
        twoThreads = new OnnxDecoder(shape, weights, 2);
    }

    /** With {@code beam} rows per step. */
    Comparison<Decoder.Step> step(int beam, int threads) {
        Decoder.Step expected = sentence(nd4j, start(nd4j, beam));
        Decoder onnx = threads == 1 ? oneThread : twoThreads;
        DecoderState onnxStart = start(onnx, beam);
        Decoder java = new JavaDecoder(shape, weights, threads);
        DecoderState javaStart = start(java, beam);
        DecoderState nd4jStart = start(nd4j, beam);
        return new Comparison<Decoder.Step>(
                        "step, beam " + beam + ", " + (threads == 1 ? "one thread" : threads + " threads"),
                        "step",
                        steps,
                        (found, round) -> check(expected, found))
                .add("ONNX Runtime", round -> sentence(onnx, onnxStart))
                .add(Weight.usesVectors() ? "Java, Vector API" : "Java", round -> sentence(java, javaStart))
                .add("ND4J", round -> {
                    Nd4jThreads.use(threads);
                    return sentence(nd4j, nd4jStart);
                });
    }

    /** The states of a beam after distinct first words. */
    private DecoderState start(Decoder decoder, int beam) {
        DecoderState photo = decoder.start(List.of(decoder.look(features)));
        return decoder.step(photo, new int[beam], words(beam, 0)).state();
    }

    private Decoder.Step sentence(Decoder decoder, DecoderState start) {
        int beam = start.rows();
        int[] parents = new int[beam];
        for (int row = 0; row < beam; row++) {
            parents[row] = (row + 1) % beam;
        }
        Decoder.Step step = decoder.step(start, parents, words(beam, 1));
        for (int i = 2; i <= steps; i++) {
            step = decoder.step(step.state(), parents, words(beam, i));
        }
        return step;
    }

    /** Distinct words, spread over the vocabulary. */
    private int[] words(int beam, int step) {
        int[] words = new int[beam];
        for (int row = 0; row < beam; row++) {
            words[row] =
                    Vocabulary.SPECIALS + (7919 * (step * beam + row)) % (shape.vocabulary() - Vocabulary.SPECIALS);
        }
        return words;
    }

    private static void check(Decoder.Step expected, Decoder.Step found) {
        ResultAgreement.require("log-probabilities", expected.logProbabilities(), found.logProbabilities(), TOLERANCE);
        ResultAgreement.require("attention", expected.attention(), found.attention(), TOLERANCE);
    }

    @Override
    public void close() throws OrtException {
        twoThreads.close();
        oneThread.close();
    }
}

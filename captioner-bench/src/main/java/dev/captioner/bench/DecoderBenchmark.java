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
 * The decoder step: Java, with the Vector API or without, and ND4J against ONNX Runtime on the same network. A round is a sentence: all its rows read a word
 * at each step, and each goes on from another row's state. What the last step gives must be what ND4J gives.
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
     * @param features of the photo that the sentences are about
     * @param steps of one round
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

    /** So many rows a step. */
    Race<Decoder.Step> step(int beam, int threads) {
        Decoder.Step expected = sentence(nd4j, start(nd4j, beam));
        Decoder onnx = threads == 1 ? oneThread : twoThreads;
        DecoderState onnxStart = start(onnx, beam);
        Decoder java = new JavaDecoder(shape, weights, threads);
        DecoderState javaStart = start(java, beam);
        DecoderState nd4jStart = start(nd4j, beam);
        return new Race<Decoder.Step>(
                        "step, beam " + beam + ", " + (threads == 1 ? "one thread" : threads + " threads"),
                        "step",
                        steps,
                        (found, round) -> check(expected, found))
                .enter("ONNX Runtime", round -> sentence(onnx, onnxStart))
                .enter(Weight.usesVectors() ? "Java, Vector API" : "Java", round -> sentence(java, javaStart))
                .enter("ND4J", round -> {
                    Nd4jThreads.use(threads);
                    return sentence(nd4j, nd4jStart);
                });
    }

    /** The rows of a beam after their first words, all different. */
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

    /** Different words all over the vocabulary. */
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

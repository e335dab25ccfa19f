package dev.captioner.model.training;

import dev.captioner.text.Vocabulary;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batches of captions that have no style. */
final class PlainCaptions {
    private PlainCaptions() {}

    static SentenceBatch batch(INDArray features, int[][][] sentences) {
        return SentenceBatch.ofCaptions(features, starts(sentences.length), sentences);
    }

    static SentenceBatch batch(INDArray features, int[][][] sentences, double[][] weights) {
        return SentenceBatch.ofCaptions(features, starts(sentences.length), sentences, weights);
    }

    private static int[] starts(int photos) {
        int[] starts = new int[photos];
        Arrays.fill(starts, Vocabulary.START);
        return starts;
    }
}

package dev.captioner.model.training;

import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addTransposedMultiply;
import static dev.captioner.math.Products.multiplyTransposed;

import dev.captioner.math.Rows;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The photo's evidence for each word of a question, forward and backward (docs/network.md, eq. 11): what the output layer would
 * say for the word if it looked at one region alone, {@code s_kl = r_l W_oc . z_k} (nats), averaged over regions as probabilities
 * are, {@code e_k = ln mean_l exp(s_kl)}. R is the number of questions, M their packed words, n the words of the longest.
 */
final class WordEvidence {
    private final WeightBlock contextBlock; // W_oc [E, E]: what the output layer makes of a context
    private final INDArray words; // z [M, E]
    private final INDArray regions; // [R, L, E]
    private final int[] places; // [M]: rows of [R * n]
    private final int longest;
    private final INDArray wanted; // t = z W_oc', [R, n, E]
    private final INDArray values; // e [M, 1]
    private final INDArray shares; // softmax_l(s), [M, L]

    /**
     * The evidence for words.
     *
     * @param words [M, E], without dropout
     * @param regions of each question's photo, [R, L, E]
     * @param places where each word lies among the questions, {@code question * longest + number in it}
     */
    WordEvidence(Parameters parameters, INDArray words, INDArray regions, int[] places, int longest) {
        int units = parameters.shape().units();
        this.contextBlock = WeightBlock.of(
                parameters, "output.weight", units, units + parameters.shape().embedding());
        this.words = words;
        this.regions = regions;
        this.places = places;
        this.longest = longest;

        INDArray own = Nd4j.createUninitialized(words.dataType(), words.shape(), 'c');
        multiplyTransposed(words, contextBlock.value(), own);
        this.wanted = spread(own);
        INDArray scores = gather(Nd4j.matmul(wanted, regions, false, true, false)); // s [M, L]
        INDArray most = scores.max(true, 1);
        INDArray exponentials = Transforms.exp(scores.sub(most.broadcast(scores.shape())), false);
        this.values = Transforms.log(exponentials.mean(true, 1), false).addi(most);
        Nd4j.exec(new SoftMax(scores, scores, 1));
        this.shares = scores;
    }

    /** e, [M, 1]. */
    INDArray values() {
        return values;
    }

    /**
     * From dJ/de to the regions and the words; adds to the gradient of W_oc.
     *
     * @param gradient [M, 1]
     * @param regionGradients [R, L, E], added to
     * @return dJ/dz, [M, E]
     */
    INDArray backward(INDArray gradient, INDArray regionGradients) {
        INDArray dScores = spread(shares.mul(gradient.broadcast(shares.shape()))); // [R, n, L]
        regionGradients.addi(Nd4j.matmul(dScores, wanted, true, false, false));
        INDArray dWanted = gather(Nd4j.matmul(dScores, regions)); // [M, E]
        addTransposedMultiply(dWanted, words, contextBlock.gradient());
        INDArray dWords = Nd4j.zeros(words.dataType(), words.shape());
        addMultiply(dWanted, contextBlock.value(), dWords);
        return dWords;
    }

    /** Packed rows [M, w] at their places, [R, n, w]; the places of no word are zero. */
    private INDArray spread(INDArray packed) {
        INDArray all = Nd4j.zeros(packed.dataType(), regions.size(0) * longest, packed.size(1));
        Rows.add(all, places, packed);
        return all.reshape('c', regions.size(0), longest, packed.size(1));
    }

    /** Their packed rows, [M, w], of [R, n, w]. */
    private INDArray gather(INDArray perQuestion) {
        return Rows.gather(perQuestion.dup('c').reshape('c', regions.size(0) * longest, perQuestion.size(2)), places);
    }
}

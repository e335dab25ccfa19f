package dev.captioner.model.inference;

import dev.captioner.math.Matrix;
import dev.captioner.math.Weight;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The input's part of the first LSTM's gates: z(t) W_z, {@code [B][4H]}. It is the same each time a word is read, so
 * it is cached on first use, V x 4H floats at most. Safe for use by many threads at once; two threads that compute
 * the same word get the same bits.
 */
final class JavaInput {
    private final Matrix embedding;
    private final Weight weight;
    private final AtomicReferenceArray<float[]> ofWords;

    JavaInput(Matrix embedding, JavaLstm reader) {
        this.embedding = embedding;
        weight = Weight.of(reader.input(JavaLayers.WORD));
        ofWords = new AtomicReferenceArray<>(embedding.in());
    }

    /** The gates' parts of words; not to be written. */
    float[][] ofWords(int[] words) {
        int[] missing = Arrays.stream(words)
                .filter(word -> ofWords.get(word) == null)
                .distinct()
                .toArray();
        if (missing.length > 0) {
            float[][] products =
                    ofVectors(Arrays.stream(missing).mapToObj(embedding::row).toArray(float[][]::new));
            for (int i = 0; i < missing.length; i++) {
                ofWords.set(missing[i], products[i]);
            }
        }
        return Arrays.stream(words).mapToObj(ofWords::get).toArray(float[][]::new);
    }

    /** The gates' parts of any vectors of the shared space, {@code [B][E]}, such as a photo as x(-1). */
    float[][] ofVectors(float[][] vectors) {
        float[][] products = new float[vectors.length][weight.out()];
        weight.addProduct(vectors, products);
        return products;
    }
}

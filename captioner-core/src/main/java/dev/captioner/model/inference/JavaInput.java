package dev.captioner.model.inference;

import dev.captioner.math.Matrix;
import dev.captioner.math.Weight;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is read brought to the gates of the reading LSTM: z(t) W_z, {@code [B][4H]}. That of a word is the same whenever it is read, so
 * it is kept from the first time on: V x 4H floats if every word of the vocabulary is. Safe for use by many threads at once; two that
 * compute the same word find the same bits.
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

    /** Of words; for reading only. */
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

    /** Of any vectors of the shared space, {@code [B][E]}, such as a photo's as x(-1). */
    float[][] ofVectors(float[][] vectors) {
        float[][] products = new float[vectors.length][weight.out()];
        weight.addProduct(vectors, products);
        return products;
    }
}

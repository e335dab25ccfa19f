package dev.captioner.evaluate;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** The n-grams of one order in a sentence, weighted by term frequency times inverse document frequency. */
final class TermVector {
    private final int[] terms; // ascending
    private final double[] weights;
    private final double norm;

    /**
     * @param occurrences the id of every n-gram of the sentence, ascending, repeated as often as it occurs
     * @param inverseDocumentFrequency of an id
     */
    TermVector(int[] occurrences, IntToDoubleFunction inverseDocumentFrequency) {
        int[] distinct = new int[occurrences.length];
        double[] weighted = new double[occurrences.length];
        int size = 0;
        double squares = 0;
        for (int start = 0, end; start < occurrences.length; start = end) {
            end = start + 1;
            while (end < occurrences.length && occurrences[end] == occurrences[start]) {
                end++;
            }
            double weight = (end - start) * inverseDocumentFrequency.applyAsDouble(occurrences[start]);
            distinct[size] = occurrences[start];
            weighted[size++] = weight;
            squares += weight * weight;
        }
        this.terms = Arrays.copyOf(distinct, size);
        this.weights = Arrays.copyOf(weighted, size);
        this.norm = Math.sqrt(squares);
    }

    /**
     * The cosine of the angle between this hypothesis h and a reference r, where h counts no n-gram more than r does:
     * {@code min(h, r) . r / (|h| |r|)}; 0 when either is the zero vector.
     */
    double clippedCosine(TermVector reference) {
        double product = 0;
        int here = 0;
        int there = 0;
        while (here < terms.length && there < reference.terms.length) {
            int difference = Integer.compare(terms[here], reference.terms[there]);
            if (difference == 0) {
                product += Math.min(weights[here], reference.weights[there]) * reference.weights[there];
            }
            here += difference <= 0 ? 1 : 0;
            there += difference >= 0 ? 1 : 0;
        }
        return product == 0 ? 0 : product / (norm * reference.norm);
    }
}

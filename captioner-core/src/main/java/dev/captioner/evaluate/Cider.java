package dev.captioner.evaluate;

import dev.captioner.api.Internal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CIDEr-D (Vedantam, Zitnick and Parikh, "CIDEr: Consensus-based Image Description Evaluation", CVPR 2015, section 7), with
 * the constants of coco-caption: n-grams of one to four tokens, sigma 6, times 10.
 *
 * <p>The references of all photos are counted and weighted once, here; {@link #score} then costs some microseconds, so
 * that it may serve as the reward of self-critical training. Document frequencies come from these references: a subset of
 * the photos gives other values, and a single photo gives 0. Immutable, for any number of threads.
 *
 * @param <T> a token: a word, or the id of one
 */
@Internal
public final class Cider<T> {
    private static final double SIGMA = 6;
    private static final double SCALE = 10;

    private final NGramIndex<T> index = new NGramIndex<>();
    private final double[] inverseDocumentFrequency;
    private final double unseenInverseDocumentFrequency;
    private final Map<String, List<Sentence>> references = new HashMap<>();

    /** One vector an order of n-grams, and the length of the sentence as CIDEr-D's length penalty counts it. */
    private record Sentence(List<TermVector> vectors, int length) {}

    /**
     * Counts the references.
     *
     * @param references of each photo, as tokens; at least one photo, at least one reference each
     */
    public Cider(Map<String, ? extends List<? extends List<T>>> references) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("CIDEr needs the references of at least one photo, found none");
        }
        Map<String, List<int[][]>> ngrams = new HashMap<>();
        references.forEach((photo, sentences) -> ngrams.put(photo, index(photo, sentences)));
        this.inverseDocumentFrequency = inverseDocumentFrequencies(ngrams);
        this.unseenInverseDocumentFrequency = Math.log(references.size());
        ngrams.forEach((photo, sentences) ->
                this.references.put(photo, sentences.stream().map(this::weigh).toList()));
    }

    /**
     * CIDEr-D of a hypothesis against the references of a photo: 0 when they share nothing, 10 when every reference is the
     * hypothesis.
     *
     * @throws IllegalArgumentException when the photo has no references
     */
    public double score(String photo, List<T> hypothesis) {
        List<Sentence> ofPhoto = references.get(photo);
        if (ofPhoto == null) {
            throw new IllegalArgumentException("photo '" + photo + "' has no references to score against");
        }
        Sentence candidate = weigh(index.find(hypothesis));
        double sum = 0;
        for (Sentence reference : ofPhoto) {
            sum += similarity(candidate, reference);
        }
        return SCALE * sum / ofPhoto.size();
    }

    /** The mean over n of {@code exp(-(l(c) - l(s))^2 / (2 sigma^2)) min(g(c), g(s)) . g(s) / (|g(c)| |g(s)|)}. */
    private static double similarity(Sentence candidate, Sentence reference) {
        double cosines = 0;
        for (int order = 0; order < NGramIndex.ORDERS; order++) {
            cosines += candidate.vectors.get(order).clippedCosine(reference.vectors.get(order));
        }
        double difference = candidate.length - reference.length;
        return Math.exp(-difference * difference / (2 * SIGMA * SIGMA)) * cosines / NGramIndex.ORDERS;
    }

    private List<int[][]> index(String photo, List<? extends List<T>> sentences) {
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("photo '" + photo + "' has an empty list of references");
        }
        List<int[][]> ngrams = new ArrayList<>(sentences.size());
        for (List<T> sentence : sentences) {
            ngrams.add(index.add(sentence));
        }
        return ngrams;
    }

    /** {@code log(N / df)}, where df of the N photos have the n-gram in a reference. */
    private double[] inverseDocumentFrequencies(Map<String, List<int[][]>> photos) {
        int[] documents = new int[index.size()];
        for (List<int[][]> sentences : photos.values()) {
            BitSet present = new BitSet();
            for (int[][] sentence : sentences) {
                for (int[] ofOrder : sentence) {
                    for (int ngram : ofOrder) {
                        present.set(ngram);
                    }
                }
            }
            present.stream().forEach(ngram -> documents[ngram]++);
        }
        double[] frequencies = new double[documents.length];
        for (int ngram = 0; ngram < documents.length; ngram++) {
            frequencies[ngram] = Math.log(photos.size()) - Math.log(documents[ngram]);
        }
        return frequencies;
    }

    private Sentence weigh(int[][] ngrams) {
        List<TermVector> vectors = new ArrayList<>(NGramIndex.ORDERS);
        for (int[] ofOrder : ngrams) {
            vectors.add(new TermVector(ofOrder, this::inverseDocumentFrequency));
        }
        // coco-caption measures length in bigrams; it differs from tokens only for the empty sentence, which scores 0
        // anyway.
        return new Sentence(vectors, ngrams[1].length);
    }

    private double inverseDocumentFrequency(int ngram) {
        return ngram < inverseDocumentFrequency.length
                ? inverseDocumentFrequency[ngram]
                : unseenInverseDocumentFrequency;
    }
}

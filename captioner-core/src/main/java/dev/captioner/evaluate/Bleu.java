package dev.captioner.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU of a corpus (Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation", ACL 2002) as
 * coco-caption computes it: the reference length is that of the closest reference, the shorter one of two, and tiny
 * numbers stand in for counts of zero.
 */
final class Bleu {
    /** The longest n-gram counted. */
    static final int ORDERS = 4;

    private static final double SMALL = 1e-9;
    private static final double TINY = 1e-15;

    private final long[] matches = new long[ORDERS];
    private final long[] candidates = new long[ORDERS];
    private long length;
    private long referenceLength;

    /** Adds one hypothesis and its references. */
    void add(List<String> hypothesis, List<List<String>> references) {
        length += hypothesis.size();
        referenceLength += closestLength(hypothesis.size(), references);
        for (int order = 1; order <= ORDERS; order++) {
            Map<List<String>, Integer> allowed = new HashMap<>();
            for (List<String> reference : references) {
                counts(reference, order).forEach((ngram, count) -> allowed.merge(ngram, count, Math::max));
            }
            for (Map.Entry<List<String>, Integer> entry :
                    counts(hypothesis, order).entrySet()) {
                matches[order - 1] += Math.min(entry.getValue(), allowed.getOrDefault(entry.getKey(), 0));
            }
            candidates[order - 1] += Math.max(0, hypothesis.size() - order + 1);
        }
    }

    /** Adds what another one has counted. */
    void add(Bleu other) {
        length += other.length;
        referenceLength += other.referenceLength;
        for (int order = 0; order < ORDERS; order++) {
            matches[order] += other.matches[order];
            candidates[order] += other.candidates[order];
        }
    }

    /** {@code BLEU-N = BP (prod over n = 1..N of p_n)^(1/N)} with {@code BP = min(1, exp(1 - r/c))}; N from 1 to 4. */
    double score(int highestOrder) {
        double precisions = 1;
        for (int order = 0; order < highestOrder; order++) {
            precisions *= (matches[order] + TINY) / (candidates[order] + SMALL);
        }
        double ratio = (length + TINY) / (referenceLength + SMALL);
        double brevityPenalty = ratio < 1 ? Math.exp(1 - 1 / ratio) : 1;
        return brevityPenalty * Math.pow(precisions, 1.0 / highestOrder);
    }

    private static int closestLength(int length, List<List<String>> references) {
        int closest = references.get(0).size();
        for (List<String> reference : references) {
            int distance = Math.abs(reference.size() - length) - Math.abs(closest - length);
            if (distance < 0 || (distance == 0 && reference.size() < closest)) {
                closest = reference.size();
            }
        }
        return closest;
    }

    private static Map<List<String>, Integer> counts(List<String> sentence, int order) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int start = 0; start + order <= sentence.size(); start++) {
            counts.merge(sentence.subList(start, start + order), 1, Integer::sum);
        }
        return counts;
    }
}

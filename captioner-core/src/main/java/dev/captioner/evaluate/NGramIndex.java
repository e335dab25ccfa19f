package dev.captioner.evaluate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Numbers the n-grams of one to four tokens of a corpus from 0. An n-gram is kept as its first n-1 tokens, which are an
 * n-gram themselves, and its last: one small entry each, whatever its length. Once filled it may be read by many threads.
 *
 * @param <T> a token: a word or the id of one
 */
final class NGramIndex<T> {
    /** The longest n-gram. */
    static final int ORDERS = 4;

    private static final int EMPTY = -1;

    private record NGram<T>(int prefix, T last) {}

    private final Map<NGram<T>, Integer> ids = new HashMap<>();

    /** How many n-grams have been added. */
    int size() {
        return ids.size();
    }

    /** Adds the n-grams of a sentence and returns their ids: one ascending array an order, an id for every occurrence. */
    int[][] add(List<T> sentence) {
        return ids(sentence, ngram -> ids.computeIfAbsent(ngram, unseen -> ids.size()));
    }

    /** As {@link #add}, adding nothing: n-grams that are not in the index get ids from {@link #size()}, equal ones the same. */
    int[][] find(List<T> sentence) {
        Map<NGram<T>, Integer> others = new HashMap<>();
        return ids(sentence, ngram -> {
            Integer known = ids.get(ngram);
            return known != null ? known : others.computeIfAbsent(ngram, unseen -> ids.size() + others.size());
        });
    }

    private static <T> int[][] ids(List<T> sentence, ToIntFunction<NGram<T>> id) {
        int[][] ids = new int[ORDERS][];
        for (int order = 0; order < ORDERS; order++) {
            ids[order] = new int[Math.max(0, sentence.size() - order)];
        }
        for (int start = 0; start < sentence.size(); start++) {
            int ngram = EMPTY;
            for (int order = 0; order < ORDERS && start + order < sentence.size(); order++) {
                ngram = id.applyAsInt(new NGram<>(ngram, sentence.get(start + order)));
                ids[order][start] = ngram;
            }
        }
        for (int[] ofOrder : ids) {
            Arrays.sort(ofOrder);
        }
        return ids;
    }
}

package dev.captioner.decode;

/** The n continuations with the highest scores, best first. Of equal ones the one offered first ranks higher. */
final class TopCandidates {
    private final double[] scores;
    private final int[] rows;
    private final int[] words;
    private int size;

    TopCandidates(int capacity) {
        scores = new double[capacity];
        rows = new int[capacity];
        words = new int[capacity];
    }

    /** Offers the continuation of a row by a word; it is kept when it ranks among the n best so far. */
    void offer(double score, int row, int word) {
        if (size == scores.length && score <= scores[size - 1]) {
            return;
        }
        int at = size == scores.length ? size - 1 : size++;
        for (; at > 0 && scores[at - 1] < score; at--) {
            scores[at] = scores[at - 1];
            rows[at] = rows[at - 1];
            words[at] = words[at - 1];
        }
        scores[at] = score;
        rows[at] = row;
        words[at] = word;
    }

    int size() {
        return size;
    }

    int row(int rank) {
        return rows[rank];
    }

    int word(int rank) {
        return words[rank];
    }
}

package dev.captioner.train;

/**
 * How a network is trained to answer questions.
 *
 * @param hops memory hops before an answer
 * @param perBatch questions of one update
 * @param perSource most questions of one data set that an epoch shows; the next epoch shows others
 * @param leastPerSource questions of a smaller data set are shown several times an epoch, to come as near to this
 *     number as possible, but at most four times
 * @param withheld share of questions that are asked with the photo withheld
 * @param dropout dropout rate of questions, in the places where captions have theirs
 * @param minimumCount how often a question word must occur to get into the vocabulary
 * @param minimumAnswerCount how often an answer must occur to get into the answer list
 */
public record QuestionStage(
        int hops,
        int perBatch,
        int perSource,
        int leastPerSource,
        double withheld,
        double dropout,
        int minimumCount,
        int minimumAnswerCount) {
    private static final int MOST_TIMES = 4;

    /** What the published model was trained with (docs/training.md). */
    public static final QuestionStage DEFAULT = new QuestionStage(2, 160, 25_000, 12_000, 0.1, 0.3, 3, 2);

    /** Checks the ranges. */
    public QuestionStage {
        if (leastPerSource < 0 || leastPerSource > perSource) {
            throw new IllegalArgumentException(
                    "leastPerSource must be from 0 to perSource, found " + leastPerSource + " and " + perSource);
        }
        if (hops < 1 || perBatch < 1 || perSource < 1 || minimumCount < 1 || minimumAnswerCount < 1) {
            throw new IllegalArgumentException("hops, perBatch, perSource and the counts must be at least 1, found "
                    + hops + ", " + perBatch + ", " + perSource + ", " + minimumCount + " and " + minimumAnswerCount);
        }
        if (!(withheld >= 0 && withheld < 1)) {
            throw new IllegalArgumentException("withheld must be in [0, 1), found " + withheld);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), found " + dropout);
        }
    }

    /** The number of questions that an epoch shows of a data set of the given size. */
    int shown(int size) {
        long times = Math.max(1, Math.min(MOST_TIMES, Math.round((double) leastPerSource / size)));
        return (int) Math.min(perSource, times * size);
    }
}

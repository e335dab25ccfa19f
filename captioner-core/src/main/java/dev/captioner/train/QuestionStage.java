package dev.captioner.train;

/**
 * How questions are learnt.
 *
 * @param hops selections from memory before an answer
 * @param perBatch questions of one update
 * @param perFile most questions of one file that an epoch shows; the next epoch shows others
 * @param withheld share of questions that are asked with the photo withheld
 * @param minimumCount how often a question word must occur to get into the vocabulary
 * @param minimumAnswerCount how often an answer must occur to get into the answer list
 */
public record QuestionStage(
        int hops, int perBatch, int perFile, double withheld, int minimumCount, int minimumAnswerCount) {
    /** What the published model was trained with (docs/training.md). */
    public static final QuestionStage DEFAULT = new QuestionStage(2, 160, 25_000, 0.1, 3, 2);

    /** Checks the ranges. */
    public QuestionStage {
        if (hops < 1 || perBatch < 1 || perFile < 1 || minimumCount < 1 || minimumAnswerCount < 1) {
            throw new IllegalArgumentException("hops, perBatch, perFile and the counts must be at least 1, found "
                    + hops + ", " + perBatch + ", " + perFile + ", " + minimumCount + " and " + minimumAnswerCount);
        }
        if (!(withheld >= 0 && withheld < 1)) {
            throw new IllegalArgumentException("withheld must be in [0, 1), found " + withheld);
        }
    }
}

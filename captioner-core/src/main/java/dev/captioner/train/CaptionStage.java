package dev.captioner.train;

/**
 * How captions are put into batches, and which of them and of their words are used.
 *
 * @param photosPerBatch photos of one update, at least 1
 * @param captionsPerPhoto most captions of a photo in one batch, at least 1; a photo with more is shown several times
 * @param minimumCount how often a word must occur in the training captions to get into the vocabulary, at least 1
 * @param maximumWords longer captions are left out, at least 1
 * @param mirrored whether each photo is shown mirrored every other time
 */
public record CaptionStage(
        int photosPerBatch, int captionsPerPhoto, int minimumCount, int maximumWords, boolean mirrored) {
    /** What the published model was trained with (docs/training.md). */
    public static final CaptionStage DEFAULT = new CaptionStage(32, 5, 5, 22, true);

    /** Checks the ranges. */
    public CaptionStage {
        Range.atLeast(1, photosPerBatch, "photosPerBatch");
        Range.atLeast(1, captionsPerPhoto, "captionsPerPhoto");
        Range.atLeast(1, minimumCount, "minimumCount");
        Range.atLeast(1, maximumWords, "maximumWords");
    }
}

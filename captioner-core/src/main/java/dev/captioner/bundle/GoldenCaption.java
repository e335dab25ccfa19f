package dev.captioner.bundle;

/**
 * A caption that the model gave when it was published. {@code GoldenCheck} compares what it gives now.
 *
 * @param photo relative path of a photo of the repository, such as {@code samples/chelsea.jpg}
 * @param caption exact text
 * @param logProbability of the caption, natural logarithm
 */
public record GoldenCaption(String photo, String caption, double logProbability) {
    /** Checks that there is a caption and that its log-probability is one. */
    public GoldenCaption {
        if (photo.isBlank() || caption.isBlank() || !(logProbability <= 0)) {
            throw new IllegalArgumentException(
                    "expected a photo, its caption and a log-probability of at most 0, found '" + photo + "', '"
                            + caption + "' and " + logProbability);
        }
    }
}

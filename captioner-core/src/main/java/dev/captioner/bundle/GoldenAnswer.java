package dev.captioner.bundle;

/**
 * An answer that the model gave when it was published. {@code GoldenCheck} compares what it gives now.
 *
 * @param photo relative path of a photo of the repository, such as {@code samples/chelsea.jpg}
 * @param question as asked
 * @param answer the best of the answer list
 * @param logProbability of the answer, natural logarithm
 */
public record GoldenAnswer(String photo, String question, String answer, double logProbability) {
    /** Checks that nothing is missing and that the log-probability is one. */
    public GoldenAnswer {
        if (photo.isBlank() || question.isBlank() || answer.isBlank() || !(logProbability <= 0)) {
            throw new IllegalArgumentException(
                    "expected a photo, a question, its answer and a log-probability of at most 0, found '" + photo
                            + "', '" + question + "', '" + answer + "' and " + logProbability);
        }
    }
}

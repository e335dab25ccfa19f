package dev.captioner.bundle;

/**
 * How a model that answers questions does so.
 *
 * @param temperature T that log-probabilities of answers are divided by before they become shares of the answer list; found on
 *     development questions, so that the shares are honest
 * @param abstainBelow an answer with a smaller share than this is marked as one that the model would rather not give
 */
public record AnsweringDescription(double temperature, double abstainBelow) {
    /** The network's own probabilities, and always an answer. */
    public static final AnsweringDescription UNCALIBRATED = new AnsweringDescription(1, 0);

    /** Checks the ranges. */
    public AnsweringDescription {
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY) || !(abstainBelow >= 0 && abstainBelow <= 1)) {
            throw new IllegalArgumentException("expected a positive temperature and abstainBelow from 0 to 1, found "
                    + temperature + " and " + abstainBelow);
        }
    }
}

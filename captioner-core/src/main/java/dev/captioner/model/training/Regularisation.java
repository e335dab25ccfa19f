package dev.captioner.model.training;

/**
 * Regularisation against overfitting: dropout and label smoothing.
 *
 * @param regionDropout share of region values set to 0 (Srivastava et al. 2014)
 * @param photoDropout share of the photo vector's values set to 0
 * @param wordDropout share of the embedded words' values set to 0
 * @param outputDropout share of the output layer's inputs set to 0
 * @param labelSmoothing share of the target probability spread evenly over the vocabulary (Szegedy et al. 2016)
 */
public record Regularisation(
        double regionDropout, double photoDropout, double wordDropout, double outputDropout, double labelSmoothing) {
    /** No regularisation. */
    public static final Regularisation NONE = new Regularisation(0, 0, 0, 0, 0);

    /** Checks that every share is at least 0 and below 1. */
    public Regularisation {
        check("regionDropout", regionDropout);
        check("photoDropout", photoDropout);
        check("wordDropout", wordDropout);
        check("outputDropout", outputDropout);
        check("labelSmoothing", labelSmoothing);
    }

    private static void check(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(name + " must be at least 0 and below 1, found " + share);
        }
    }
}

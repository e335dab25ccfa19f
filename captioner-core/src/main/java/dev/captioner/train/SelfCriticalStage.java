package dev.captioner.train;

/**
 * The second stage of a training: the network's own captions are sampled and made more or less likely by their CIDEr-D.
 *
 * @param rounds how many times to train some updates and evaluate; 0 leaves the stage out
 * @param updates batches of one round
 * @param samples captions sampled for each photo, at least 2
 * @param rate constant learning rate
 */
public record SelfCriticalStage(int rounds, int updates, int samples, double rate) {
    /** No second stage. */
    public static final SelfCriticalStage NONE = new SelfCriticalStage(0, 50, 5, 2e-5);

    /** Checks the ranges. */
    public SelfCriticalStage {
        if (rounds < 0 || updates < 1 || samples < 2 || !(rate > 0)) {
            throw new IllegalArgumentException(
                    "self-critical training needs rounds of at least 0, updates of at least 1, samples of at least 2 and a "
                            + "positive rate, found rounds=" + rounds + " updates=" + updates + " samples=" + samples
                            + " rate=" + rate);
        }
    }
}

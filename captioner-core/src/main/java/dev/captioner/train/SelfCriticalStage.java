package dev.captioner.train;

/**
 * The second stage of a training: captions are sampled from the network and become more or less likely according to
 * their CIDEr-D (Rennie et al. 2017).
 *
 * @param rounds rounds of updates, each followed by an evaluation; 0 skips the stage
 * @param updates updates per round
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

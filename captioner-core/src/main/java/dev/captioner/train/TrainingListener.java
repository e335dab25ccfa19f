package dev.captioner.train;

/** Receives the progress of a training. Called on the training thread. */
public interface TrainingListener {
    /** Ignores everything. */
    TrainingListener NONE = new TrainingListener() {};

    /** Some photos have been encoded. */
    default void features(int done, int total) {}

    /** A photo was left out because it cannot be read. */
    default void rejected(String photo, String reason) {}

    /** A batch has been trained; {@code tokensPerSecond} is a mean over the epoch so far. */
    default void batch(int epoch, int done, int total, double loss, double tokensPerSecond) {}

    /** Some development photos have been captioned. */
    default void evaluated(int done, int total) {}

    /** An epoch has ended, and its checkpoint is on disk. */
    default void epoch(EpochRecord epoch) {}
}

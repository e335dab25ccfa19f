package dev.captioner.model;

/**
 * A photo in the form that the decoder reads at every step, computed once. Implementations differ in what they keep,
 * so it can be used only with the decoder that made it.
 */
public interface EncodedPhoto {
    /** Regions along one side of the grid. */
    int grid();
}

package dev.captioner.model;

/**
 * A photo as the decoder remembers it: computed once, read at every step. What an implementation keeps beside its regions is
 * its own business; a memory is only ever given back to the decoder that made it.
 */
public interface EncodedPhoto {
    /** Regions along one side of the grid. */
    int grid();
}

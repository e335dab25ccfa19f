package dev.captioner.model;

/**
 * Rows of recurrent state, one for each partial sentence, each tied to the photo it describes. Immutable: a step makes a new
 * one.
 */
public interface DecoderState {
    /** B: how many rows there are. */
    int rows();
}

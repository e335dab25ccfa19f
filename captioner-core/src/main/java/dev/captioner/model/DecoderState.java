package dev.captioner.model;

import dev.captioner.api.Internal;

/**
 * Rows of recurrent state, one for each partial sentence, each tied to the photo it describes. Immutable: a step makes a new
 * one.
 */
@Internal
public interface DecoderState {
    /** B: how many rows there are. */
    int rows();
}

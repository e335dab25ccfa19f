package dev.captioner.train;

import dev.captioner.model.training.Regularisation;
import dev.captioner.model.training.SentenceBatch;
import java.util.List;

/** The examples of one update; arrays are allocated when the update runs. */
interface PlannedBatch {
    /** Reads the features and packs the sentences. */
    SentenceBatch make();

    /** The regularisation of this batch, given the usual one. */
    default Regularisation regularisation(Regularisation usual) {
        return usual;
    }

    /** Names of the photos, for messages. */
    List<String> photos();
}

package dev.captioner.train;

import dev.captioner.model.training.Regularisation;
import dev.captioner.model.training.SentenceBatch;
import java.util.List;

/** The examples of one update; their arrays are made when it is their turn. */
interface PlannedBatch {
    /** Reads the features and packs the sentences. */
    SentenceBatch make();

    /** What keeps it from being learnt by heart, where this is usual. */
    default Regularisation regularisation(Regularisation usual) {
        return usual;
    }

    /** Names of the photos, for messages. */
    List<String> photos();
}

package dev.captioner.train;

import dev.captioner.model.SentenceBatch;
import java.util.List;

/** The examples of one update; their arrays are made when it is their turn. */
interface PlannedBatch {
    /** Reads the features and packs the sentences. */
    SentenceBatch make();

    /** Names of the photos, for messages. */
    List<String> photos();
}

package dev.captioner.web.inference;

import java.util.List;

/**
 * Name, data type and shape of a tensor.
 *
 * @param datatype in the protocol's names
 * @param shape -1 for any size
 */
record TensorType(String name, String datatype, List<Integer> shape) {
    static final TensorType IMAGE = new TensorType("image", "BYTES", List.of(1));
    static final TensorType QUESTION = new TensorType("question", "BYTES", List.of(1));

    static final TensorType TEXT = new TensorType("text", "BYTES", List.of(-1));
    static final TensorType LOG_PROBABILITY = new TensorType("log_probability", "FP64", List.of(-1));
    static final TensorType TRUNCATED = new TensorType("truncated", "BOOL", List.of(-1));
    static final TensorType PROBABILITY = new TensorType("probability", "FP64", List.of(-1));
    static final TensorType ABSTAINED = new TensorType("abstained", "BOOL", List.of(1));

    /** The reason in lower case; empty if the model does not abstain. */
    static final TensorType ABSTENTION = new TensorType("abstention", "BYTES", List.of(1));

    static final TensorType UNKNOWN_WORDS = new TensorType("unknown_words", "BYTES", List.of(-1));

    static final List<TensorType> OF_CAPTIONS = List.of(TEXT, LOG_PROBABILITY, TRUNCATED);
    static final List<TensorType> OF_ANSWERS =
            List.of(TEXT, LOG_PROBABILITY, TRUNCATED, PROBABILITY, ABSTAINED, ABSTENTION, UNKNOWN_WORDS);
}

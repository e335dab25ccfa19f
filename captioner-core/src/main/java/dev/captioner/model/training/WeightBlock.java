package dev.captioner.model.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Some rows of a weight matrix with their gradient: the part that multiplies one of several inputs. */
record WeightBlock(INDArray value, INDArray gradient) {
    /** Rows {@code [from, to)} of a named tensor. */
    static WeightBlock of(Parameters parameters, String name, int from, int to) {
        return new WeightBlock(parameters.valueRows(name, from, to), parameters.gradientRows(name, from, to));
    }
}

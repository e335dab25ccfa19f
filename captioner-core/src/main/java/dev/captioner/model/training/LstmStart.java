package dev.captioner.model.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The state that an LSTM starts from, with its gradients, which are set when the LSTM has been propagated back.
 *
 * @param hidden h(-1), [rows, H]
 * @param cell c(-1), [rows, H]
 */
record LstmStart(INDArray hidden, INDArray cell, INDArray hiddenGradient, INDArray cellGradient) {
    static LstmStart of(INDArray hidden, INDArray cell) {
        return new LstmStart(
                hidden, cell, Nd4j.zeros(hidden.dataType(), hidden.shape()), Nd4j.zeros(cell.dataType(), cell.shape()));
    }
}

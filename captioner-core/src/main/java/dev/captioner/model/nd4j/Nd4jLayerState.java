package dev.captioner.model.nd4j;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** h and c of one LSTM, [rows, units]. */
record Nd4jLayerState(INDArray hidden, INDArray cell) {
    static Nd4jLayerState zeros(int rows, int units) {
        return new Nd4jLayerState(Nd4j.zeros(DataType.FLOAT, rows, units), Nd4j.zeros(DataType.FLOAT, rows, units));
    }

    Nd4jLayerState rows(int[] rows) {
        return new Nd4jLayerState(Nd4j.pullRows(hidden, 1, rows), Nd4j.pullRows(cell, 1, rows));
    }

    static Nd4jLayerState join(List<Nd4jLayerState> layers) {
        return new Nd4jLayerState(
                concatenate(layers.stream().map(Nd4jLayerState::hidden)),
                concatenate(layers.stream().map(Nd4jLayerState::cell)));
    }

    /** Rows below rows. */
    static INDArray concatenate(Stream<INDArray> rows) {
        return Nd4j.concat(0, rows.toArray(INDArray[]::new));
    }
}

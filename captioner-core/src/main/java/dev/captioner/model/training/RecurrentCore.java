package dev.captioner.model.training;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The recurrent part between the embedded inputs and the output layer, over the packed steps of a batch. */
sealed interface RecurrentCore permits OneLayerCore, TwoLayerCore {
    /**
     * The core that a network's shape asks for.
     *
     * @param inputs [M, 2E]: word and photo read at each packed position
     * @param memory of attention
     * @param start of each LSTM, the reading one first; empty for a start from zero
     */
    static RecurrentCore of(
            Parameters parameters, Packing packing, INDArray inputs, AttendedMemory memory, List<LstmStart> start) {
        return parameters.shape().layers() == 2
                ? new TwoLayerCore(parameters, packing, inputs, memory, start)
                : new OneLayerCore(parameters, packing, inputs, memory, start);
    }

    /** Computes a step; steps go up from 0. */
    void forward(int step);

    /** Propagates a step's gradients; steps go down to 0. */
    void backward(int step);

    /** After the last backward step: adds the weights' gradients and gives those of the inputs, [M, 2E]. */
    INDArray finishBackward();

    /** [M, H]: the state that the output layer reads. */
    INDArray hidden();

    /** [M, H]: its gradient; the output layer adds to it before {@link #backward}. */
    INDArray hiddenGradients();

    /** Spatial attention: the output layer reads its contexts and adds to their gradients. */
    SpatialAttention attention();
}

package dev.captioner.train;

import dev.captioner.model.training.Regularisation;
import dev.captioner.model.training.SentenceBatch;
import dev.captioner.model.training.TrainingNetwork;
import java.util.List;

/** Updates the weights: gradient, optimiser, running mean. */
final class Updates {
    private final TrainingState state;
    private final TrainingNetwork network;
    private final double averaging;

    Updates(TrainingState state, double averaging) {
        this.state = state;
        this.network = new TrainingNetwork(state.parameters);
        this.averaging = averaging;
    }

    /** The result of one update. */
    record Found(double loss, double gradientNorm) {}

    /**
     * One update.
     *
     * @param photos of the batch, for the message when it goes wrong
     * @param updatesBefore since the stage began
     * @throws TrainingException when loss or gradient is not finite; nothing has been changed then
     */
    Found apply(
            SentenceBatch batch,
            List<String> photos,
            Regularisation regularisation,
            long seed,
            double rate,
            long updatesBefore) {
        double loss = network.lossAndGradients(batch, regularisation, seed);
        double norm = state.parameters.gradients().norm2Number().doubleValue();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new TrainingException(
                    "loss " + loss + " and gradient norm " + norm + " at epoch " + (state.epoch + 1)
                            + ", update " + (updatesBefore + 1) + ", a batch of the photos "
                            + String.join(", ", photos)
                            + ". Lower the peak rate, or check these photos and captions; --resume continues after the last epoch.");
        }
        state.optimiser.update(state.parameters.values(), state.parameters.gradients(), norm, rate, updatesBefore);
        average(updatesBefore + 1);
        return new Found(loss, norm);
    }

    /**
     * Running mean of the weights (Polyak & Juditsky 1992), over fewer updates in the beginning, so that the initial
     * weights are forgotten.
     */
    private void average(long updates) {
        double decay = averaging == 0 ? 0 : Math.min(averaging, (1.0 + updates) / (10.0 + updates));
        state.average.muli(decay).addi(state.parameters.values().mul(1 - decay));
    }
}

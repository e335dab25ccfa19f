package dev.captioner.model.training;

import dev.captioner.api.Internal;
import dev.captioner.model.Decoder;

/**
 * The network for training: loss and exact gradients of a batch by back-propagation through time, over ND4J, in single or double
 * precision. The equations are in docs/network.md; a forward-only decoder is {@link Decoder}.
 */
@Internal
public final class TrainingNetwork {
    private final Parameters parameters;

    /** A network over parameters, which an optimiser changes between calls. */
    public TrainingNetwork(Parameters parameters) {
        this.parameters = parameters;
    }

    /** Mean weighted negative log-likelihood of a word or end (nats), without any regularisation. */
    public double loss(SentenceBatch batch) {
        return new SentencePass(parameters, batch, Regularisation.NONE, 0).forward();
    }

    /**
     * The loss under regularisation; {@link Parameters#gradients} then holds its gradient.
     *
     * @param seed decides the dropout masks
     */
    public double lossAndGradients(SentenceBatch batch, Regularisation regularisation, long seed) {
        SentencePass pass = new SentencePass(parameters, batch, regularisation, seed);
        double loss = pass.forward();
        parameters.gradients().assign(0);
        pass.backward();
        return loss;
    }
}

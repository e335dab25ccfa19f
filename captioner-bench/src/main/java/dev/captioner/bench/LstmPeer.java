package dev.captioner.bench;

import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;

/**
 * A language model of Deeplearning4j's own layers: a word embedding, two LSTM layers, a softmax over the vocabulary. Without photo,
 * attention and dropout, and with sentences of equal length, it does less work per word than a captioning network.
 */
final class LstmPeer {
    private static final int STEPS = 11;

    private final int sentences;
    private final MultiLayerNetwork network;
    private final INDArray inputs; // [sentences, STEPS]
    private final INDArray targets; // [sentences, 1, STEPS]

    /**
     * A network with one batch of random sentences.
     *
     * @param vocabulary V
     * @param embedding E
     * @param units H
     * @param sentences per batch
     */
    LstmPeer(int vocabulary, int embedding, int units, int sentences) {
        this.sentences = sentences;
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .list()
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(vocabulary)
                        .nOut(embedding)
                        .outputDataFormat(RNNFormat.NCW)
                        .build())
                .layer(lstm(embedding, units))
                .layer(lstm(units, units))
                .layer(new RnnOutputLayer.Builder(new LossSparseMCXENT())
                        .nIn(units)
                        .nOut(vocabulary)
                        .activation(Activation.SOFTMAX)
                        .dataFormat(RNNFormat.NCW)
                        .build())
                .build();
        network = new MultiLayerNetwork(configuration);
        network.init();
        Random random = new Random(1);
        float[] words = new float[sentences * STEPS];
        float[] nextWords = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = random.nextInt(vocabulary);
            nextWords[i] = random.nextInt(vocabulary);
        }
        inputs = Nd4j.createFromArray(words).reshape('c', sentences, STEPS);
        targets = Nd4j.createFromArray(nextWords).reshape('c', sentences, 1, STEPS);
    }

    private static LSTM lstm(int in, int units) {
        return new LSTM.Builder().nIn(in).nOut(units).dataFormat(RNNFormat.NCW).build();
    }

    /**
     * Trains on batches and checks that the loss falls.
     *
     * @return words per second of each batch but the first
     */
    double[] fit(int batches) {
        double[] rates = new double[batches - 1];
        network.fit(inputs, targets);
        double before = network.score();
        for (int batch = 0; batch < rates.length; batch++) {
            long start = System.nanoTime();
            network.fit(inputs, targets);
            rates[batch] = sentences * STEPS / ((System.nanoTime() - start) / 1e9);
        }
        if (!(network.score() < before)) {
            throw new IllegalStateException("expected the loss of Deeplearning4j's layers to fall below " + before
                    + ", found " + network.score());
        }
        return rates;
    }
}

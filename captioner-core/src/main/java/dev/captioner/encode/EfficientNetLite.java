package dev.captioner.encode;

import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.zoo.ModelMetaData;
import org.deeplearning4j.zoo.PretrainedType;
import org.deeplearning4j.zoo.ZooModel;
import org.deeplearning4j.zoo.ZooType;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * EfficientNet-Lite as a model of Deeplearning4j's zoo: a {@link ComputationGraph} with ImageNet classifier, channels last.
 * Photos go in as {@code [B, S, S, 3]}, preprocessed as {@code Preprocessing.EFFICIENTNET_LITE} says.
 */
@SuppressWarnings("unchecked") // of the zoo: a method that promises whatever type its caller likes
final class EfficientNetLite extends ZooModel<EfficientNetLite> {
    /** The vertex with the regions, {@code [B, g, g, D]}. */
    public static final String FEATURES = EfficientNetLiteGraph.FEATURES;

    /** The layer that {@link #withTrainableFc} adds: {@code fc_W [D, E]} and {@code fc_b [1, E]}. */
    public static final String FC = "fc";

    private final EfficientNetLiteArchitecture architecture;
    private final Normalisation normalisation;

    /** Where batch normalisation is. */
    public enum Normalisation {
        /** In layers of its own, as the weights were trained. */
        LAYERS,
        /** Folded into the convolutions: faster, for inference and for a frozen CNN. */
        FOLDED
    }

    /** Describes a model; nothing is allocated before it is initialised. */
    public EfficientNetLite(EfficientNetLiteArchitecture architecture, Normalisation normalisation) {
        this.architecture = architecture;
        this.normalisation = normalisation;
    }

    /** The network with random weights. */
    @Override
    public ComputationGraph init() {
        return new EfficientNetLiteGraph(architecture, normalisation).build();
    }

    /**
     * The network with the weights of a safetensors file.
     *
     * @throws dev.captioner.bundle.ModelException when the file is damaged or of another architecture
     */
    public ComputationGraph initPretrained(Path safetensors) {
        return initPretrained(EfficientNetLiteWeights.read(architecture, safetensors));
    }

    /**
     * The network with the given weights.
     *
     * @throws IllegalArgumentException when they are of another architecture
     */
    public ComputationGraph initPretrained(EfficientNetLiteWeights weights) {
        if (weights.architecture() != architecture) {
            throw new IllegalArgumentException("expected weights of " + architecture.title() + ", found "
                    + weights.architecture().title());
        }
        ComputationGraph graph = init();
        new EfficientNetLiteGraph(architecture, normalisation).setWeights(graph, weights);
        return graph;
    }

    /**
     * Nothing can be downloaded.
     *
     * @throws UnsupportedOperationException always, saying what to do instead
     */
    @Override
    public ComputationGraph initPretrained(PretrainedType pretrainedType) {
        throw new UnsupportedOperationException("no weights can be downloaded: the host that served those of"
                + " Deeplearning4j's model zoo is gone; call initPretrained(Path) with a safetensors file, such as"
                + " pretrained/encoders/efficientnet-lite2/encoder.safetensors of this project");
    }

    /** Null: there is nothing to download. */
    @Override
    public @Nullable String pretrainedUrl(PretrainedType pretrainedType) {
        return null;
    }

    @Override
    public long pretrainedChecksum(PretrainedType pretrainedType) {
        return 0;
    }

    @Override
    public Class<? extends Model> modelType() {
        return ComputationGraph.class;
    }

    @Override
    @SuppressWarnings("deprecation") // but abstract
    public ModelMetaData metaData() {
        int size = architecture.inputSize();
        return new ModelMetaData(new int[][] {{3, size, size}}, 1, ZooType.CNN);
    }

    /** @throws IllegalArgumentException when the shape is not the architecture's own, {@code [3, S, S]} */
    @Override
    public void setInputShape(int[][] inputShape) {
        int size = architecture.inputSize();
        int[][] expected = {{3, size, size}};
        if (!Arrays.deepEquals(inputShape, expected)) {
            throw new IllegalArgumentException("expected the input shape " + Arrays.deepToString(expected) + " of "
                    + architecture.title() + ", found " + Arrays.deepToString(inputShape));
        }
    }

    /**
     * Transfer learning: the CNN frozen, its classifier replaced by one fully connected layer {@link #FC} over the average of
     * the regions, {@code g = relu(mean_l(a_l) W + b)}, which is all that {@code fit} changes.
     *
     * @param cnn of this class; not changed
     * @param embedding E, width of the layer
     * @param loss what {@code fit} minimises against the labels {@code [B, E]}
     * @param updater how it does so
     */
    public static ComputationGraph withTrainableFc(
            ComputationGraph cnn, int embedding, LossFunction loss, IUpdater updater) {
        return new TransferLearning.GraphBuilder(cnn)
                .fineTuneConfiguration(
                        new FineTuneConfiguration.Builder().updater(updater).build())
                .setFeatureExtractor(EfficientNetLiteGraph.POOLED)
                .removeVertexAndConnections(EfficientNetLiteGraph.CLASSIFIER)
                .addLayer(
                        FC,
                        new OutputLayer.Builder(loss)
                                .nIn(EfficientNetLiteArchitecture.CHANNELS)
                                .nOut(embedding)
                                .activation(Activation.RELU)
                                .build(),
                        EfficientNetLiteGraph.POOLED)
                .setOutputs(FC)
                .build();
    }
}

package dev.captioner.encode;

import dev.captioner.bundle.ModelException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.VGG16;
import org.deeplearning4j.zoo.model.VGG19;
import org.deeplearning4j.zoo.model.Xception;
import org.nd4j.linalg.activations.impl.ActivationIdentity;

/** The stock networks of Deeplearning4j's model zoo that can be encoders, with random weights and 1000 classes. */
final class ZooNetworks {
    private static final int CLASSES = 1000;

    /** By name; each takes the size of its input. */
    private static final Map<String, IntFunction<ComputationGraph>> NETWORKS = new TreeMap<>(Map.of(
            "Darknet19",
            size -> Darknet19.builder()
                    .inputShape(shape(size))
                    .numClasses(CLASSES)
                    .build()
                    .init(),
            "ResNet50",
            size -> ResNet50.builder()
                    .inputShape(shape(size))
                    .numClasses(CLASSES)
                    .build()
                    .init(),
            "SqueezeNet",
            ZooNetworks::squeezeNet,
            "VGG16",
            size -> VGG16.builder()
                    .inputShape(shape(size))
                    .numClasses(CLASSES)
                    .build()
                    .init(),
            "VGG19",
            size -> VGG19.builder()
                    .inputShape(shape(size))
                    .numClasses(CLASSES)
                    .build()
                    .init(),
            "Xception",
            size -> Xception.builder()
                    .inputShape(shape(size))
                    .numClasses(CLASSES)
                    .build()
                    .init()));

    private ZooNetworks() {}

    /**
     * Makes a network.
     *
     * @param inputSize pixels along one side of its input
     * @throws ModelException when there is none of that name
     */
    static ComputationGraph create(String name, int inputSize) {
        IntFunction<ComputationGraph> network = NETWORKS.get(name);
        if (network == null) {
            throw new ModelException(
                    "expected an encoder zoo:NAME with a name out of " + NETWORKS.keySet() + ", found '" + name + "'");
        }
        return network.apply(inputSize);
    }

    private static int[] shape(int size) {
        return new int[] {3, size, size};
    }

    /** The zoo leaves these convolutions on Deeplearning4j's default, a sigmoid; the ReLU that should follow does follow. */
    private static ComputationGraph squeezeNet(int size) {
        ComputationGraph graph = SqueezeNet.builder()
                .inputShape(shape(size))
                .numClasses(CLASSES)
                .build()
                .init();
        for (Layer layer : graph.getLayers()) {
            if (layer.conf().getLayer() instanceof ConvolutionLayer convolution) {
                convolution.setActivationFn(new ActivationIdentity());
            }
        }
        return graph;
    }
}

package dev.captioner.encode;

import dev.captioner.api.Internal;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * EfficientNet-Lite in plain ND4J operations: the reference, and what runs on CUDA. Each thread that encodes keeps one ND4J
 * workspace for all its working memory.
 */
@Internal
public final class Nd4jEncoder extends EfficientNetLiteEncoder {
    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.STRICT)
            .build();

    private final String title;
    private final Nd4jNetwork network;

    /** Copies the weights to where ND4J computes. */
    public Nd4jEncoder(EfficientNetLiteWeights weights) {
        super(weights.architecture());
        title = weights.architecture().title();
        network = new Nd4jNetwork(weights.fold());
    }

    @Override
    @SuppressWarnings("try") // the workspace is used by being open
    float[] run(float[] pixels) {
        try (MemoryWorkspace workspace = Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, title)) {
            INDArray image = Nd4j.create(pixels, new long[] {1, inputSize(), inputSize(), 3}, 'c');
            return network.run(image).ravel().toFloatVector(); // [1, g, g, D] to [g * g * D]
        }
    }

    @Override
    void free() {
        network.close();
    }
}

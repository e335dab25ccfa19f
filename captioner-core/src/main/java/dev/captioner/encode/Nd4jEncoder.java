package dev.captioner.encode;

import dev.captioner.api.Internal;
import dev.captioner.image.Photo;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
public final class Nd4jEncoder implements Encoder {
    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyAllocation(AllocationPolicy.STRICT)
            .build();

    private final EfficientNetLiteArchitecture architecture;
    private final NetworkInput input;
    private final Nd4jNetwork network;
    private final ReadWriteLock open = new ReentrantReadWriteLock(); // read while encoding, written to close
    private boolean closed;

    /** Copies the weights to where ND4J computes. */
    public Nd4jEncoder(EfficientNetLiteWeights weights) {
        architecture = weights.architecture();
        input = NetworkInput.of(architecture);
        network = new Nd4jNetwork(weights.fold());
    }

    @Override
    public int inputSize() {
        return architecture.inputSize();
    }

    @Override
    public int grid() {
        return architecture.grid();
    }

    @Override
    public int channels() {
        return EfficientNetLiteArchitecture.CHANNELS;
    }

    /** @throws IllegalStateException after {@link #close} */
    @Override
    public RegionFeatures encode(Photo photo) {
        float[] pixels = input.pixels(photo);
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the encoder is closed");
            }
            return new RegionFeatures(run(pixels), grid(), channels());
        } finally {
            open.readLock().unlock();
        }
    }

    @SuppressWarnings("try") // the workspace is used by being open
    private float[] run(float[] pixels) {
        try (MemoryWorkspace workspace =
                Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, architecture.title())) {
            INDArray image = Nd4j.create(pixels, new long[] {1, inputSize(), inputSize(), 3}, 'c');
            return network.run(image).ravel().toFloatVector(); // [1, g, g, D] to [g * g * D]
        }
    }

    /** Waits for photos that are being encoded, then frees the memory outside the Java heap. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                network.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }
}

package dev.captioner.encode;

import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.ModelException;
import dev.captioner.bundle.Preprocessing;
import dev.captioner.math.Cuda;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens the encoder that a model folder describes. */
public final class Encoders {
    /** The system property that names a {@link Backend}, in lower case. */
    public static final String BACKEND_PROPERTY = "captioner.encoder";

    private static final Logger LOG = System.getLogger(Encoders.class.getName());
    private static final AtomicBoolean FALLBACK_REPORTED = new AtomicBoolean();

    /** What computes an EfficientNet-Lite. */
    public enum Backend {
        /** ND4J where it computes on CUDA; else oneDNN where it loads; else ND4J. */
        AUTO,
        /** {@link OneDnnEncoder}. */
        ONEDNN,
        /** {@link Nd4jEncoder}. */
        ND4J,
        /** {@link GraphEncoder} of {@link EfficientNetLite}. */
        GRAPH
    }

    private Encoders() {}

    /** Loads the native libraries of {@link Backend#ONEDNN}, if they can be loaded here. */
    public static void preload() {
        try {
            OneDnn.load();
            OpenMp.load();
        } catch (LinkageError e) {
            LOG.log(Level.WARNING, "oneDNN cannot be loaded here", e); // who tries again learns less of the reason
        }
    }

    /**
     * Opens an encoder with the backend that the system property {@value #BACKEND_PROPERTY} names, or {@link Backend#AUTO}.
     *
     * @param folder where the files of the description lie
     * @throws ModelException when they are damaged or do not fit the description, or need Deeplearning4j where the class path
     *     lacks it
     * @throws IllegalArgumentException when the system property names no backend
     */
    public static Encoder open(EncoderDescription description, Path folder) {
        String name = System.getProperty(BACKEND_PROPERTY, "auto");
        for (Backend backend : Backend.values()) {
            if (backend.name().toLowerCase(Locale.ROOT).equals(name)) {
                return open(description, folder, backend);
            }
        }
        throw new IllegalArgumentException("expected the system property " + BACKEND_PROPERTY + " to be one of "
                + Arrays.toString(Backend.values()).toLowerCase(Locale.ROOT) + ", found '" + name + "'");
    }

    /**
     * Opens an encoder.
     *
     * @param folder where the files of the description lie
     * @param backend for EfficientNet-Lite; all others are graphs anyway
     * @throws ModelException when they are damaged or do not fit the description
     * @throws LinkageError when the backend is {@link Backend#ONEDNN} and it cannot be loaded on this system
     */
    public static Encoder open(EncoderDescription description, Path folder, Backend backend) {
        Encoder encoder = openDirect(description, folder, backend);
        return description
                .source()
                .<Encoder>map(source -> new ProfiledEncoder(encoder, source))
                .orElse(encoder);
    }

    private static Encoder openDirect(EncoderDescription description, Path folder, Backend backend) {
        for (EfficientNetLiteArchitecture architecture : EfficientNetLiteArchitecture.values()) {
            if (description.kind().equals(architecture.title())) {
                checkFits(description, architecture);
                Path file = folder.resolve(description.files().get(0));
                return open(EfficientNetLiteWeights.read(architecture, file), backend);
            }
        }
        Deeplearning4j.require("the encoder " + description.kind());
        return GraphEncoders.open(description, folder);
    }

    private static void checkFits(EncoderDescription description, EfficientNetLiteArchitecture architecture) {
        EncoderDescription expected = new EncoderDescription(
                architecture.title(),
                description.files(),
                "",
                architecture.inputSize(),
                description.sourceSize(),
                description.sourceQuality(),
                architecture.grid(),
                EfficientNetLiteArchitecture.CHANNELS,
                Preprocessing.EFFICIENTNET_LITE);
        if (!description.equals(expected)) {
            throw new ModelException("expected the encoder to be described as " + expected + ", found " + description);
        }
    }

    static Encoder open(EfficientNetLiteWeights weights, Backend backend) {
        if (backend == Backend.ND4J || backend == Backend.GRAPH) {
            Deeplearning4j.require("the backend " + backend.name().toLowerCase(Locale.ROOT) + " of the encoder");
        }
        return switch (backend) {
            case ONEDNN -> new OneDnnEncoder(weights);
            case ND4J -> new Nd4jEncoder(weights);
            case GRAPH -> graph(weights);
            case AUTO -> Cuda.isBuiltFor() ? new Nd4jEncoder(weights) : fastest(weights);
        };
    }

    private static Encoder graph(EfficientNetLiteWeights weights) {
        EfficientNetLiteArchitecture architecture = weights.architecture();
        return new GraphEncoder(
                new EfficientNetLite(architecture, EfficientNetLite.Normalisation.FOLDED).initPretrained(weights),
                EfficientNetLite.FEATURES,
                architecture.inputSize(),
                Preprocessing.EFFICIENTNET_LITE);
    }

    private static Encoder fastest(EfficientNetLiteWeights weights) {
        try {
            return new OneDnnEncoder(weights);
        } catch (LinkageError e) {
            Deeplearning4j.require("oneDNN cannot be loaded here (" + e + "), and the encoder without it");
            if (!FALLBACK_REPORTED.getAndSet(true)) {
                LOG.log(
                        Level.WARNING,
                        "oneDNN cannot be loaded here, so ND4J encodes photos, which is slower: {0}",
                        e.toString());
            }
            return new Nd4jEncoder(weights);
        }
    }
}

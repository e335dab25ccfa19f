package dev.captioner.encode;

import dev.captioner.bundle.EncoderDescription;
import dev.captioner.bundle.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/** Opens encoders that are graphs of Deeplearning4j: networks of its zoo, and Keras models. */
final class GraphEncoders {
    /** The system property that allows Keras files: {@code true} for files whose origin is trusted. */
    static final String KERAS_PROPERTY = "captioner.keras";

    private GraphEncoders() {}

    /** @throws ModelException when a file is damaged or the network is not as described */
    static Encoder open(EncoderDescription description, Path folder) {
        List<Path> files = description.files().stream().map(folder::resolve).toList();
        ComputationGraph graph =
                description.kind().equals(EncoderDescription.KERAS) ? keras(files) : zoo(description, files.get(0));
        GraphEncoder encoder = new GraphEncoder(
                graph, layer(graph, description), description.inputSize(), description.preprocessing());
        if (encoder.grid() != description.grid() || encoder.channels() != description.channels()) {
            throw new ModelException("expected layer " + description.layer() + " of encoder " + description.kind() + " "
                    + files + " to give " + description.grid() + " x " + description.grid() + " regions of "
                    + description.channels() + " features, found " + encoder.grid() + " x " + encoder.grid() + " of "
                    + encoder.channels());
        }
        return encoder;
    }

    private static ComputationGraph zoo(EncoderDescription description, Path file) {
        String name = description.kind().substring(EncoderDescription.ZOO_PREFIX.length());
        ComputationGraph graph = ZooNetworks.create(name, description.inputSize());
        GraphWeights.read(graph, layer(graph, description), file);
        return graph;
    }

    private static String layer(ComputationGraph graph, EncoderDescription description) {
        List<String> layers = graph.getConfiguration().getTopologicalOrderStr();
        if (!layers.contains(description.layer())) {
            throw new ModelException("expected the layer of encoder " + description.kind() + " to be one of " + layers
                    + ", found '" + description.layer() + "'");
        }
        return description.layer();
    }

    static ComputationGraph keras(List<Path> files) {
        if (!Boolean.getBoolean(KERAS_PROPERTY)) {
            throw new ModelException(files
                    + ": Keras files are read by HDF5, which has known memory errors, so that a hostile file"
                    + " can take over the process. If you trust these files, start Java with -D" + KERAS_PROPERTY
                    + "=true, as in CAPTIONER_OPTS=-D" + KERAS_PROPERTY + "=true");
        }
        Hdf5.load();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new ModelException(file + ": expected a file of a Keras model, found none");
            }
        }
        try {
            String first = files.get(0).toString();
            return files.size() == 1
                    ? KerasModelImport.importKerasModelAndWeights(first, false)
                    : KerasModelImport.importKerasModelAndWeights(
                            first, files.get(1).toString(), false);
        } catch (IOException
                | InvalidKerasConfigurationException
                | UnsupportedKerasConfigurationException
                | RuntimeException e) { // the importer lets all kinds of them through
            throw new ModelException(
                    files + ": cannot be imported as a functional model of Keras: " + e.getMessage(), e);
        }
    }
}

package dev.captioner.encode;

import static dev.captioner.math.DelayedDeallocation.kept;

import dev.captioner.bundle.Preprocessing;
import dev.captioner.image.Photo;
import dev.captioner.math.DelayedDeallocation;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Any Deeplearning4j {@link ComputationGraph} that reads one photo: the output of one of its layers is the regions. A graph
 * computes one photo at a time, with all cores; other callers wait.
 */
final class GraphEncoder implements Encoder {
    private final ComputationGraph graph;
    private final String layer;
    private final int inputSize;
    private final NetworkInput input;
    private final boolean channelsLast;
    private final int grid;
    private final int channels;
    private boolean closed;

    /**
     * Takes over a graph and runs it once.
     *
     * @param layer whose output is the regions: an image, {@code [1, D, g, g]} or {@code [1, g, g, D]}
     * @param inputSize pixels along one side of the square that the graph reads
     * @throws IllegalArgumentException when the graph has no such layer or the layer does not give a square image
     */
    public GraphEncoder(ComputationGraph graph, String layer, int inputSize, Preprocessing preprocessing) {
        DelayedDeallocation.install();
        List<String> layers = graph.getConfiguration().getTopologicalOrderStr();
        if (!layers.contains(layer)) {
            throw new IllegalArgumentException("expected one of the layers " + layers + ", found '" + layer + "'");
        }
        this.graph = graph;
        this.layer = layer;
        this.inputSize = inputSize;
        this.input = new NetworkInput(inputSize, preprocessing);
        this.channelsLast = channelsLast(graph);
        long[] shape = regions(new float[inputSize * inputSize * 3]).shape();
        if (shape.length != 4 || shape[1] != shape[2]) {
            throw new IllegalArgumentException("expected layer " + layer
                    + " to give a square image, found one of shape " + Arrays.toString(shape) + ", channels last");
        }
        this.grid = (int) shape[1];
        this.channels = (int) shape[3];
    }

    private static boolean channelsLast(ComputationGraph graph) {
        return Arrays.stream(graph.getLayers())
                .map(layer -> layer.conf().getLayer())
                .filter(ConvolutionLayer.class::isInstance)
                .map(layer -> ((ConvolutionLayer) layer).getCnn2dDataFormat())
                .findFirst()
                .map(CNN2DFormat.NHWC::equals)
                .orElseThrow(() -> new IllegalArgumentException("expected a graph with convolutions, found none"));
    }

    @Override
    public int inputSize() {
        return inputSize;
    }

    @Override
    public int grid() {
        return grid;
    }

    @Override
    public int channels() {
        return channels;
    }

    /** @throws IllegalStateException after {@link #close} */
    @Override
    public RegionFeatures encode(Photo photo) {
        float[] pixels = input.pixels(photo);
        synchronized (graph) {
            if (closed) {
                throw new IllegalStateException("the encoder is closed");
            }
            return new RegionFeatures(regions(pixels).dup('c').data().asFloat(), grid, channels);
        }
    }

    /** {@code [S, S, 3]} to {@code [1, g, g, D]}, whatever order the graph computes in. */
    private INDArray regions(float[] pixels) {
        INDArray image = kept(Nd4j.create(pixels, new long[] {1, inputSize, inputSize, 3}, 'c'));
        INDArray[] images = {channelsLast ? image : image.permute(0, 3, 1, 2).dup('c')}; // to [1, 3, S, S]
        INDArray output = graph.output(List.of(layer), false, images, null)[0];
        return channelsLast || output.rank() != 4 ? output : output.permute(0, 2, 3, 1); // [1, D, g, g] to [1, g, g, D]
    }

    /** Frees the graph's memory outside the Java heap. */
    @Override
    public void close() {
        synchronized (graph) {
            if (!closed) {
                closed = true;
                graph.close();
            }
        }
    }
}

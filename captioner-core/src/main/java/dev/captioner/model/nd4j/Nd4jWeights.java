package dev.captioner.model.nd4j;

import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.multiply;

import dev.captioner.math.DelayedDeallocation;
import dev.captioner.math.Tensor;
import dev.captioner.math.Views;
import dev.captioner.model.NetworkShape;
import dev.captioner.model.Weights;
import dev.captioner.model.training.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A network's weights in ND4J's memory, and its layers. */
record Nd4jWeights(NetworkShape shape, Map<String, INDArray> values) {
    /** A copy. */
    static Nd4jWeights of(NetworkShape shape, Weights weights) {
        DelayedDeallocation.install();
        Map<String, INDArray> values = new LinkedHashMap<>();
        for (String name : weights.names()) {
            Tensor tensor = weights.get(name);
            long[] dimensions = Arrays.stream(tensor.shape()).asLongStream().toArray();
            values.put(name, Nd4j.createFromArray(tensor.values()).reshape('c', dimensions));
        }
        return new Nd4jWeights(shape, values);
    }

    /** The current values of parameters in training. */
    static Nd4jWeights of(Parameters parameters) {
        Map<String, INDArray> values = new LinkedHashMap<>();
        Weights.shapes(parameters.shape()).keySet().forEach(name -> values.put(name, parameters.value(name)));
        return new Nd4jWeights(parameters.shape(), values);
    }

    INDArray get(String name) {
        INDArray weight = values.get(name);
        if (weight == null) {
            throw new IllegalArgumentException("no tensor named " + name);
        }
        return weight;
    }

    /** A vector as one row. */
    INDArray row(String name) {
        INDArray vector = get(name);
        return vector.reshape(1, vector.length());
    }

    static INDArray matrix(long rows, long columns) {
        return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'c');
    }

    /** A fully connected layer. */
    INDArray layer(INDArray input, String name) {
        INDArray output = matrix(input.size(0), get(name + ".weight").size(1));
        multiply(input, get(name + ".weight"), output);
        return output.addiRowVector(row(name + ".bias"));
    }

    /** One step of an LSTM. */
    Nd4jLayerState lstm(String name, INDArray input, Nd4jLayerState previous) { // (3)
        int units = (int) previous.hidden().size(1);
        INDArray z = matrix(input.size(0), 4L * units);
        multiply(input.dup('c'), get(name + ".input"), z);
        addMultiply(previous.hidden().dup('c'), get(name + ".recurrent"), z);
        z.addiRowVector(row(name + ".bias"));
        INDArray sigmoids = Transforms.sigmoid(Views.columns(z, 0, 3L * units), true);
        INDArray candidate = Transforms.tanh(Views.columns(z, 3L * units, 4L * units), true);
        INDArray i = Views.columns(sigmoids, 0, units);
        INDArray f = Views.columns(sigmoids, units, 2L * units);
        INDArray o = Views.columns(sigmoids, 2L * units, 3L * units);
        INDArray cell = f.mul(previous.cell()).addi(i.mul(candidate));
        return new Nd4jLayerState(Transforms.tanh(cell, true).muli(o), cell);
    }
}

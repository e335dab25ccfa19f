package dev.captioner.encode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.hdf5.Attribute;
import org.bytedeco.hdf5.DataSet;
import org.bytedeco.hdf5.DataSpace;
import org.bytedeco.hdf5.DataType;
import org.bytedeco.hdf5.Group;
import org.bytedeco.hdf5.H5File;
import org.bytedeco.hdf5.PredType;
import org.bytedeco.hdf5.StrType;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes HDF5 files as Keras 2 does. */
final class KerasFile {
    private KerasFile() {}

    /**
     * {@code model.save(file)}: structure and weights.
     *
     * @param weights of each layer, kernel and bias
     */
    static void writeModel(Path file, String json, Map<String, List<INDArray>> weights) {
        Hdf5.load();
        H5File hdf5File = new H5File(file.toString(), hdf5.H5F_ACC_TRUNC);
        Group root = hdf5File.openGroup("/");
        attribute(root, "model_config", json);
        attribute(root, "keras_version", "2.4.0");
        attribute(root, "backend", "tensorflow");
        writeWeights(hdf5File.createGroup("/model_weights"), weights);
        root.close();
        hdf5File.close();
    }

    /** {@code model.save_weights(file)}. */
    static void writeWeights(Path file, Map<String, List<INDArray>> weights) {
        Hdf5.load();
        H5File hdf5File = new H5File(file.toString(), hdf5.H5F_ACC_TRUNC);
        writeWeights(hdf5File.openGroup("/"), weights);
        hdf5File.close();
    }

    private static void writeWeights(Group root, Map<String, List<INDArray>> weights) {
        attribute(root, "layer_names", weights.keySet().toArray(String[]::new));
        attribute(root, "keras_version", "2.4.0");
        attribute(root, "backend", "tensorflow");
        weights.forEach((layer, arrays) -> {
            Group outer = root.createGroup(layer);
            attribute(outer, "weight_names", layer + "/kernel:0", layer + "/bias:0");
            Group inner = outer.createGroup(layer);
            dataSet(inner, "kernel:0", arrays.get(0));
            dataSet(inner, "bias:0", arrays.get(1));
            inner.close();
            outer.close();
        });
        root.close();
    }

    private static void attribute(Group group, String name, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        write(group, name, new DataSpace(hdf5.H5S_SCALAR), bytes.length + 1, Arrays.copyOf(bytes, bytes.length + 1));
    }

    private static void attribute(Group group, String name, String... values) {
        int width = 1;
        for (String value : values) {
            width = Math.max(width, value.length() + 1);
        }
        byte[] bytes = new byte[width * values.length];
        for (int i = 0; i < values.length; i++) {
            byte[] value = values[i].getBytes(StandardCharsets.UTF_8);
            System.arraycopy(value, 0, bytes, i * width, value.length);
        }
        write(group, name, new DataSpace(1, new long[] {values.length}), width, bytes);
    }

    private static void write(Group group, String name, DataSpace space, int width, byte[] bytes) {
        StrType type = new StrType(PredType.C_S1(), width);
        Attribute attribute = group.createAttribute(name, type, space);
        attribute.write(type, new BytePointer(bytes));
        attribute.close();
    }

    private static void dataSet(Group group, String name, INDArray values) {
        DataSet dataSet = group.createDataSet(
                name, new DataType(PredType.IEEE_F32LE()), new DataSpace(values.rank(), values.shape()));
        dataSet.write(new FloatPointer(values.dup('c').data().asFloat()), PredType.NATIVE_FLOAT());
        dataSet.close();
    }
}

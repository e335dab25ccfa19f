package dev.captioner.model;

import static dev.captioner.math.Products.addColumnSums;
import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;

import dev.captioner.math.Views;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One LSTM layer over the packed steps of a batch, forward and backward (docs/network.md, eq. 3). The caller adds what the
 * layer reads at a step to {@link #gates} before {@link #forward}, and takes {@link #gateGradients} after {@link #backward}.
 */
final class PackedLstm {
    private final CaptionBatch batch;
    private final int units;
    private final INDArray recurrent; // U [H, 4H]
    private final INDArray recurrentGradient;
    private final INDArray bias; // b [1, 4H]
    private final INDArray biasGradient;

    private final INDArray gates;
    private final INDArray cells;
    private final INDArray cellTanh;
    private final INDArray hidden;
    private final INDArray previousHidden;
    private final INDArray gateGradients;
    private final INDArray hiddenGradients;
    private final INDArray cellGradients;

    PackedLstm(Parameters parameters, String name, CaptionBatch batch) {
        this.batch = batch;
        this.units = parameters.shape().units();
        this.recurrent = parameters.value(name + ".recurrent");
        this.recurrentGradient = parameters.gradient(name + ".recurrent");
        this.bias = parameters.value(name + ".bias").reshape(1, 4L * units);
        this.biasGradient = parameters.gradient(name + ".bias");
        int packed = batch.offset(batch.steps());
        this.gates = Nd4j.zeros(recurrent.dataType(), packed, 4L * units);
        this.cells = empty(packed, units);
        this.cellTanh = empty(packed, units);
        this.hidden = empty(packed, units);
        this.previousHidden = empty(packed, units);
        this.gateGradients = empty(packed, 4L * units);
        this.hiddenGradients = Nd4j.zeros(recurrent.dataType(), packed, units);
        this.cellGradients = Nd4j.zeros(recurrent.dataType(), packed, units);
    }

    private INDArray empty(long rows, long columns) {
        return Nd4j.createUninitialized(recurrent.dataType(), new long[] {rows, columns}, 'c');
    }

    /** [M, 4H]: what a step reads, added up before its activation; the activations i, f, o, c~ after it. */
    INDArray gates() {
        return gates;
    }

    /** [M, H]: h(t). */
    INDArray hidden() {
        return hidden;
    }

    /** [M, H]: h(t-1), aligned with the rows of step t; defined from step 1 on. */
    INDArray previousHidden() {
        return previousHidden;
    }

    /** [M, H]: dJ/dh(t); whoever reads h adds to it before the step's {@link #backward}. */
    INDArray hiddenGradients() {
        return hiddenGradients;
    }

    /** [M, 4H]: dJ/d(gate sums). */
    INDArray gateGradients() {
        return gateGradients;
    }

    private INDArray sigmoids(INDArray gateRows) {
        return columns(gateRows, 0, 3);
    }

    private INDArray columns(INDArray gateRows, int from, int to) {
        return Views.columns(gateRows, (long) from * units, (long) to * units);
    }

    /** Computes h and c of a step from its gate sums and the step before. */
    void forward(int step) {
        INDArray z = batch.rows(gates, step); // [rows, 4H]
        z.addiRowVector(bias);
        if (step > 0) {
            addMultiply(batch.rows(previousHidden, step), recurrent, z); // z += h(t-1) U
        }
        Transforms.sigmoid(sigmoids(z), false);
        Transforms.tanh(columns(z, 3, 4), false);
        INDArray i = columns(z, 0, 1);
        INDArray f = columns(z, 1, 2);
        INDArray o = columns(z, 2, 3);
        INDArray candidate = columns(z, 3, 4);

        INDArray c = batch.rows(cells, step);
        i.muli(candidate, c); // c = i * c~
        if (step > 0) {
            c.addi(f.mul(batch.continuing(cells, step - 1))); // c += f * c(t-1)
        }
        INDArray tanh = batch.rows(cellTanh, step);
        tanh.assign(c);
        Transforms.tanh(tanh, false);
        INDArray h = batch.rows(hidden, step);
        o.muli(tanh, h); // h = o * tanh(c)
        if (step + 1 < batch.steps()) {
            batch.rows(previousHidden, step + 1).assign(batch.continuing(hidden, step));
        }
    }

    /** Turns dJ/dh of a step into dJ/d(gate sums), and adds to dJ/dh and dJ/dc of the step before. */
    void backward(int step) {
        INDArray a = batch.rows(gates, step);
        INDArray i = columns(a, 0, 1);
        INDArray f = columns(a, 1, 2);
        INDArray o = columns(a, 2, 3);
        INDArray candidate = columns(a, 3, 4);
        INDArray tanh = batch.rows(cellTanh, step);
        INDArray dh = batch.rows(hiddenGradients, step);
        INDArray dc = batch.rows(cellGradients, step); // holds dc(t+1) * f(t+1)
        INDArray dz = batch.rows(gateGradients, step);

        INDArray viaTanh = dh.mul(o);
        dc.addi(viaTanh);
        dc.subi(viaTanh.muli(tanh).muli(tanh)); // dc += dh * o * (1 - tanh(c)^2)

        dc.muli(candidate, columns(dz, 0, 1));
        if (step > 0) {
            INDArray previousCells = batch.continuing(cells, step - 1);
            dc.muli(previousCells, columns(dz, 1, 2));
            dc.muli(f, batch.continuing(cellGradients, step - 1));
        } else {
            columns(dz, 1, 2).assign(0);
        }
        dh.muli(tanh, columns(dz, 2, 3));
        INDArray s = sigmoids(a);
        INDArray ds = s.mul(s).rsubi(s); // s - s^2
        sigmoids(dz).muli(ds);

        INDArray dCandidate = columns(dz, 3, 4);
        dc.muli(i, dCandidate);
        dCandidate.subi(dCandidate.mul(candidate).muli(candidate)); // dc * i * (1 - c~^2)

        if (step > 0) {
            addMultiplyTransposed(dz, recurrent, batch.continuing(hiddenGradients, step - 1)); // dh(t-1) += dz U'
        }
    }

    /** After the last backward step: the gradients of U and b. */
    void addWeightGradients() {
        int first = batch.offset(1);
        int end = batch.offset(batch.steps());
        addTransposedMultiply(
                CaptionBatch.block(previousHidden, first, end),
                CaptionBatch.block(gateGradients, first, end),
                recurrentGradient);
        addColumnSums(gateGradients, biasGradient);
    }
}

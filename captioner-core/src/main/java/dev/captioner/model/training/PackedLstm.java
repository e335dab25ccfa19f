package dev.captioner.model.training;

import static dev.captioner.math.Products.addColumnSums;
import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;

import dev.captioner.math.Views;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One LSTM layer over the packed steps of a batch, forward and backward (docs/network.md, eq. 3). The caller adds what the
 * layer reads at a step to {@link #gates} before {@link #forward}, and takes {@link #gateGradients} after {@link #backward}.
 */
final class PackedLstm {
    private final Packing packing;
    private final @Nullable LstmStart start;
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

    /**
     * A layer over packed rows.
     *
     * @param name of its tensors
     * @param start null for a start from zero
     */
    PackedLstm(Parameters parameters, String name, Packing packing, @Nullable LstmStart start) {
        this.packing = packing;
        this.start = start;
        this.recurrent = parameters.value(name + ".recurrent");
        this.units = Math.toIntExact(recurrent.size(0));
        this.recurrentGradient = parameters.gradient(name + ".recurrent");
        this.bias = parameters.value(name + ".bias").reshape(1, 4L * units);
        this.biasGradient = parameters.gradient(name + ".bias");
        int packed = packing.size();
        this.gates = Nd4j.zeros(recurrent.dataType(), packed, 4L * units);
        this.cells = empty(packed, units);
        this.cellTanh = empty(packed, units);
        this.hidden = empty(packed, units);
        this.previousHidden = empty(packed, units);
        this.gateGradients = empty(packed, 4L * units);
        this.hiddenGradients = Nd4j.zeros(recurrent.dataType(), packed, units);
        this.cellGradients = Nd4j.zeros(recurrent.dataType(), packed, units);
        if (start != null) {
            packing.rows(previousHidden, 0).assign(start.hidden());
        }
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

    /** Whether there is a state before a step: always but at the first step of a start from zero. */
    boolean continues(int step) {
        return step > 0 || start != null;
    }

    /** Packed rows before it start from zero. */
    private int firstContinued() {
        return start == null ? packing.offset(1) : 0;
    }

    /** The packed rows that have a state before them, a view. */
    INDArray continued(INDArray packed) {
        return Views.rows(packed, firstContinued(), packing.size());
    }

    /** Whether any row has a state before it. */
    boolean continuesAnywhere() {
        return firstContinued() < packing.size();
    }

    /** h(t-1) gradients of a step's rows, a view. */
    INDArray previousHiddenGradients(int step) {
        return start != null && step == 0 ? start.hiddenGradient() : packing.continuing(hiddenGradients, step - 1);
    }

    private INDArray previousCells(int step) {
        return start != null && step == 0 ? start.cell() : packing.continuing(cells, step - 1);
    }

    private INDArray previousCellGradients(int step) {
        return start != null && step == 0 ? start.cellGradient() : packing.continuing(cellGradients, step - 1);
    }

    /** [M, H]: h(t-1), aligned with the rows of step t; defined where {@link #continues}. */
    INDArray previousHidden() {
        return previousHidden;
    }

    /** [M, H]: dJ/dh(t); the readers of h add to it before the step's {@link #backward}. */
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
        INDArray z = packing.rows(gates, step); // [rows, 4H]
        z.addiRowVector(bias);
        if (continues(step)) {
            addMultiply(packing.rows(previousHidden, step), recurrent, z); // z += h(t-1) U
        }
        Transforms.sigmoid(sigmoids(z), false);
        Transforms.tanh(columns(z, 3, 4), false);
        INDArray i = columns(z, 0, 1);
        INDArray f = columns(z, 1, 2);
        INDArray o = columns(z, 2, 3);
        INDArray candidate = columns(z, 3, 4);

        INDArray c = packing.rows(cells, step);
        i.muli(candidate, c); // c = i * c~
        if (continues(step)) {
            c.addi(f.mul(previousCells(step))); // c += f * c(t-1)
        }
        INDArray tanh = packing.rows(cellTanh, step);
        tanh.assign(c);
        Transforms.tanh(tanh, false);
        INDArray h = packing.rows(hidden, step);
        o.muli(tanh, h); // h = o * tanh(c)
        if (step + 1 < packing.steps()) {
            packing.rows(previousHidden, step + 1).assign(packing.continuing(hidden, step));
        }
    }

    /** Turns dJ/dh of a step into dJ/d(gate sums), and adds to dJ/dh and dJ/dc of the step before. */
    void backward(int step) {
        INDArray a = packing.rows(gates, step);
        INDArray i = columns(a, 0, 1);
        INDArray f = columns(a, 1, 2);
        INDArray o = columns(a, 2, 3);
        INDArray candidate = columns(a, 3, 4);
        INDArray tanh = packing.rows(cellTanh, step);
        INDArray dh = packing.rows(hiddenGradients, step);
        INDArray dc = packing.rows(cellGradients, step); // holds dc(t+1) * f(t+1)
        INDArray dz = packing.rows(gateGradients, step);

        INDArray viaTanh = dh.mul(o);
        dc.addi(viaTanh);
        dc.subi(viaTanh.muli(tanh).muli(tanh)); // dc += dh * o * (1 - tanh(c)^2)

        dc.muli(candidate, columns(dz, 0, 1));
        if (continues(step)) {
            dc.muli(previousCells(step), columns(dz, 1, 2));
            dc.muli(f, previousCellGradients(step));
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

        if (continues(step)) {
            addMultiplyTransposed(dz, recurrent, previousHiddenGradients(step)); // dh(t-1) += dz U'
        }
    }

    /** After the last backward step: the gradients of U and b. */
    void addWeightGradients() {
        if (continuesAnywhere()) {
            addTransposedMultiply(continued(previousHidden), continued(gateGradients), recurrentGradient);
        }
        addColumnSums(gateGradients, biasGradient);
    }
}

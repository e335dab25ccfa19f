package dev.captioner.model.training;

import static dev.captioner.math.Products.addMultiply;
import static dev.captioner.math.Products.addMultiplyTransposed;
import static dev.captioner.math.Products.addTransposedMultiply;

import dev.captioner.model.AttentionScores;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.SoftMax;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One selection from each question's memory, forward and backward: {@code q = u W}, {@code alpha = softmax(scale q . m)},
 * {@code c = sum_l alpha_l m_l}, {@code u' = u + c + q * c} (docs/network.md, eq. 15). The sum is that of end-to-end memory networks
 * (Sukhbaatar et al. 2015, eq. 4); the product says how well the selection matches the query (Kim et al. 2017), which
 * the softmax removes from alpha.
 */
final class MemoryHop {
    private final AttendedMemory memory;
    private final INDArray weight; // W [E, E]
    private final INDArray weightGradient;
    private final double scale;
    private final INDArray before; // u [R, E]
    private final INDArray query; // q [R, E]
    private final INDArray attention; // alpha [R, 1, L]
    private final INDArray context; // c [R, E]

    /** Selects from memory by the queries u, [R, E]. */
    MemoryHop(Parameters parameters, String name, AttendedMemory memory, INDArray before) {
        this.memory = memory;
        this.weight = parameters.value(name);
        this.weightGradient = parameters.gradient(name);
        this.scale = AttentionScores.scale(parameters.shape().embedding());
        this.before = before;
        this.query = Nd4j.zeros(before.dataType(), before.shape());
        addMultiply(before, weight, query);
        this.attention = memory.masked(
                Nd4j.matmul(perRow(query), memory.values(), false, true, false).muli(scale));
        Nd4j.exec(new SoftMax(attention, attention, -1));
        this.context = Nd4j.matmul(attention, memory.values()).reshape('c', before.shape());
    }

    private static INDArray perRow(INDArray rows) {
        return rows.reshape('c', rows.size(0), 1, rows.size(1));
    }

    /** u', [R, E]. */
    INDArray after() {
        return query.mul(context).addi(context).addi(before);
    }

    /** From dJ/du' to dJ/du; adds to the gradients of the memory and of W. */
    INDArray backward(INDArray gradient) {
        INDArray dContext = perRow(gradient.mul(query).addi(gradient)); // [R, 1, E]
        INDArray dAttention = Nd4j.matmul(dContext, memory.values(), false, true, false); // [R, 1, L]
        dAttention.muli(attention);
        INDArray dScores =
                dAttention.subi(attention.mul(dAttention.sum(true, 2))).muli(scale);
        INDArray dQuery = Nd4j.matmul(dScores, memory.values()).reshape('c', gradient.shape());
        dQuery.addi(gradient.mul(context));
        memory.gradients().addi(Nd4j.matmul(attention, dContext, true, false, false));
        memory.gradients().addi(Nd4j.matmul(dScores, perRow(query), true, false, false));
        addTransposedMultiply(before, dQuery, weightGradient);
        INDArray dBefore = gradient.dup('c');
        addMultiplyTransposed(dQuery, weight, dBefore);
        return dBefore;
    }
}

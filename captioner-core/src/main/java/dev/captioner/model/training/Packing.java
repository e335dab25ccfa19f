package dev.captioner.model.training;

import dev.captioner.math.Views;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layout of rows of unequal length in one buffer for back-propagation through time: step after step, each with
 * only the rows that have not ended, which are the first of all rows. Rows that have ended cost nothing.
 *
 * <p>Row {@code slot * G + group}: the rows of a group share their memory. Either slots end and groups do not, or
 * there is one slot and groups end.
 */
final class Packing {
    private final int[] slots;
    private final int[] groups;
    private final int[] offsets;

    /**
     * A packing from what is active at each step.
     *
     * @param slots S(t), never rising
     * @param groups G(t), never rising; constant unless all S(t) are 1
     */
    Packing(int[] slots, int[] groups) {
        this.slots = slots.clone();
        this.groups = groups.clone();
        this.offsets = new int[slots.length + 1];
        for (int step = 0; step < slots.length; step++) {
            offsets[step + 1] = offsets[step] + rows(step);
        }
    }

    /** Rows sorted from longest to shortest, each a group of its own. */
    static Packing ofSorted(int[] lengths) {
        int[] groups = new int[lengths[0]];
        int[] slots = new int[groups.length];
        for (int step = 0; step < groups.length; step++) {
            slots[step] = 1;
            while (groups[step] < lengths.length && lengths[groups[step]] > step) {
                groups[step]++;
            }
        }
        return new Packing(slots, groups);
    }

    /** T. */
    int steps() {
        return slots.length;
    }

    /** S(t). */
    int slots(int step) {
        return slots[step];
    }

    /** G(t). */
    int groups(int step) {
        return groups[step];
    }

    /** Active rows at a step: the first {@code S(t) G(t)} of all rows. */
    int rows(int step) {
        return slots[step] * groups[step];
    }

    /** Where a step's rows begin. */
    int offset(int step) {
        return offsets[step];
    }

    /** M: rows of all steps together. */
    int size() {
        return offsets[slots.length];
    }

    /** The rows of a packed buffer that belong to a step, a view. */
    INDArray rows(INDArray packed, int step) {
        return Views.rows(packed, offsets[step], offsets[step + 1]);
    }

    /** The rows of a step that continue at the next one, a view: as many as {@code rows(step + 1)}. */
    INDArray continuing(INDArray packed, int step) {
        return Views.rows(packed, offsets[step], offsets[step] + rows(step + 1));
    }

    /** A step's packed rows seen as [G(t), S(t), n]. */
    INDArray perGroup(INDArray packed, int step) {
        return rows(packed, step)
                .reshape('c', slots[step], groups[step], packed.size(1))
                .permute(1, 0, 2);
    }

    /** All packed rows [M, n] as [G(0), rows of the group, n], a copy; zero where a group has ended. */
    INDArray byGroup(INDArray packed) {
        long width = packed.size(1);
        if (groups[groups.length - 1] == groups[0]) {
            return packed.reshape('c', packed.size(0) / groups[0], groups[0], width)
                    .permute(1, 0, 2)
                    .dup('c');
        }
        INDArray steps = Nd4j.zeros(packed.dataType(), steps(), groups[0], width);
        for (int step = 0; step < steps(); step++) {
            INDArray own = Views.slice(Views.slice(steps, 0, step, step + 1L), 1, 0, groups[step]);
            own.reshape('c', groups[step], width).assign(rows(packed, step));
        }
        return steps.permute(1, 0, 2).dup('c');
    }
}

package org.tagzoo.zoo.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.zoo.torchscript.ScriptFunctions;

/** One update of one parameter, its {@code count}th from 1. */
record Update(
        ScriptFunctions functions,
        String id,
        KeptArrays slots,
        NDArray weight,
        NDArray gradient,
        long count,
        double learningRate,
        double momentum,
        double weightDecay) {

    boolean has(String slot) {
        return slots.has(slot);
    }

    /** Returns a list of one slot, which begins with zeros; an empty list if not wanted. */
    IValue slot(String name, boolean wanted) {
        if (!wanted) {
            return IValue.listFrom(new PtNDArray[0]);
        }
        return list(
                slots.has(name)
                        ? slots.get(name, name + " of '" + id + "'", weight.getShape())
                        : slots.put(name, weight.zerosLike()));
    }

    private static IValue list(NDArray array) {
        return IValue.listFrom((PtNDArray) array);
    }

    /** Runs the optimiser's TorchScript. */
    void run(double[] numbers, IValue... more) {
        IValue[] first = {list(weight), list(gradient), IValue.listFrom(numbers)};
        functions.run("step", ArrayUtils.addAll(first, more));
    }
}

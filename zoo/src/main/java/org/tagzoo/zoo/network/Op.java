package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one node of a {@link Graph} computes, named and defined as PyTorch's function. An op is one
 * file: its shape rule, its TorchScript, and what may be made of it where nothing is trained. The
 * defaults are safe for any op; what they leave out costs speed only.
 */
public interface Op {

    /** When a step may write over the result of the one before it, if nothing else reads that. */
    enum Overwriting {
        /** The result may be memory of another step: a view, or an input as it came. */
        NEVER,
        /** The result is new, but the backward pass of the op itself reads it. */
        WITHOUT_GRADIENTS,
        /** The result is new, and its own backward pass does without. */
        ALWAYS
    }

    /** What an op of vectors is where a head is applied to each position of a map by itself. */
    enum AtPositions {
        /** It can't be applied so. */
        NOT,
        /** The same op. */
        SAME,
        /** Nothing: in use it leaves vectors as they are. */
        NOTHING
    }

    /**
     * One op in the place of two.
     *
     * @param op computes what both did, in the place of the first
     * @param changed the parameters, by name, that have other values then
     */
    record Fold(Op op, Map<String, Supplier<float[]>> changed) {}

    /**
     * What oneDNN does to each result of a convolution in the same pass.
     *
     * @param name PyTorch's name of it in {@code mkldnn::_convolution_pointwise}
     * @param scalars its settings, in order
     * @param algorithm PyTorch's name of one of several; mostly empty
     * @param afterSum whether it is also there after a sum
     */
    record Activation(String name, List<Double> scalars, String algorithm, boolean afterSum) {}

    /**
     * Returns the shape of the result; by default that of the first input.
     *
     * @param inputs the shapes of what it takes, in order
     * @throws IllegalArgumentException if it does not take such shapes; the message says both
     */
    default Dims dims(List<Dims> inputs) {
        return inputs.get(0);
    }

    /**
     * Returns the expression that computes the result, in the form that {@code torch.jit.save}
     * writes.
     */
    String script(ScriptContext step);

    /**
     * Returns a method of the network that {@link #script} calls as {@code (self).NAME(...)}, in
     * the same form, indented by two spaces; ops with the same text share it. Empty, as by default,
     * if it calls none.
     */
    default String method() {
        return "";
    }

    /** Returns the type of the result; by default the one that all inputs can be brought to. */
    default ElementType type(List<ElementType> inputs) {
        return ElementType.common(inputs);
    }

    /** Returns its tensors; none by default. */
    default List<Parameter> parameters() {
        return List.of();
    }

    /** Returns the multiplications with an addition that it takes for one image; 0 by default. */
    default long multiplyAdds(List<Dims> inputs, Dims result) {
        return 0;
    }

    /** Returns what computes in training what this computes in use; by default this. */
    default Op inUse() {
        return this;
    }

    /** Returns whether training moves statistics of its own; not by default. */
    default boolean movesStatistics() {
        return false;
    }

    /** Returns when another step may write over its result; never by default. */
    default Overwriting overwriting() {
        return Overwriting.NEVER;
    }

    /** Returns what it is at each position of a map by itself; by default it can't be. */
    default AtPositions atPositions() {
        return AtPositions.NOT;
    }

    /**
     * Returns one op in the place of another and this one, where nothing is trained; empty, as it
     * is by default, if there is none.
     *
     * @param before whose result only this one takes
     * @param values of the parameters of both
     */
    default Optional<Fold> foldInto(Op before, ParameterValues values) {
        return Optional.empty();
    }

    /**
     * Returns what a fused convolution can do at its end instead of this op; nothing by default.
     */
    default Optional<Activation> fusedActivation() {
        return Optional.empty();
    }
}

package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * What one node of a {@link Graph} computes, named and defined as PyTorch's function. An op is one
 * file: its shape rule, its TorchScript, and what may be made of it where nothing is trained. The
 * defaults are safe for any op; what they leave out costs speed only.
 */
public interface Op {

    /**
     * Returns the shape of the result.
     *
     * @param inputs the shapes of what it takes, in order
     * @throws IllegalArgumentException if it does not take such shapes; the message says both
     */
    Dims dims(List<Dims> inputs);

    /**
     * Returns the expression that computes the result, in the form that {@code torch.jit.save}
     * writes.
     */
    String script(ScriptContext step);

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
    default Optional<FusedActivation> fusedActivation() {
        return Optional.empty();
    }
}

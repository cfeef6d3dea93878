package org.tagzoo.zoo.network;

/**
 * What an {@link Op} writes its TorchScript with: the names of what its step takes, which the
 * compiler chooses with the precision and the memory format.
 */
public interface ScriptContext {

    /** Returns how many results of other steps this one takes. */
    int inputs();

    /**
     * Returns the expression of an input, of the type that it has.
     *
     * @param index from 0; an {@link Input} has the argument of the method as input 0, {@code [N,
     *     C, H, W]} if it is a map
     */
    String input(int index);

    /** Returns the expression of an input, brought to a type. */
    String input(int index, ElementType type);

    /** Returns the type of this step's result. */
    ElementType type();

    /** Returns the expression that reads a parameter, float32. */
    String parameter(Parameter parameter);

    /** Returns the expression that reads a parameter, brought to {@link ElementType#COMPUTED}. */
    String computed(Parameter parameter);

    /**
     * Returns {@code _}, with which PyTorch's functions write over their first input, where this
     * step may do so; empty elsewhere.
     */
    String inPlace();

    /**
     * Returns the expression that lays out a map which was permuted from pixel by pixel, as the
     * network's other maps lie in memory.
     */
    String laidOut(String permuted);
}

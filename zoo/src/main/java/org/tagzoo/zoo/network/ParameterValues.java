package org.tagzoo.zoo.network;

/** The numbers in a network's parameters, read one parameter at a time. */
@FunctionalInterface
public interface ParameterValues {

    /** Returns the values, row by row; {@link Parameter#count()} of them. */
    float[] values(Parameter parameter);
}

package org.tagzoo.zoo.network;

import java.nio.ByteBuffer;
import java.util.function.Predicate;

/** The numbers in a network's parameters, read one parameter at a time. */
@FunctionalInterface
public interface ParameterValues {

    /** Returns the values, row by row; {@link Parameter#count()} of them. */
    float[] values(Parameter parameter);

    /**
     * Writes the values to where they are needed, in the buffer's byte order. Overridden where that
     * is possible without an array of them in between.
     *
     * @param target has room for {@link Parameter#count()} of them; its position moves behind them
     * @throws IllegalArgumentException if there are more or fewer of them
     */
    default void copyTo(Parameter parameter, ByteBuffer target) {
        float[] values = values(parameter);
        if (values.length != parameter.count()) {
            throw new IllegalArgumentException(
                    "%s is %s and has %d values, not %d"
                            .formatted(
                                    parameter.name(),
                                    parameter.shape(),
                                    parameter.count(),
                                    values.length));
        }
        target.asFloatBuffer().put(values);
        target.position(target.position() + values.length * Float.BYTES);
    }

    /** Returns these values, but for some parameters, which take those of others. */
    default ParameterValues butFor(Predicate<Parameter> some, ParameterValues others) {
        return new ParameterValues() {
            private ParameterValues of(Parameter parameter) {
                return some.test(parameter) ? others : ParameterValues.this;
            }

            @Override
            public float[] values(Parameter parameter) {
                return of(parameter).values(parameter);
            }

            @Override
            public void copyTo(Parameter parameter, ByteBuffer target) {
                of(parameter).copyTo(parameter, target);
            }
        };
    }
}

package org.tagzoo.zoo.network;

/**
 * How a parameter starts when no weights are loaded.
 *
 * @param kind the distribution
 * @param scale standard deviation of {@code NORMAL}, bound of {@code UNIFORM} (drawn from -scale to
 *     scale), the value of {@code CONSTANT}
 */
public record Init(Kind kind, double scale) {

    /** The distributions. */
    public enum Kind {
        NORMAL,
        UNIFORM,
        CONSTANT
    }

    public static Init normal(double standardDeviation) {
        return new Init(Kind.NORMAL, standardDeviation);
    }

    public static Init uniform(double bound) {
        return new Init(Kind.UNIFORM, bound);
    }

    public static Init constant(double value) {
        return new Init(Kind.CONSTANT, value);
    }
}

package org.tagzoo.zoo.optimizer;

/** Checks of the numbers that optimisers are told. */
final class Setting {

    private Setting() {}

    static void notNegative(String name, double value) {
        check(name, value, value >= 0 && Double.isFinite(value), "finite and at least 0");
    }

    static void belowOne(String name, double value) {
        check(name, value, value >= 0 && value < 1, "at least 0 and below 1");
    }

    static void check(String name, double value, boolean ok, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "%s must be %s, but is %s".formatted(name, allowed, value));
        }
    }
}

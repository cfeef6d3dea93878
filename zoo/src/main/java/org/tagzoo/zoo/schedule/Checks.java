package org.tagzoo.zoo.schedule;

/**
 * Checks of a schedule's settings.
 *
 * @param of what the settings are of, for errors
 */
record Checks(String of) {

    void rate(String name, double value) {
        that(name, value, value > 0 && Double.isFinite(value), "above 0 and finite");
    }

    void momentum(String name, double value) {
        that(name, value, value >= 0 && value < 1, "at least 0 and below 1");
    }

    void that(String name, Number value, boolean ok, String allowed) {
        if (!ok) {
            throw new IllegalArgumentException(
                    "%s of %s must be %s, but is %s".formatted(name, of, allowed, value));
        }
    }
}

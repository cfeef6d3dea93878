package org.tagzoo.datasets.transform;

/** Checks of settings, all in one wording. */
final class Allowed {

    private Allowed() {}

    static void probability(String transform, double value) {
        within(transform, "probability", value, 0, 1);
    }

    /** Both ends are allowed, not-a-number is not. */
    static void within(String transform, String setting, double value, double min, double max) {
        require(value >= min && value <= max, transform, setting, min + " to " + max, value);
    }

    /** Both ends of the range must lie between the limits, the first not above the second. */
    static void within(String transform, String setting, Range range, double min, double max) {
        require(
                range.min() >= min && range.min() <= range.max() && range.max() <= max,
                transform,
                setting,
                "two numbers from %s to %s, the smaller first".formatted(min, max),
                range);
    }

    static void require(
            boolean fine, String transform, String setting, String allowed, Object received) {
        if (!fine) {
            throw new TransformException(
                    "%s: %s must be %s, not %s".formatted(transform, setting, allowed, received));
        }
    }
}

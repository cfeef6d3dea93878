package org.tagzoo.datasets.transform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.SplittableRandom;
import org.tagzoo.datasets.check.Check;

/**
 * Numbers between two, both included; in YAML {@code [0.8, 1.2]}.
 *
 * @param min the smallest
 * @param max the largest
 */
public record Range(double min, double max) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Range of(List<Double> ends) {
        if (ends.size() != 2 || ends.contains(null)) {
            throw new IllegalArgumentException(
                    "a range is two numbers, such as [0.8, 1.2], not " + ends);
        }
        return new Range(ends.get(0), ends.get(1));
    }

    @JsonValue
    List<Double> ends() {
        return List.of(min, max);
    }

    /** Requires both ends to lie between limits, the first not above the second. */
    void check(String name, double least, double most) {
        Check.that(
                min >= least && min <= max && max <= most,
                name,
                "two numbers from %s to %s, the smaller first".formatted(least, most),
                this);
    }

    /** Draws a number, each as likely as any other. */
    double draw(SplittableRandom random) {
        return min + (max - min) * random.nextDouble();
    }

    /** Draws a ratio: twice and half are equally likely where both are in the range. */
    double drawRatio(SplittableRandom random) {
        double low = StrictMath.log(min);
        return StrictMath.exp(low + (StrictMath.log(max) - low) * random.nextDouble());
    }

    @Override
    public String toString() {
        return "[%s, %s]".formatted(min, max);
    }
}

package org.tagzoo.zoo.threshold;

/**
 * What was chosen on validation scores.
 *
 * @param forAll the best single threshold, 0 to 1
 * @param perLabel the best threshold of each label
 */
public record ChosenThresholds(double forAll, Thresholds perLabel) {

    public ChosenThresholds {
        if (!(forAll >= 0 && forAll <= 1)) {
            throw new IllegalArgumentException("A threshold of " + forAll + ", not in 0 to 1");
        }
    }
}

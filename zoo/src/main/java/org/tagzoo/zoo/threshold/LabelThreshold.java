package org.tagzoo.zoo.threshold;

import java.util.OptionalDouble;
import org.tagzoo.zoo.metric.Interval;

/**
 * The threshold of a label, and how far it can be trusted.
 *
 * @param value 0 to 1, or {@link Thresholds#NEVER}
 * @param interval the middle 95% of those that are chosen on bootstrap samples of the validation
 *     images; never counts as 1
 * @param positives validation images that have the label
 * @param needed so many of them should have it
 * @param kept in which share of the resplits that could promise it was kept, NaN if none could;
 *     empty where nothing is promised
 * @param isPromised whether the promise can be made; false where nothing is promised
 */
public record LabelThreshold(
        double value,
        Interval interval,
        int positives,
        int needed,
        OptionalDouble kept,
        boolean isPromised) {

    /** Returns whether validation has too few images of the label to choose well. */
    public boolean hasTooFew() {
        return positives < needed;
    }

    /** Returns what to know of it, in words; mostly nothing. */
    public String remark() {
        if (kept.isPresent() && isPromised) {
            return "promised";
        }
        String few = hasTooFew() ? "%d validation images, not %d".formatted(positives, needed) : "";
        if (kept.isEmpty()) {
            return few.isEmpty() ? few : "may not fit others: " + few;
        }
        return few.isEmpty() ? "can't be promised" : "can't be promised: " + few;
    }

    /** Returns the same with another threshold and its interval. */
    LabelThreshold with(double otherValue, Interval otherInterval) {
        return new LabelThreshold(otherValue, otherInterval, positives, needed, kept, isPromised);
    }
}

package org.tagzoo.zoo.metric;

import java.util.List;

/**
 * The mean of the classes' recall, 0 to 1: what accuracy would be if all classes had as many
 * images. Classes without support are left out; without any class it is 0.
 *
 * <p>Equal to scikit-learn's {@code balanced_accuracy_score}.
 */
public final class BalancedAccuracy {

    private BalancedAccuracy() {}

    /**
     * Averages.
     *
     * @param classes the counts of each class, as {@link Evaluation#labels()}
     */
    public static double of(List<Counts> classes) {
        return classes.stream()
                .filter(counts -> counts.support() > 0)
                .mapToDouble(Counts::recall)
                .average()
                .orElse(0);
    }
}

package org.tagzoo.zoo.evaluator;

import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.TopAccuracy;
import org.tagzoo.zoo.task.Classes;

/**
 * Top-k accuracy, 0 to 1: the share of images whose class is among the {@code k} of the highest
 * probability by softmax; of equal ones the lower index stands first. Labels are class indices, or
 * multi-hot with exactly one 1 a row. With {@code k = 1} it is accuracy: DJL's {@code TopKAccuracy}
 * starts at 2.
 */
public final class TopKEvaluator extends ExactEvaluator {

    private final int k;

    /** Measures under a name such as {@code top5}. */
    public TopKEvaluator(int k) {
        this("top" + k, k);
    }

    /**
     * Measures under a name.
     *
     * @param name another for each evaluator of a trainer
     * @param k at least 1; every image counts where it is {@code L} or more
     */
    public TopKEvaluator(String name, int k) {
        super(name);
        Check.atLeast("The k of " + name, k, 1);
        this.k = k;
    }

    @Override
    Accumulator newAccumulator() {
        return new Hits();
    }

    private final class Hits implements Accumulator {

        private long hits;
        private long images;

        @Override
        public void add(EvaluatedBatch batch) {
            hits += TopAccuracy.hits(Classes.INSTANCE.scores(batch.logits()), batch.targets(), k);
            images += batch.logits().length;
        }

        @Override
        public double value() {
            return (double) hits / images;
        }
    }
}

package org.tagzoo.zoo.evaluator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.evaluator.Evaluator;
import java.util.HashMap;
import java.util.Map;

/**
 * An evaluator whose accumulators give what all their images give at once: counts or scores are
 * accumulated, never results of batches. (Means of batches are wrong for unequal batches, and for
 * F1 and average precision even for equal ones.)
 *
 * <p>Predictions are logits, float32 {@code [N, L]}; labels are multi-hot {@code [N, L]}, or class
 * indices {@code [N]} or {@code [N, 1]} where the subclass takes them. Labels of the predictions'
 * shape are multi-hot, as in DJL's {@code Accuracy}. Other shapes, multi-hot values but 0 and 1,
 * classes outside 0 to L - 1 and a logit that is NaN are refused with {@link
 * IllegalArgumentException}. The first array of each list counts; {@code IndexEvaluator} chooses
 * another.
 */
public abstract class ExactEvaluator extends Evaluator {

    private final Map<String, Accumulator> accumulators = new HashMap<>();

    /** What is kept of the batches so far. */
    interface Accumulator {

        void add(EvaluatedBatch batch);

        /** Returns the result of all batches together; asked for after the first batch only. */
        double value();
    }

    /**
     * @param name the name in DJL's training result, after {@code train_} and {@code validate_}
     */
    ExactEvaluator(String name) {
        super(name);
    }

    /** Returns an accumulator that has seen nothing yet. */
    abstract Accumulator newAccumulator();

    /**
     * Returns the result of one batch.
     *
     * @return a float32 scalar, 0 to 1, owned by the predictions' manager
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        Accumulator accumulator = newAccumulator();
        accumulator.add(EvaluatedBatch.of(labels, predictions));
        return predictions.head().getManager().create((float) accumulator.value());
    }

    @Override
    public void addAccumulator(String key) {
        resetAccumulator(key);
    }

    @Override
    public void updateAccumulator(String key, NDList labels, NDList predictions) {
        updateAccumulators(new String[] {key}, labels, predictions);
    }

    @Override
    public synchronized void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
        EvaluatedBatch batch = EvaluatedBatch.of(labels, predictions);
        for (String key : keys) {
            accumulator(key).add(batch);
            totalInstances.merge(key, (long) batch.logits().length, Long::sum);
        }
    }

    @Override
    public synchronized void resetAccumulator(String key) {
        accumulators.put(key, newAccumulator());
        totalInstances.put(key, 0L);
    }

    /**
     * Returns the result of all batches since the accumulator was added or reset.
     *
     * @return 0 to 1; NaN without any batch, as from DJL's own
     * @throws IllegalArgumentException if there is no such accumulator
     */
    @Override
    public synchronized float getAccumulator(String key) {
        Accumulator accumulator = accumulator(key);
        return totalInstances.get(key) == 0 ? Float.NaN : (float) accumulator.value();
    }

    private Accumulator accumulator(String key) {
        Accumulator accumulator = accumulators.get(key);
        if (accumulator == null) {
            throw new IllegalArgumentException(
                    "%s has no accumulator '%s'; there are %s: call addAccumulator first"
                            .formatted(
                                    getName(),
                                    key,
                                    accumulators.keySet().stream().sorted().toList()));
        }
        return accumulator;
    }
}

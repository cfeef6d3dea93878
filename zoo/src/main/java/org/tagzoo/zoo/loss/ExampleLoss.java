package org.tagzoo.zoo.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.training.loss.Loss;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tagzoo.datasets.label.Unknown;

/**
 * A DJL loss that is a mean over examples. What it accumulates over batches is the mean over all
 * their examples, where DJL's own losses take the mean of the batches' means, in which an example
 * of a small last batch counts more. It also takes plain rows, which it sums in double.
 */
public abstract class ExampleLoss extends Loss {

    /** A sum of losses, each times what it weighs, and the sum of what they weigh. */
    private record Sum(double losses, double mass) {

        Sum plus(double loss, double more) {
            return new Sum(losses + loss * more, mass + more);
        }
    }

    private static final Sum NOTHING = new Sum(0, 0);

    private final Map<String, Sum> sums = new ConcurrentHashMap<>();

    /**
     * @param name under which DJL reports it
     */
    protected ExampleLoss(String name) {
        super(name);
    }

    /**
     * Returns the loss as a scalar that gradients flow back from, attached to the manager of the
     * logits. All arrays in between are closed.
     *
     * @param logits {@code [N, L]}, before any activation, float32 or float64
     * @param targets {@code [N, L]}, 0 to 1, of the same type; they get no gradient
     * @throws IllegalArgumentException if shapes, types or targets don't fit
     */
    public final NDArray evaluate(NDArray logits, NDArray targets) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray loss = of(logits, targets);
            NDScope.unregister(loss);
            return loss;
        }
    }

    /**
     * Returns the loss of the targets that are known, as {@link #evaluate(NDArray, NDArray)} does.
     *
     * @param known {@code [N, L]}, of the same type: 1 where a target is known, else 0; if none is,
     *     the loss is 0
     * @throws IllegalArgumentException if this loss takes no unknown targets
     */
    public final NDArray evaluate(NDArray logits, NDArray targets, NDArray known) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray loss = of(logits, targets, known);
            NDScope.unregister(loss);
            return loss;
        }
    }

    /** As {@link #of(NDArray, NDArray)}, of the known targets; refused where not overridden. */
    protected NDArray of(NDArray logits, NDArray targets, NDArray known) {
        throw unknownRefused();
    }

    /**
     * Returns whether targets between 0 and 1 are taken, such as the scores of another network: the
     * loss is then linear in them.
     */
    public boolean takesSoftTargets() {
        return false;
    }

    private IllegalArgumentException unknownRefused() {
        return new IllegalArgumentException(
                getName() + " needs to know all targets; binary losses take unknown ones");
    }

    /**
     * Returns the loss; arrays in between are closed by the caller. What the gradient needs is kept
     * by PyTorch itself, but only if it lies in PyTorch's own memory: arrays made from numbers lie
     * in Java's, which a collection may free as soon as they are closed. So numbers only meet
     * arrays that carry no gradient.
     */
    protected abstract NDArray of(NDArray logits, NDArray targets);

    /**
     * Returns the loss of plain arrays, such as of a whole validation part: summed in double, row
     * by row.
     *
     * @param logits {@code [N, L]}, before any activation
     * @param targets {@code [N, L]}, whether image {@code n} has label {@code l}
     * @throws IllegalArgumentException if there is no row, or rows or targets don't fit
     */
    public abstract double evaluate(float[][] logits, boolean[][] targets);

    /**
     * Returns the same of the targets that are known; 0 if none is.
     *
     * @param unknown which of the targets are {@link Unknown}
     * @throws IllegalArgumentException if this loss takes no unknown targets
     */
    public double evaluate(float[][] logits, boolean[][] targets, boolean[][] unknown) {
        if (unknown.length > 0) {
            throw unknownRefused();
        }
        return evaluate(logits, targets);
    }

    /**
     * Returns what a batch's loss weighs among others: with a second array, which targets are
     * known, the number of these, or what a loss that is no mean over targets says.
     *
     * @param labels one or two arrays
     */
    public double mass(NDList labels) {
        if (labels.size() == 1) {
            return mass(labels.head());
        }
        try (NDArray known = labels.get(1).sum()) {
            return known.toArray()[0].doubleValue();
        }
    }

    /**
     * Returns what a batch's loss weighs among others: its examples, or the sum of their weights
     * where the loss is a weighted mean.
     *
     * @param targets {@code [N, L]}, or class indices {@code [N]} of a loss that takes them
     */
    public double mass(NDArray targets) {
        return targets.getShape().get(0);
    }

    /**
     * {@inheritDoc}
     *
     * @param labels one array of targets, or two: targets, and which are known
     * @param predictions one array of logits
     */
    @Override
    public final NDArray evaluate(NDList labels, NDList predictions) {
        NDArray logits = predictions.singletonOrThrow();
        return labels.size() == 2
                ? evaluate(logits, labels.get(0), labels.get(1))
                : evaluate(logits, labels.singletonOrThrow());
    }

    @Override
    public void addAccumulator(String key) {
        sums.put(key, NOTHING);
    }

    @Override
    public void updateAccumulator(String key, NDList labels, NDList predictions) {
        updateAccumulators(new String[] {key}, labels, predictions);
    }

    @Override
    public void updateAccumulators(String[] keys, NDList labels, NDList predictions) {
        double loss;
        try (NDArray value = evaluate(labels, predictions)) {
            loss = value.toArray()[0].doubleValue();
        }
        double mass = mass(labels);
        for (String key : keys) {
            sums.compute(key, (k, sum) -> (sum == null ? NOTHING : sum).plus(loss, mass));
        }
    }

    @Override
    public void resetAccumulator(String key) {
        sums.computeIfPresent(key, (k, sum) -> NOTHING);
    }

    /** Returns the mean over all examples since the last reset; not a number if there are none. */
    @Override
    public float getAccumulator(String key) {
        Sum sum = sums.get(key);
        if (sum == null) {
            throw new IllegalArgumentException("No loss is accumulated under '" + key + "'");
        }
        return (float) (sum.losses() / sum.mass());
    }
}

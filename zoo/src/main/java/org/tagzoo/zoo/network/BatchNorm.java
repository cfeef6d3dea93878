package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * Batch norm over maps or vectors (arXiv:1502.03167).
 *
 * @param epsilon added to the variance
 * @param momentum share of a batch's statistics in the running ones, above 0 to 1, as PyTorch means
 *     it
 * @param frozen uses its running statistics in training too, and leaves them as they are
 */
public record BatchNorm(
        Parameter weight,
        Parameter bias,
        Parameter mean,
        Parameter variance,
        double epsilon,
        double momentum,
        boolean frozen)
        implements Op {

    /** What PyTorch adds to the variance if it is not told. */
    public static final double EPSILON = 1e-5;

    /** PyTorch's momentum if it is not told. */
    public static final double MOMENTUM = 0.1;

    public BatchNorm {
        if (!(momentum > 0 && momentum <= 1)) {
            throw new IllegalArgumentException(
                    "The momentum of batch norm is above 0 and at most 1, not " + momentum);
        }
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        if (inputs.get(0).channels() != weight.count()) {
            throw new IllegalArgumentException(
                    "A batch norm of %d channels does not take %s"
                            .formatted(weight.count(), inputs.get(0)));
        }
        return inputs.get(0);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.batch_norm(%s, %s, %s, %s, %s, %s, %s, %s, True)"
                .formatted(
                        step.input(0),
                        step.parameter(weight),
                        step.parameter(bias),
                        step.parameter(mean),
                        step.parameter(variance),
                        frozen ? "False" : "self.training",
                        // PyTorch prints 17 digits.
                        momentum == MOMENTUM ? "0.10000000000000001" : String.valueOf(momentum),
                        epsilon);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(weight, bias, mean, variance);
    }

    @Override
    public Op inUse() {
        return new BatchNorm(weight, bias, mean, variance, epsilon, momentum, true);
    }

    @Override
    public boolean movesStatistics() {
        return !frozen;
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }

    @Override
    public AtPositions atPositions() {
        return AtPositions.SAME;
    }

    @Override
    public Optional<Fold> foldInto(Op before, ParameterValues values) {
        return before instanceof Conv2d conv
                ? Optional.of(new NormFold(conv, this, values).fold())
                : Optional.empty();
    }
}

package org.tagzoo.zoo.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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
        return before instanceof Conv2d conv ? Optional.of(fold(conv, values)) : Optional.empty();
    }

    private Fold fold(Conv2d conv, ParameterValues given) {
        Supplier<float[]> shifts = () -> foldedBias(conv, given);
        Map<String, Supplier<float[]>> changed = new HashMap<>();
        changed.put(conv.weight().name(), () -> foldedWeight(conv, given));
        changed.put(bias.name(), conv.bias().isPresent() ? () -> all(0) : shifts);
        conv.bias().ifPresent(own -> changed.put(own.name(), shifts));
        changed.put(weight.name(), () -> all(Math.sqrt(1 + epsilon)));
        changed.put(mean.name(), () -> all(0));
        changed.put(variance.name(), () -> all(1));
        Optional<Parameter> foldedBias = Optional.of(conv.bias().orElse(bias));
        return new Fold(
                new Conv2d(conv.weight(), foldedBias, conv.kernel(), conv.groups()), changed);
    }

    private double[] scale(ParameterValues given) {
        float[] weights = given.values(weight);
        float[] variances = given.values(variance);
        double[] scale = new double[weights.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = weights[c] / Math.sqrt(variances[c] + epsilon);
        }
        return scale;
    }

    private float[] foldedWeight(Conv2d conv, ParameterValues given) {
        double[] scale = scale(given);
        float[] weights = given.values(conv.weight());
        int perChannel = weights.length / scale.length;
        float[] folded = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            folded[i] = (float) (weights[i] * scale[i / perChannel]);
        }
        return folded;
    }

    private float[] foldedBias(Conv2d conv, ParameterValues given) {
        double[] scale = scale(given);
        float[] means = given.values(mean);
        float[] shift = given.values(bias);
        float[] before = conv.bias().map(given::values).orElseGet(() -> new float[means.length]);
        float[] folded = new float[scale.length];
        for (int c = 0; c < folded.length; c++) {
            folded[c] = (float) (shift[c] + ((double) before[c] - means[c]) * scale[c]);
        }
        return folded;
    }

    private float[] all(double value) {
        float[] values = new float[weight.count()];
        Arrays.fill(values, (float) value);
        return values;
    }
}

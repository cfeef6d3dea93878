package org.tagzoo.zoo.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A batch norm as part of the convolution before it. */
record NormFold(Conv2d conv, BatchNorm norm, ParameterValues given) {

    Fold fold() {
        Parameter bias = conv.bias().orElse(norm.bias());
        return new Fold(
                new Conv2d(conv.weight(), Optional.of(bias), conv.window(), conv.groups()),
                changed());
    }

    private Map<String, Supplier<float[]>> changed() {
        Map<String, Supplier<float[]>> changed = new HashMap<>();
        changed.put(conv.weight().name(), this::weight);
        changed.put(norm.bias().name(), conv.bias().isPresent() ? () -> all(0) : this::bias);
        conv.bias().ifPresent(bias -> changed.put(bias.name(), this::bias));
        changed.put(norm.weight().name(), () -> all(Math.sqrt(1 + norm.epsilon())));
        changed.put(norm.mean().name(), () -> all(0));
        changed.put(norm.variance().name(), () -> all(1));
        return changed;
    }

    private double[] scale() {
        float[] weight = given.values(norm.weight());
        float[] variance = given.values(norm.variance());
        double[] scale = new double[weight.length];
        for (int c = 0; c < scale.length; c++) {
            scale[c] = weight[c] / Math.sqrt(variance[c] + norm.epsilon());
        }
        return scale;
    }

    private float[] weight() {
        double[] scale = scale();
        float[] weight = given.values(conv.weight());
        int perChannel = weight.length / scale.length;
        float[] folded = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            folded[i] = (float) (weight[i] * scale[i / perChannel]);
        }
        return folded;
    }

    private float[] bias() {
        double[] scale = scale();
        float[] mean = given.values(norm.mean());
        float[] shift = given.values(norm.bias());
        float[] before = conv.bias().map(given::values).orElseGet(() -> new float[mean.length]);
        float[] folded = new float[scale.length];
        for (int c = 0; c < folded.length; c++) {
            folded[c] = (float) (shift[c] + ((double) before[c] - mean[c]) * scale[c]);
        }
        return folded;
    }

    private float[] all(double value) {
        float[] values = new float[norm.weight().count()];
        Arrays.fill(values, (float) value);
        return values;
    }
}

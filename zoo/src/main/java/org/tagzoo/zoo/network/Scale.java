package org.tagzoo.zoo.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The product with a trained factor for each channel: layer scale (arXiv:2103.17239).
 *
 * @param factors {@code [C, 1, 1]} for maps, {@code [C]} for anything else, whose last dimension is
 *     C
 */
public record Scale(Parameter factors) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims dims = inputs.get(0);
        int width = dims.channels();
        List<Integer> taken = dims.isMap() ? List.of(width, 1, 1) : List.of(width);
        if (!factors.shape().equals(taken)) {
            throw new IllegalArgumentException(
                    "Factors %s scale one number each, not %s".formatted(factors.shape(), dims));
        }
        return dims;
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.mul(%s, %s)".formatted(step.input(0), step.parameter(factors));
    }

    @Override
    public ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(factors);
    }

    @Override
    public Optional<Fold> foldInto(Op before, ParameterValues values) {
        if (!(before instanceof Conv2d || before instanceof Linear)) {
            return Optional.empty();
        }
        Map<String, Supplier<float[]>> changed = new HashMap<>();
        before.parameters().forEach(p -> changed.put(p.name(), () -> scaled(p, values)));
        changed.put(factors.name(), this::ones);
        return Optional.of(new Fold(before, changed));
    }

    /** Numbers of one output channel lie together. */
    private float[] scaled(Parameter parameter, ParameterValues given) {
        float[] scale = given.values(factors);
        float[] values = given.values(parameter).clone();
        int perChannel = values.length / scale.length;
        for (int i = 0; i < values.length; i++) {
            values[i] *= scale[i / perChannel];
        }
        return values;
    }

    private float[] ones() {
        float[] ones = new float[factors.count()];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}

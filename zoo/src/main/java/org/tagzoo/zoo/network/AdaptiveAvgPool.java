package org.tagzoo.zoo.network;

import java.util.List;

/** Average pooling to {@code size x size} whatever comes in. */
public record AdaptiveAvgPool(int size) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return Dims.map(inputs.get(0).channels(), size, size);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.adaptive_avg_pool2d(%s, [%d, %d])".formatted(step.input(0), size, size);
    }
}

package org.tagzoo.zoo.torchscript;

import java.util.List;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.ScriptContext;

/** The smallest and the largest number of a map, {@code [N, 2]}. */
record Extremes() implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return Dims.vector(2);
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.stack([torch.amin(%1$s, [1, 2, 3]), torch.amax(%1$s, [1, 2, 3])], 1)"
                .formatted(step.input(0));
    }
}

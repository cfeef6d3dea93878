package org.tagzoo.zoo.torchscript;

import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.ScriptContext;

/** A map as bytes. */
record ToInt8(Quantization result) implements Op {

    /** PyTorch's number for unsigned bytes with a scale. */
    private static final int UNSIGNED = 13;

    @Override
    public String script(ScriptContext step) {
        return "torch.quantize_per_tensor(%s, %s, %d)"
                .formatted(step.input(0), result.script(), UNSIGNED);
    }
}

package org.tagzoo.zoo.torchscript;

import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.ScriptContext;

/** A map of bytes as float32. */
record FromInt8() implements Op {

    @Override
    public String script(ScriptContext step) {
        return "torch.dequantize(%s)".formatted(step.input(0));
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}

package org.tagzoo.zoo.torchscript;

import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.ScriptContext;

/**
 * The sum of two maps of bytes, as bytes.
 *
 * @param relu whether negative sums become 0
 */
record Int8Add(boolean relu, Quantization result) implements Op {

    @Override
    public String script(ScriptContext step) {
        return "ops.quantized.add%s(%s, %s, %s)"
                .formatted(relu ? "_relu" : "", step.input(0), step.input(1), result.script());
    }
}

package org.tagzoo.zoo.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pixels as bytes, {@code [N, H, W, 3]}, to normalised floats {@code [N, 3, H, W]}.
 *
 * @param dims {@code [N, 3, H, W]}
 */
public record Pixels(String name, Dims dims, Normalization normalization) implements InputOp {

    /** The usual name. */
    public static final String IMAGE = "image";

    @Override
    public String script(ScriptContext step) {
        // 6 is PyTorch's number for float32.
        return "torch.div(torch.sub(torch.to(%s, 6), self.%s), self.%s)"
                .formatted(step.laidOut(step.input(0)), constant("mean"), constant("deviation"));
    }

    @Override
    public Map<String, List<Double>> channelConstants() {
        Map<String, List<Double>> constants = new LinkedHashMap<>();
        constants.put(constant("mean"), normalization.mean());
        constants.put(constant("deviation"), normalization.deviation());
        return constants;
    }

    private String constant(String of) {
        return (name.equals(IMAGE) ? "pixel" : name) + "_" + of;
    }
}

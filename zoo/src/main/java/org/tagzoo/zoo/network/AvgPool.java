package org.tagzoo.zoo.network;

import java.util.List;

/** The mean of the elements under the window, padding counted as zeros. */
public record AvgPool(Window window) implements Op {

    public AvgPool {
        if (window.dilation() != 1) {
            throw new IllegalArgumentException(
                    "PyTorch's average pooling has no dilation, and this window has "
                            + window.dilation());
        }
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        return window.over(inputs.get(0), inputs.get(0).channels());
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.avg_pool2d(%s, %s, %s, %s, False, True)"
                .formatted(
                        step.input(0),
                        window.sizeScript(),
                        window.strideScript(),
                        window.paddingScript());
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.WITHOUT_GRADIENTS;
    }
}

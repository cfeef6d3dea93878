package org.tagzoo.zoo.network;

import java.util.List;

/** The largest of the elements under the window. */
public record MaxPool(Window window) implements Op {

    @Override
    public Dims dims(List<Dims> inputs) {
        return window.over(inputs.get(0), inputs.get(0).channels());
    }

    @Override
    public String script(ScriptContext step) {
        return "torch.max_pool2d(%s, %s, %s, %s%s)"
                .formatted(
                        step.input(0),
                        window.sizeScript(),
                        window.strideScript(),
                        window.paddingScript(),
                        window.dilation() == 1 ? "" : ", " + window.dilationScript());
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.WITHOUT_GRADIENTS;
    }
}

package org.tagzoo.zoo.network;

import java.util.List;

/** The largest of the elements under the kernel, or their mean, padding counted as zeros. */
public record Pool(Kind kind, KernelGeometry kernel) implements Op {

    /** What is taken of the elements. */
    public enum Kind {
        MAX,
        AVG
    }

    public Pool {
        if (kind == Kind.AVG && kernel.dilation() != 1) {
            throw new IllegalArgumentException(
                    "PyTorch's average pooling has no dilation, and this kernel has "
                            + kernel.dilation());
        }
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        return kernel.over(inputs.get(0), inputs.get(0).channels());
    }

    @Override
    public String script(ScriptContext step) {
        String geometry =
                "%s, %s, %s, %s"
                        .formatted(
                                step.input(0),
                                kernel.sizeScript(),
                                kernel.strideScript(),
                                kernel.paddingScript());
        String dilation = kernel.dilation() == 1 ? "" : ", " + kernel.dilationScript();
        return kind == Kind.MAX
                ? "torch.max_pool2d(%s%s)".formatted(geometry, dilation)
                : "torch.avg_pool2d(%s, False, True)".formatted(geometry);
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.WITHOUT_GRADIENTS;
    }
}

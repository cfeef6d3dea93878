package org.tagzoo.zoo.network;

import java.util.List;

/**
 * TensorFlow's "same" padding: zeros around a map, so that a kernel with a stride then gives {@code
 * ceil(size / stride)} places in each direction. They are counted from the size at run time, the
 * odd one below and to the right. Equal to {@code pad_same} of timm.
 *
 * @param kernel height and width of the kernel that follows; at least {@code stride}
 * @param stride of that kernel
 */
public record SamePadding(int kernel, int stride) implements Op {

    public SamePadding {
        if (stride < 1 || kernel < stride) {
            throw new IllegalArgumentException(
                    "A kernel of %d can't be padded for a stride of %d, which must be 1 to that"
                            .formatted(kernel, stride));
        }
    }

    /** Zeros before and after one side, {@code max((ceil(n / s) - 1) s + k - n, 0)}, made short. */
    private int total(int size) {
        return kernel - 1 - (size - 1) % stride;
    }

    @Override
    public Dims dims(List<Dims> inputs) {
        Dims map = inputs.get(0);
        if (!map.isMap()) {
            throw new IllegalArgumentException("Padding goes around maps, not " + map);
        }
        return Dims.map(
                map.channels(),
                map.height() + total(map.height()),
                map.width() + total(map.width()));
    }

    @Override
    public String script(ScriptContext step) {
        String map = step.input(0);
        return "torch.constant_pad_nd(%s, [%s, %s, %s, %s])"
                .formatted(map, side(map, 3, 0), side(map, 3, 1), side(map, 2, 0), side(map, 2, 1));
    }

    private String side(String map, int dimension, int oneMore) {
        return "torch.floordiv(torch.sub(%d, torch.remainder(torch.sub(torch.size(%s, %d), 1), %d)), 2)"
                .formatted(kernel - 1 + oneMore, map, dimension, stride);
    }

    @Override
    public Overwriting overwriting() {
        return Overwriting.ALWAYS;
    }
}

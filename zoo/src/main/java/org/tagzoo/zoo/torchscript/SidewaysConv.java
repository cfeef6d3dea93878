package org.tagzoo.zoo.torchscript;

import java.util.Optional;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.network.KernelGeometry;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.SamePadding;
import org.tagzoo.zoo.network.ScriptContext;

/**
 * A depthwise convolution of stride 2 after {@link SamePadding} as one with half a kernel of
 * padding on each side, which is the only kind that PyTorch's engine is fast at with bytes. Where a
 * side is even, TensorFlow pads one row less before the map than that: there the map gets one row
 * more, and the first row of the result is dropped.
 *
 * @param convolution with its padding
 * @param rows to add and drop, 0 or 1
 * @param columns to add and drop, 0 or 1
 */
record SidewaysConv(Conv2d convolution, int rows, int columns) {

    /** Returns it, if a convolution is of that kind. */
    static Optional<SidewaysConv> of(Conv2d convolution, SamePadding padding, Dims map) {
        KernelGeometry kernel = convolution.kernel();
        boolean isIt =
                convolution.groups() == map.channels()
                        && kernel.equals(KernelGeometry.square(kernel.height(), 2, 0))
                        && kernel.height() % 2 == 1
                        && padding.equals(new SamePadding(kernel.height(), 2));
        int half = kernel.height() / 2;
        return isIt
                ? Optional.of(
                        new SidewaysConv(
                                new Conv2d(
                                        convolution.weight(),
                                        convolution.bias(),
                                        KernelGeometry.square(kernel.height(), 2, half),
                                        convolution.groups()),
                                1 - map.height() % 2,
                                1 - map.width() % 2))
                : Optional.empty();
    }

    /** Returns whether rows or columns are added and dropped. */
    boolean isMoved() {
        return rows + columns > 0;
    }

    Op more() {
        return new More(rows, columns);
    }

    Op fewer() {
        return new Fewer(rows, columns);
    }

    /** The map with zeros above and to the left. */
    record More(int rows, int columns) implements Op {

        @Override
        public String script(ScriptContext step) {
            return "torch.constant_pad_nd(%s, [%d, 0, %d, 0])"
                    .formatted(step.input(0), columns, rows);
        }
    }

    /** The map without its first row and column. */
    record Fewer(int rows, int columns) implements Op {

        @Override
        public String script(ScriptContext step) {
            return "torch.slice(torch.slice(%s, 2, %d), 3, %d)"
                    .formatted(step.input(0), rows, columns);
        }
    }
}

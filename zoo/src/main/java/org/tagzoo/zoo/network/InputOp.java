package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Map;

/** What a network is given: an argument of its {@code forward}. */
public interface InputOp extends Op {

    /** Returns the name of the input, unique in a graph, such as {@code image}. */
    String name();

    /** Returns its shape; a map comes in as {@code [N, H, W, C]}. */
    Dims dims();

    @Override
    default Dims dims(List<Dims> inputs) {
        return dims();
    }

    @Override
    default ElementType type(List<ElementType> inputs) {
        return ElementType.FLOAT32;
    }

    /**
     * Returns numbers for each channel that its script reads as {@code self.name}, {@code [1, C, 1,
     * 1]}; none by default.
     */
    default Map<String, List<Double>> channelConstants() {
        return Map.of();
    }
}

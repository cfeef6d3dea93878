package org.tagzoo.zoo.network;

import java.util.List;

/**
 * What oneDNN does to each result of a convolution in the same pass.
 *
 * @param name PyTorch's name of it in {@code mkldnn::_convolution_pointwise}
 * @param scalars its settings, in order
 * @param afterSum whether it is also there after a sum
 */
public record FusedActivation(String name, List<Double> scalars, boolean afterSum) {

    public FusedActivation {
        scalars = List.copyOf(scalars);
    }
}

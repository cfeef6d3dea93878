package org.tagzoo.benchmarks.endtoend;

import java.util.List;
import org.tagzoo.zoo.network.Normalization;

/** What torchvision's networks expect of a pixel from 0 to 255. */
final class ImageNet {

    static final Normalization NORMALIZATION =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    private ImageNet() {}
}

package org.tagzoo.zoo.network;

import java.util.Optional;
import org.apache.commons.lang3.StringUtils;

/**
 * AlexNet as torchvision has it (arXiv:1404.5997). The embedding is what the last layer before the
 * classes gets: 4,096 numbers. Its stages are {@code features3}, {@code features6}, {@code
 * features8}, {@code features10} and {@code classifier}.
 */
public record AlexNet() implements Backbone {

    @Override
    public String name() {
        return "alexnet";
    }

    @Override
    public Value embed(Scope root, Value image) {
        Scope features = root.child("features");
        Value x = conv(features.child(0), image, 64, KernelGeometry.square(11, 4, 2));
        x = Layers.maxPool(x, 3, 2, 0).beginStage("features3");
        x = conv(features.child(3), x, 192, KernelGeometry.square(5, 1, 2));
        x = Layers.maxPool(x, 3, 2, 0).beginStage("features6");
        x = conv(features.child(6), x, 384, KernelGeometry.square(3, 1, 1));
        x = conv(features.child(8), x.beginStage("features8"), 256, KernelGeometry.square(3, 1, 1));
        x = x.beginStage("features10");
        x = conv(features.child(10), x, 256, KernelGeometry.square(3, 1, 1));
        x = Layers.maxPool(x, 3, 2, 0);
        x = Layers.flatten(Layers.adaptiveAvgPool(x, 6)).beginStage("classifier");
        Scope classifier = root.child("classifier");
        x = Layers.relu(Layers.linear(classifier.child(1), Layers.dropout(x, 0.5), 4096));
        return Layers.relu(Layers.linear(classifier.child(4), Layers.dropout(x, 0.5), 4096));
    }

    private static Value conv(Scope scope, Value x, int out, KernelGeometry kernel) {
        int in = x.dims().channels();
        Init init = Init.uniform(1 / Math.sqrt((double) in * kernel.height() * kernel.width()));
        return Layers.relu(Layers.conv(scope, x, out, kernel, init, Optional.of(init)));
    }

    /** Trained on several devices at once, as Places365's was, its convolutions lie one deeper. */
    @Override
    public String nameOf(String tensor) {
        return StringUtils.replaceOnce(tensor, "features.module.", "features.");
    }

    @Override
    public String headName() {
        return "classifier.6";
    }
}

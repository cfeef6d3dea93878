package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * VGG with 16 layers (arXiv:1409.1556), with and without batch norm, as torchvision has it. The
 * embedding is what the last layer before the classes gets: 4,096 numbers.
 *
 * <p>Its stages are {@code features5} and so on, from the index of their first convolution, and
 * {@code classifier}.
 *
 * @param name such as {@code vgg16_bn}
 * @param batchNorm whether batch norm follows each convolution
 */
public record Vgg(String name, boolean batchNorm) implements Backbone {

    /** Channels of each convolution, stage by stage; a max-pool ends a stage. */
    private static final List<List<Integer>> STAGES =
            List.of(
                    List.of(64, 64),
                    List.of(128, 128),
                    List.of(256, 256, 256),
                    List.of(512, 512, 512),
                    List.of(512, 512, 512));

    @Override
    public Value embed(Scope root, Value image) {
        Scope features = root.child("features");
        Value x = image;
        int index = 0;
        for (List<Integer> stage : STAGES) {
            if (index > 0) {
                x.beginStage("features" + index);
            }
            for (int channels : stage) {
                x = conv(features.child(index++), x, channels);
                if (batchNorm) {
                    x = Layers.batchNorm(features.child(index++), x);
                }
                x = Layers.relu(x);
                index++;
            }
            x = Layers.maxPool(x, 2, 2, 0);
            index++;
        }
        x = Layers.flatten(Layers.adaptiveAvgPool(x, 7));
        Scope classifier = root.child("classifier");
        x.beginStage("classifier");
        x = Layers.dropout(Layers.relu(linear(classifier.child(0), x)), 0.5);
        return Layers.dropout(Layers.relu(linear(classifier.child(3), x)), 0.5);
    }

    private static Value conv(Scope scope, Value x, int out) {
        return Layers.conv(
                scope, x, out, 3, 1, 1, Layers.heFanOut(out, 3), Optional.of(Init.constant(0)));
    }

    private static Value linear(Scope scope, Value x) {
        return Layers.linear(scope, x, 4096, Init.normal(0.01), Init.constant(0));
    }

    @Override
    public String headName() {
        return "classifier.6";
    }
}

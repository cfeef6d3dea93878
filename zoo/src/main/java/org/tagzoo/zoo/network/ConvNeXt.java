package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * ConvNeXt (arXiv:2201.03545) as torchvision has it. Its stages are {@code features2} to {@code
 * features7}, of which the even ones halve the map, and {@code classifier}.
 *
 * @param name such as {@code convnext_tiny}
 * @param channels of the first blocks; twice as many after each halving
 * @param blocks between the halvings
 * @param stochasticDepth the share of images for which the last block is skipped in training
 */
public record ConvNeXt(String name, int channels, List<Integer> blocks, double stochasticDepth)
        implements Backbone {

    private static final double EPSILON = 1e-6;

    /** What layer scale begins with. */
    private static final double SMALL = 1e-6;

    private static final Init WEIGHT = Init.normal(0.02);
    private static final Init ZERO = Init.constant(0);

    public ConvNeXt {
        blocks = List.copyOf(blocks);
    }

    @Override
    public Value embed(Scope root, Value image) {
        Scope features = root.child("features");
        int last = blocks.stream().mapToInt(Integer::intValue).sum() - 1;
        int index = 0;
        Value x = conv(features.child("0.0"), image, channels, KernelGeometry.square(4, 4, 0), 1);
        x = Layers.layerNorm(features.child("0.1"), x, EPSILON);
        for (int stage = 0; stage < blocks.size(); stage++) {
            if (stage > 0) {
                Scope halving = features.child(2 * stage);
                x = Layers.layerNorm(halving.child(0), begin(2 * stage, x), EPSILON);
                int out = 2 * x.dims().channels();
                x = conv(halving.child(1), x, out, KernelGeometry.square(2, 2, 0), 1);
                x = begin(2 * stage + 1, x);
            }
            for (int block = 0; block < blocks.get(stage); block++) {
                Scope scope = features.child(2 * stage + 1).child(block);
                x = block(scope, x, stochasticDepth * index++ / last);
            }
        }
        x = Layers.flatten(Layers.adaptiveAvgPool(x, 1)).beginStage("classifier");
        return Layers.layerNorm(root.child("classifier").child(0), x, EPSILON);
    }

    private static Value begin(int index, Value x) {
        return x.beginStage("features" + index);
    }

    private static Value block(Scope scope, Value x, double dropped) {
        int channels = x.dims().channels();
        Parameter scale = scope.trained("layer_scale", Init.constant(SMALL), channels, 1, 1);
        Scope branch = scope.child("block");
        Value y = conv(branch.child(0), x, channels, KernelGeometry.centered(7, 7), channels);
        y = Layers.layerNorm(branch.child(2), y, EPSILON);
        y = Layers.linearAtPositions(branch.child(3), y, 4 * channels, WEIGHT, ZERO);
        y =
                Layers.linearAtPositions(
                        branch.child(5), y.then(Nonlinearity.GELU), channels, WEIGHT, ZERO);
        return Layers.add(Layers.stochasticDepth(y.then(new Scale(scale)), dropped), x);
    }

    private static Value conv(Scope scope, Value x, int out, KernelGeometry kernel, int groups) {
        return Layers.conv(scope, x, out, kernel, groups, WEIGHT, Optional.of(ZERO));
    }

    @Override
    public String headName() {
        return "classifier.2";
    }
}

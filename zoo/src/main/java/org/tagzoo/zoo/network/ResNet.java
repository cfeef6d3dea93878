package org.tagzoo.zoo.network;

import static org.tagzoo.zoo.network.Layers.add;
import static org.tagzoo.zoo.network.Layers.batchNorm;
import static org.tagzoo.zoo.network.Layers.relu;

import java.util.List;

/**
 * Residual networks (arXiv:1512.03385) as torchvision has them: the stride of a bottleneck is on
 * its 3x3 convolution. With {@code strideOnFirst} it is on the first 1x1, as in the paper and in
 * Keras. Its stages are {@code layer1} to {@code layer4}.
 *
 * @param name such as {@code resnet50}
 * @param blocks blocks in each of the four stages
 * @param bottleneck three convolutions a block, and four times the channels, instead of two
 * @param strideOnFirst where a bottleneck's stride is
 * @param shortcut whether a block gives the sum of what its layers make of a map and of the map
 *     itself, as all published ones do; else the former alone, which the paper calls a plain
 *     network
 */
public record ResNet(
        String name,
        List<Integer> blocks,
        boolean bottleneck,
        boolean strideOnFirst,
        boolean shortcut)
        implements Backbone {

    public ResNet {
        blocks = List.copyOf(blocks);
    }

    /** A network with shortcuts. */
    public ResNet(String name, List<Integer> blocks, boolean bottleneck, boolean strideOnFirst) {
        this(name, blocks, bottleneck, strideOnFirst, true);
    }

    @Override
    public Value embed(Scope root, Value image) {
        Value x = conv(root.child("conv1"), image, 64, 7, 2);
        x = relu(batchNorm(root.child("bn1"), x));
        x = Layers.maxPool(x, 3, 2, 1);
        for (int stage = 0; stage < blocks.size(); stage++) {
            Scope scope = root.child("layer" + (stage + 1));
            x.beginStage("layer" + (stage + 1));
            int width = 64 << stage;
            for (int block = 0; block < blocks.get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                x = block(scope.child(block), x, width, stride);
            }
        }
        return Layers.flatten(Layers.adaptiveAvgPool(x, 1));
    }

    private Value block(Scope scope, Value x, int width, int stride) {
        int out = bottleneck ? 4 * width : width;
        Value y = bottleneck ? bottleneck(scope, x, width, stride) : basic(scope, x, width, stride);
        if (!shortcut) {
            return relu(y);
        }
        Value same = x;
        if (stride != 1 || x.dims().channels() != out) {
            Scope downsample = scope.child("downsample");
            same = batchNorm(downsample.child(1), conv(downsample.child(0), x, out, 1, stride));
        }
        return relu(add(y, same));
    }

    private Value basic(Scope scope, Value x, int width, int stride) {
        Value y =
                relu(
                        batchNorm(
                                scope.child("bn1"),
                                conv(scope.child("conv1"), x, width, 3, stride)));
        return batchNorm(scope.child("bn2"), conv(scope.child("conv2"), y, width, 3, 1));
    }

    private Value bottleneck(Scope scope, Value x, int width, int stride) {
        int first = strideOnFirst ? stride : 1;
        int second = strideOnFirst ? 1 : stride;
        Value y =
                relu(batchNorm(scope.child("bn1"), conv(scope.child("conv1"), x, width, 1, first)));
        y = relu(batchNorm(scope.child("bn2"), conv(scope.child("conv2"), y, width, 3, second)));
        return batchNorm(scope.child("bn3"), conv(scope.child("conv3"), y, 4 * width, 1, 1));
    }

    private static Value conv(Scope scope, Value x, int out, int kernel, int stride) {
        return Layers.conv(scope, x, out, kernel, stride, 1);
    }
}

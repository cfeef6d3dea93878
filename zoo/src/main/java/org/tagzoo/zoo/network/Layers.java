package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.ArrayUtils;

/**
 * The layers that networks are made of. Each declares its parameters in the scope it gets, with
 * PyTorch's names. An {@link Op} without one is used by {@link Value#then}.
 */
public final class Layers {

    private Layers() {}

    /** A convolution with bias, started as {@code torch.nn.Conv2d} does. */
    public static Value conv(Scope scope, Value x, int out, int kernel, int padding) {
        return conv(scope, x, out, KernelGeometry.square(kernel, 1, padding));
    }

    /** A convolution with bias and any kernel geometry, started as {@code torch.nn.Conv2d} does. */
    static Value conv(Scope scope, Value x, int out, KernelGeometry kernel) {
        double seen = (double) x.dims().channels() * kernel.height() * kernel.width();
        Init init = Init.uniform(1 / Math.sqrt(seen));
        return conv(scope, x, out, kernel, init, Optional.of(init));
    }

    /** A convolution; no bias where {@code biasInit} is empty. Result {@code [N, out, H', W']}. */
    public static Value conv(
            Scope scope,
            Value x,
            int out,
            int kernel,
            int stride,
            int padding,
            Init weightInit,
            Optional<Init> biasInit) {
        return conv(
                scope,
                x,
                out,
                KernelGeometry.square(kernel, stride, padding),
                weightInit,
                biasInit);
    }

    /** A convolution with any kernel geometry. */
    public static Value conv(
            Scope scope,
            Value x,
            int out,
            KernelGeometry kernel,
            Init weightInit,
            Optional<Init> biasInit) {
        return conv(scope, x, out, kernel, 1, weightInit, biasInit);
    }

    /**
     * A convolution in groups of channels.
     *
     * @param groups of which each sees its own share of the channels; must divide those of {@code
     *     x} and {@code out}
     */
    public static Value conv(
            Scope scope,
            Value x,
            int out,
            KernelGeometry kernel,
            int groups,
            Init weightInit,
            Optional<Init> biasInit) {
        int in = x.dims().channels();
        if (groups < 1 || in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(
                    "Groups must divide the channels, %d and %d, which %d does not"
                            .formatted(in, out, groups));
        }
        Parameter weight =
                scope.trained(
                        "weight", weightInit, out, in / groups, kernel.height(), kernel.width());
        Optional<Parameter> bias = biasInit.map(init -> scope.trained("bias", init, out));
        return x.then(new Conv2d(weight, bias, kernel, groups));
    }

    /**
     * A square convolution without bias that pads by half its kernel, started by {@link #heFanOut}.
     */
    static Value conv(Scope scope, Value x, int out, int kernel, int stride, int groups) {
        KernelGeometry geometry = KernelGeometry.square(kernel, stride, kernel / 2);
        return conv(scope, x, out, geometry, groups, heFanOut(out, kernel), Optional.empty());
    }

    /**
     * A 3x3 convolution of each channel by itself, without bias, and a 1x1 one with bias, as
     * Keras's {@code SeparableConv2D} (arXiv:1610.02357); the map keeps its size.
     */
    static Value separable(Scope depthwise, Scope pointwise, Value x, int out) {
        KernelGeometry kernel = KernelGeometry.square(3, 1, 1);
        int in = x.dims().channels();
        Init own = Init.uniform(1 / Math.sqrt(9));
        Value y = conv(depthwise, x, in, kernel, in, own, Optional.empty());
        return conv(pointwise, y, out, 1, 0);
    }

    /**
     * He's initialisation for ReLU by fan-out, as torchvision's ResNet and VGG use it
     * (arXiv:1502.01852).
     */
    public static Init heFanOut(int out, int kernel) {
        return Init.normal(Math.sqrt(2.0 / ((double) out * kernel * kernel)));
    }

    /** Batch norm over channels (arXiv:1502.03167); epsilon 1e-5, momentum 0.1, as in PyTorch. */
    public static Value batchNorm(Scope scope, Value x) {
        return batchNorm(scope, x, BatchNorm.EPSILON);
    }

    /** Batch norm that adds {@code epsilon} to the variance. */
    public static Value batchNorm(Scope scope, Value x, double epsilon) {
        return batchNorm(scope, x, epsilon, BatchNorm.MOMENTUM);
    }

    /**
     * Batch norm of any epsilon and momentum.
     *
     * @param momentum share of a batch's statistics in the running ones, as PyTorch means it
     */
    public static Value batchNorm(Scope scope, Value x, double epsilon, double momentum) {
        return batchNorm(scope, x, epsilon, momentum, false);
    }

    /**
     * Batch norm that keeps its weights and running statistics as they are: a fixed scaling of
     * {@code x}.
     */
    public static Value frozenBatchNorm(Scope scope, Value x) {
        return batchNorm(scope, x, BatchNorm.EPSILON, BatchNorm.MOMENTUM, true);
    }

    private static Value batchNorm(
            Scope scope, Value x, double epsilon, double momentum, boolean frozen) {
        int channels = x.dims().channels();
        List<Integer> shape = List.of(channels);
        Parameter.Role role = frozen ? Parameter.Role.FIXED : Parameter.Role.TRAINED;
        Parameter weight = scope.declare("weight", role, Init.constant(1), shape);
        Parameter bias = scope.declare("bias", role, Init.constant(0), shape);
        Parameter mean =
                scope.declare("running_mean", Parameter.Role.STATISTIC, Init.constant(0), shape);
        Parameter variance =
                scope.declare("running_var", Parameter.Role.STATISTIC, Init.constant(1), shape);
        scope.declare("num_batches_tracked", Parameter.Role.COUNTER, Init.constant(0), List.of());
        return x.then(new BatchNorm(weight, bias, mean, variance, epsilon, momentum, frozen));
    }

    /**
     * Layer norm over the channels of a map, or over the last dimension of anything else; started
     * at 1 and 0.
     */
    public static Value layerNorm(Scope scope, Value x, double epsilon) {
        int width = x.dims().channels();
        Parameter weight = scope.trained("weight", Init.constant(1), width);
        Parameter bias = scope.trained("bias", Init.constant(0), width);
        return x.then(new LayerNorm(weight, bias, epsilon, x.dims().isMap()));
    }

    /**
     * Images as tokens: each square of {@code size} pixels becomes one, by a linear layer that is a
     * convolution. Result {@code [N, H / size * W / size, width]}.
     *
     * @param network for the message
     * @throws IllegalArgumentException if {@code size} does not divide the images' sides
     */
    static Value patches(
            Scope scope, Value image, String network, int size, int width, Optional<Init> bias) {
        Dims dims = image.dims();
        if (dims.height() % size != 0 || dims.width() % size != 0) {
            throw new IllegalArgumentException(
                    "%s takes images whose sides are multiples of %d pixels, such as %d, not %d x %d"
                            .formatted(
                                    network,
                                    size,
                                    Math.max(1, Math.round((float) dims.width() / size)) * size,
                                    dims.height(),
                                    dims.width()));
        }
        KernelGeometry kernel = KernelGeometry.square(size, size, 0);
        Init weight = Init.normal(1 / Math.sqrt(3.0 * size * size));
        return conv(scope, image, width, kernel, weight, bias).then(new ToTokens());
    }

    /** A linear layer started as {@code torch.nn.Linear} does. Result {@code [N, out]}. */
    public static Value linear(Scope scope, Value x, int out) {
        Init init = Init.uniform(1 / Math.sqrt(x.dims().channels()));
        return linear(scope, x, out, init, init);
    }

    public static Value linear(Scope scope, Value x, int out, Init weightInit, Init biasInit) {
        if (x.dims().isMap()) {
            throw new IllegalArgumentException(
                    "A linear layer takes vectors or tokens, not " + x.dims());
        }
        Parameter weight = scope.trained("weight", weightInit, out, x.dims().channels());
        Parameter bias = scope.trained("bias", biasInit, out);
        return x.then(new Linear(weight, bias));
    }

    /** A linear layer at each position of a map by itself. Result {@code [N, out, H, W]}. */
    public static Value linearAtPositions(
            Scope scope, Value x, int out, Init weightInit, Init biasInit) {
        Parameter weight = scope.trained("weight", weightInit, out, x.dims().channels());
        Optional<Parameter> bias = Optional.of(scope.trained("bias", biasInit, out));
        return x.then(new Conv2d(weight, bias, KernelGeometry.square(1, 1, 0), 1));
    }

    /**
     * The product with a factor of its own for each channel of a map, or each number of the last
     * dimension of anything else: layer scale (arXiv:2103.17239).
     *
     * @param initial what each factor starts with
     */
    public static Value scale(Scope scope, String name, Value x, double initial) {
        int width = x.dims().channels();
        Integer[] shape = x.dims().isMap() ? new Integer[] {width, 1, 1} : new Integer[] {width};
        return x.then(new Scale(scope.trained(name, Init.constant(initial), shape)));
    }

    /**
     * A trained parameter as a value, the same for every image, such as a class token.
     *
     * @param x any value, which tells how many images there are
     * @param shape of the result without the number of images
     */
    public static Value learned(Scope scope, String name, Value x, Init init, Integer... shape) {
        return x.then(new Learned(scope.trained(name, init, ArrayUtils.insert(0, shape, 1))));
    }

    public static Value relu(Value x) {
        return x.then(new Relu(false));
    }

    public static Value add(Value x, Value y) {
        return x.then(new Add(), y);
    }

    /**
     * Maps one after the other along channels, vectors along features, or token after token.
     *
     * @param first one or more, alike but in the number of channels, features or tokens
     */
    public static Value concatenate(Value first, Value... others) {
        return first.then(new Concatenate(), others);
    }

    public static Value maxPool(Value x, int kernel, int stride, int padding) {
        return maxPool(x, KernelGeometry.square(kernel, stride, padding));
    }

    public static Value maxPool(Value x, KernelGeometry kernel) {
        return x.then(new Pool(Pool.Kind.MAX, kernel));
    }

    /** Average pooling; the mean counts padding as zeros. */
    public static Value avgPool(Value x, KernelGeometry kernel) {
        return x.then(new Pool(Pool.Kind.AVG, kernel));
    }

    /** Average pooling to {@code size x size}. */
    public static Value adaptiveAvgPool(Value x, int size) {
        return x.then(new AdaptiveAvgPool(size));
    }

    /** A map as one vector, channel by channel. */
    public static Value flatten(Value x) {
        return x.then(new Flatten());
    }

    public static Value dropout(Value x, double probability) {
        return x.then(new Dropout(probability));
    }

    /**
     * Drops all of an image's elements or none, in training only: a residual branch is skipped
     * (arXiv:1603.09382).
     */
    public static Value stochasticDepth(Value x, double probability) {
        return probability == 0
                ? x
                : x.then(new Dropout(probability, x.dims().sizes().size(), false));
    }

    /** Returns the multiple of 8 next to a number of channels, never less by more than a tenth. */
    static int channels(double wanted) {
        int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
        return rounded < 0.9 * wanted ? rounded + 8 : rounded;
    }
}

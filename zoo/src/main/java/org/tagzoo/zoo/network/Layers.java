package org.tagzoo.zoo.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The layers that networks are made of. Each declares its parameters in the scope it gets, with
 * PyTorch's names.
 */
public final class Layers {

    /** What PyTorch's batch norm adds to the variance if it is not told. */
    private static final double EPSILON = 1e-5;

    private Layers() {}

    /** A convolution with bias, started as {@code torch.nn.Conv2d} does. */
    public static Value conv(Scope scope, Value x, int out, int kernel, int padding) {
        double bound = 1 / Math.sqrt((double) x.dims().channels() * kernel * kernel);
        return conv(
                scope,
                x,
                out,
                kernel,
                1,
                padding,
                Init.uniform(bound),
                Optional.of(Init.uniform(bound)));
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
        return conv(scope, x, out, Window.square(kernel, stride, padding), weightInit, biasInit);
    }

    /** A convolution with any window. */
    public static Value conv(
            Scope scope,
            Value x,
            int out,
            Window window,
            Init weightInit,
            Optional<Init> biasInit) {
        Parameter weight =
                scope.trained(
                        "weight",
                        weightInit,
                        out,
                        x.dims().channels(),
                        window.height(),
                        window.width());
        Optional<Parameter> bias = biasInit.map(init -> scope.trained("bias", init, out));
        return x.tracer().add(new Op.Conv2d(weight, bias, window), window.over(x.dims(), out), x);
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
        return batchNorm(scope, x, EPSILON);
    }

    /** Batch norm that adds {@code epsilon} to the variance. */
    public static Value batchNorm(Scope scope, Value x, double epsilon) {
        return batchNorm(scope, x, epsilon, false);
    }

    /**
     * Batch norm that keeps its weights and running statistics as they are: a fixed scaling of
     * {@code x}.
     */
    public static Value frozenBatchNorm(Scope scope, Value x) {
        return batchNorm(scope, x, EPSILON, true);
    }

    private static Value batchNorm(Scope scope, Value x, double epsilon, boolean frozen) {
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
        Op norm = new Op.BatchNorm(weight, bias, mean, variance, epsilon, frozen);
        return x.tracer().add(norm, x.dims(), x);
    }

    /** A linear layer started as {@code torch.nn.Linear} does. Result {@code [N, out]}. */
    public static Value linear(Scope scope, Value x, int out) {
        Init init = Init.uniform(1 / Math.sqrt(x.dims().channels()));
        return linear(scope, x, out, init, init);
    }

    public static Value linear(Scope scope, Value x, int out, Init weightInit, Init biasInit) {
        if (x.dims().isMap()) {
            throw new IllegalArgumentException("A linear layer takes vectors, not " + x.dims());
        }
        Parameter weight = scope.trained("weight", weightInit, out, x.dims().channels());
        Parameter bias = scope.trained("bias", biasInit, out);
        return x.tracer().add(new Op.Linear(weight, bias), Dims.vector(out), x);
    }

    public static Value relu(Value x) {
        return x.tracer().add(new Op.Relu(), x.dims(), x);
    }

    public static Value add(Value x, Value y) {
        if (!x.dims().equals(y.dims())) {
            throw new IllegalArgumentException("Can't add " + x.dims() + " and " + y.dims());
        }
        return x.tracer().add(new Op.Add(), x.dims(), x, y);
    }

    /**
     * Maps one after the other along channels, or vectors along features.
     *
     * @param parts one or more, alike but in the number of channels or features
     */
    public static Value concatenate(Value... parts) {
        List<Integer> first = parts[0].dims().sizes();
        int channels = 0;
        for (Value part : parts) {
            List<Integer> sizes = part.dims().sizes();
            if (!sizes.subList(1, sizes.size()).equals(first.subList(1, first.size()))) {
                throw new IllegalArgumentException(
                        "Can't put %s after %s".formatted(part.dims(), parts[0].dims()));
            }
            channels += part.dims().channels();
        }
        List<Integer> all = new ArrayList<>(first);
        all.set(0, channels);
        return parts[0].tracer().add(new Op.Concatenate(), new Dims(all), parts);
    }

    public static Value maxPool(Value x, int kernel, int stride, int padding) {
        return maxPool(x, Window.square(kernel, stride, padding));
    }

    public static Value maxPool(Value x, Window window) {
        return x.tracer()
                .add(new Op.MaxPool(window), window.over(x.dims(), x.dims().channels()), x);
    }

    /** Average pooling; the mean counts padding as zeros. */
    public static Value avgPool(Value x, Window window) {
        return x.tracer()
                .add(new Op.AvgPool(window), window.over(x.dims(), x.dims().channels()), x);
    }

    /** Average pooling to {@code size x size}. */
    public static Value adaptiveAvgPool(Value x, int size) {
        return x.tracer()
                .add(new Op.AdaptiveAvgPool(size), Dims.map(x.dims().channels(), size, size), x);
    }

    /** A map as one vector, channel by channel. */
    public static Value flatten(Value x) {
        return x.tracer().add(new Op.Flatten(), Dims.vector(x.dims().count()), x);
    }

    public static Value dropout(Value x, double probability) {
        return x.tracer().add(new Op.Dropout(probability), x.dims(), x);
    }
}

package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Optional;

/**
 * The layers that networks are made of. Each declares its parameters in the scope it gets, with
 * PyTorch's names.
 */
public final class Layers {

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
        Parameter weight =
                scope.trained("weight", weightInit, out, x.dims().channels(), kernel, kernel);
        Optional<Parameter> bias = biasInit.map(init -> scope.trained("bias", init, out));
        Dims dims =
                Dims.map(
                        out,
                        windows(x.dims().height(), kernel, stride, padding),
                        windows(x.dims().width(), kernel, stride, padding));
        return x.tracer().add(new Op.Conv2d(weight, bias, stride, padding), dims, x);
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
        return batchNorm(scope, x, false);
    }

    /**
     * Batch norm that keeps its weights and running statistics as they are: a fixed scaling of
     * {@code x}.
     */
    public static Value frozenBatchNorm(Scope scope, Value x) {
        return batchNorm(scope, x, true);
    }

    private static Value batchNorm(Scope scope, Value x, boolean frozen) {
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
        return x.tracer().add(new Op.BatchNorm(weight, bias, mean, variance, frozen), x.dims(), x);
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

    public static Value maxPool(Value x, int kernel, int stride, int padding) {
        Dims dims =
                Dims.map(
                        x.dims().channels(),
                        windows(x.dims().height(), kernel, stride, padding),
                        windows(x.dims().width(), kernel, stride, padding));
        return x.tracer().add(new Op.MaxPool(kernel, stride, padding), dims, x);
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

    private static int windows(int size, int kernel, int stride, int padding) {
        int windows = Math.floorDiv(size + 2 * padding - kernel, stride) + 1;
        if (windows < 1) {
            throw new IllegalArgumentException(
                    "Pictures are too small: a window of %d does not fit into %d (padding %d)"
                            .formatted(kernel, size, padding));
        }
        return windows;
    }
}

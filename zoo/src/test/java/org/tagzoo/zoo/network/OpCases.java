package org.tagzoo.zoo.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.tagzoo.datasets.image.ImageSize;

/** Small networks of one op or two each, built as those of {@code make_ops.py}. */
final class OpCases {

    static final int HEIGHT = 9;
    static final int WIDTH = 11;
    static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    static final Init INIT = Init.constant(0);

    static final Map<String, BiFunction<Scope, Value, Value>> CASES =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("convolution", (r, x) -> same(r.child("a"), x)),
                            Map.entry(
                                    "strided",
                                    (r, x) ->
                                            Layers.conv(
                                                    r.child("a"),
                                                    x,
                                                    5,
                                                    3,
                                                    2,
                                                    1,
                                                    INIT,
                                                    Optional.empty())),
                            Map.entry(
                                    "rectangular",
                                    (r, x) -> conv(r, x, 4, KernelGeometry.centered(1, 7), 1)),
                            Map.entry(
                                    "dilated",
                                    (r, x) ->
                                            conv(
                                                    r,
                                                    x,
                                                    4,
                                                    KernelGeometry.square(3, 1, 2).dilated(2),
                                                    1)),
                            Map.entry(
                                    "grouped",
                                    (r, x) -> conv(r, x, 6, KernelGeometry.square(3, 1, 0), 3)),
                            Map.entry(
                                    "same_padding",
                                    (r, x) ->
                                            conv(
                                                    r,
                                                    x.then(new SamePadding(5, 3)),
                                                    4,
                                                    KernelGeometry.square(5, 3, 0),
                                                    1)),
                            Map.entry(
                                    "batch_norm",
                                    (r, x) -> Layers.batchNorm(r.child("a"), x, 0.01)),
                            Map.entry("max_pool", (r, x) -> Layers.maxPool(x, 3, 2, 1)),
                            Map.entry(
                                    "dilated_max_pool",
                                    (r, x) ->
                                            Layers.maxPool(
                                                    x, KernelGeometry.square(2, 1, 0).dilated(3))),
                            Map.entry(
                                    "avg_pool",
                                    (r, x) -> Layers.avgPool(x, KernelGeometry.square(3, 2, 1))),
                            Map.entry("adaptive", (r, x) -> Layers.adaptiveAvgPool(x, 4)),
                            Map.entry("relu", (r, x) -> Layers.relu(x)),
                            Map.entry("relu6", activated(new Relu(true))),
                            Map.entry("silu", activated(Nonlinearity.SILU)),
                            Map.entry("gelu", activated(Nonlinearity.GELU)),
                            Map.entry("sigmoid", activated(Nonlinearity.SIGMOID)),
                            Map.entry("hard_sigmoid", activated(Nonlinearity.HARD_SIGMOID)),
                            Map.entry("hard_swish", activated(Nonlinearity.HARD_SWISH)),
                            Map.entry(
                                    "layer_norm",
                                    (r, x) -> Layers.layerNorm(r.child("a"), x, 1e-6)),
                            Map.entry(
                                    "layer_norm_of_vectors",
                                    (r, x) ->
                                            Layers.layerNorm(
                                                    r.child("a"), Layers.flatten(x), 1e-5)),
                            Map.entry(
                                    "layer_scale",
                                    (r, x) ->
                                            Layers.scale(
                                                    r, "layer_scale", same(r.child("a"), x), 1)),
                            Map.entry(
                                    "learned",
                                    (r, x) ->
                                            Layers.add(
                                                    x,
                                                    Layers.learned(
                                                            r, "value", x, INIT, 3, HEIGHT,
                                                            WIDTH))),
                            Map.entry(
                                    "squeeze_excitation",
                                    (r, x) ->
                                            new InvertedResidual(
                                                            Nonlinearity.SILU,
                                                            Nonlinearity.SILU,
                                                            Nonlinearity.SIGMOID,
                                                            1e-5,
                                                            0.1)
                                                    .weigh(r.child("b"), same(r.child("a"), x), 2)),
                            Map.entry("quick_gelu", activated(new QuickGelu())),
                            Map.entry("tokens", OpCases::tokens),
                            Map.entry("token", (r, x) -> tokens(r, x).then(new TakeToken(100))),
                            Map.entry("attention", (r, x) -> tokens(r, x).then(new Attention(2))),
                            Map.entry(
                                    "sum",
                                    (r, x) ->
                                            Layers.add(
                                                    same(r.child("a"), x),
                                                    Layers.conv(r.child("b"), x, 4, 1, 0))),
                            Map.entry(
                                    "joined",
                                    (r, x) ->
                                            Layers.concatenate(
                                                    same(r.child("a"), x),
                                                    Layers.conv(r.child("b"), x, 4, 1, 0))),
                            Map.entry(
                                    "linear",
                                    (r, x) -> Layers.linear(r.child("a"), Layers.flatten(x), 7))));

    private static Value tokens(Scope root, Value x) {
        Value a = same(root.child("a"), x).then(new ToTokens());
        Value b = Layers.conv(root.child("b"), x, 4, 1, 0).then(new ToTokens());
        Value norm = Layers.layerNorm(root.child("norm"), Layers.concatenate(a, b), 1e-6);
        return Layers.linear(root.child("linear"), norm, 12);
    }

    private static BiFunction<Scope, Value, Value> activated(Op activation) {
        return (r, x) -> Layers.batchNorm(r.child("b"), same(r.child("a"), x)).then(activation);
    }

    static Value same(Scope scope, Value x) {
        return Layers.conv(scope, x, 4, 3, 1);
    }

    private static Value conv(Scope root, Value x, int out, KernelGeometry kernel, int groups) {
        return Layers.conv(root.child("a"), x, out, kernel, groups, INIT, Optional.of(INIT));
    }

    static Graph graph(String name) {
        return Graph.ofPixels(new ImageSize(HEIGHT, WIDTH), IMAGENET, CASES.get(name));
    }

    private OpCases() {}
}

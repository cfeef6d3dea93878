package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Each op: its results against PyTorch's, as {@code make_ops.py} wrote them, and its rules. */
class OpsTest {

    static final int HEIGHT = 9;
    static final int WIDTH = 11;
    private static final int IMAGES = 2;
    static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));
    static final Init INIT = Init.constant(0);

    private static final Map<String, BiFunction<Scope, Value, Value>> CASES =
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
                                            Layers.squeezeExcitation(
                                                    r.child("b"),
                                                    same(r.child("a"), x),
                                                    2,
                                                    Nonlinearity.SILU,
                                                    Nonlinearity.SIGMOID)),
                            Map.entry("quick_gelu", activated(new QuickGelu())),
                            Map.entry("tokens", OpsTest::tokens),
                            Map.entry("token", (r, x) -> tokens(r, x).then(new TakeToken(100))),
                            Map.entry(
                                    "attention", (r, x) -> tokens(r, x).then(new Attention(2))),
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
        return Graph.ofPixels(HEIGHT, WIDTH, IMAGENET, CASES.get(name));
    }

    static Stream<Arguments> cases() {
        return CASES.keySet().stream()
                .flatMap(name -> Stream.of(MemoryFormat.values()).map(f -> Arguments.of(name, f)));
    }

    private static JsonNode golden() throws IOException {
        return new ObjectMapper().readTree(OpsTest.class.getResource("ops.json"));
    }

    @Test
    void eachCaseOfTheScriptIsHere() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        golden().fieldNames().forEachRemaining(names::add);
        assertEquals(names, new TreeSet<>(CASES.keySet()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsArePyTorchs(String name, MemoryFormat format) throws IOException {
        JsonNode expected = golden().get(name);
        Graph graph = graph(name);
        // Trained or frozen: then batch norm is folded, and fused steps are taken where there are.
        FoldedNorms folded = FoldedNorms.of(graph.frozen(), new FormulaValues());
        compare(expected, graph, new FormulaValues(), format);
        compare(expected, folded.graph(), folded.values(), format);
    }

    private static void compare(
            JsonNode expected, Graph graph, ParameterValues values, MemoryFormat format)
            throws IOException {
        try (ScriptModule module =
                        ScriptModule.load(graph, values, Precision.FLOAT32, format, Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(IMAGES * HEIGHT * WIDTH * 3));
            NDArray input =
                    manager.create(pixels, new Shape(IMAGES, HEIGHT, WIDTH, 3), DataType.UINT8);
            NDArray result = module.forward(input, false);
            long[] shape = new ObjectMapper().convertValue(expected.get("shape"), long[].class);
            assertEquals(new Shape(shape), result.getShape());
            Dims dims = graph.output();
            assertEquals(
                    dims.isMap()
                            ? List.of(dims.height(), dims.width(), dims.channels())
                            : dims.sizes(),
                    Stream.of(expected.get("shape"))
                            .flatMap(
                                    all ->
                                            Stream.iterate(1, i -> i + 1)
                                                    .limit(all.size() - 1L)
                                                    .map(i -> all.get(i).asInt()))
                            .toList());
            float[] actual = result.toFloatArray();
            double sum = 0;
            for (float value : actual) {
                sum += value;
            }
            assertEquals(expected.get("sum").asDouble(), sum, 1e-3 * actual.length);
            for (int i = 0; i < expected.get("values").size(); i++) {
                double value = expected.get("values").get(i).asDouble();
                assertEquals(value, actual[13 * i], 1e-5 * Math.max(1, Math.abs(value)));
            }
        }
    }

    /**
     * By hand: output positions, times the kernel's elements, times channels in a group and out.
     */
    @Test
    void multiplyAddsAreCountedByHand() {
        Map<String, Long> expected =
                Map.of(
                        "convolution", 9L * 11 * 9 * 3 * 4,
                        "strided", 5L * 6 * 9 * 3 * 5,
                        "rectangular", 9L * 11 * 7 * 3 * 4,
                        "dilated", 9L * 11 * 9 * 3 * 4,
                        "grouped", 7L * 9 * 9 * 1 * 6,
                        "linear", 3L * 9 * 11 * 7,
                        "attention", 99L * (27 + 3) * 4 + 198 * 4 * 12 + 2L * 198 * 198 * 4,
                        "max_pool", 0L,
                        "batch_norm", 0L);
        expected.forEach(
                (name, count) -> assertEquals(count, MultiplyAdds.of(graph(name)).forward(), name));
    }

    @Test
    void parametersAreNamedAndCountedAsPyTorchs() {
        assertEquals(4 * 3 * 9 + 4, graph("convolution").weightCount());
        assertEquals(5 * 3 * 9, graph("strided").weightCount());
        assertEquals(6 * 9 + 6, graph("grouped").weightCount());
        assertEquals(
                List.of(
                        "a.weight",
                        "a.bias",
                        "a.running_mean",
                        "a.running_var",
                        "a.num_batches_tracked"),
                graph("batch_norm").parameters().stream().map(Parameter::name).toList());
        assertEquals(6, graph("batch_norm").weightCount());
    }

    /** Only what is computed in the precision of convolutions comes out in it. */
    @Test
    void typesFollowTheInputs() {
        Graph joined = graph("joined");
        assertEquals(
                List.of(
                        ElementType.FLOAT32,
                        ElementType.COMPUTED,
                        ElementType.COMPUTED,
                        ElementType.COMPUTED),
                joined.types());
        assertEquals(ElementType.FLOAT32, graph("relu").types().get(1));
        assertEquals(
                ElementType.FLOAT32,
                ElementType.common(List.of(ElementType.FLOAT32, ElementType.COMPUTED)));
    }

    @ParameterizedTest
    @EnumSource(Parameter.Role.class)
    void onlyWeightsAreParametersOfPyTorchs(Parameter.Role role) {
        assertEquals(
                role == Parameter.Role.TRAINED || role == Parameter.Role.FIXED, role.isWeight());
    }

    @Test
    void dropoutDropsNothingInUse() {
        assertEquals(new Dropout(0), new Dropout(0.5).inUse());
        Graph graph = Graph.ofEmbeddings(4, (root, x) -> Layers.dropout(x, 0.5));
        assertTrue(graph.withOwnGenerator().hasOwnGenerator());
        assertFalse(graph.hasOwnGenerator());
        Graph nothing = Graph.ofEmbeddings(4, (root, x) -> Layers.dropout(x, 0));
        assertEquals(nothing, nothing.withOwnGenerator());
    }
}

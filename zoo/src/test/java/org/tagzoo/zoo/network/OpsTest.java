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
import java.util.TreeSet;
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

    private static final int IMAGES = 2;

    static Stream<Arguments> cases() {
        return OpCases.CASES.keySet().stream()
                .flatMap(name -> Stream.of(MemoryFormat.values()).map(f -> Arguments.of(name, f)));
    }

    private static JsonNode golden() throws IOException {
        return new ObjectMapper().readTree(OpsTest.class.getResource("ops.json"));
    }

    @Test
    void eachCaseOfTheScriptIsHere() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        golden().fieldNames().forEachRemaining(names::add);
        assertEquals(names, new TreeSet<>(OpCases.CASES.keySet()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsArePyTorchs(String name, MemoryFormat format) throws IOException {
        JsonNode expected = golden().get(name);
        Graph graph = OpCases.graph(name);
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
            ByteBuffer pixels =
                    ByteBuffer.wrap(
                            FormulaValues.pixels(IMAGES * OpCases.HEIGHT * OpCases.WIDTH * 3));
            NDArray input =
                    manager.create(
                            pixels,
                            new Shape(IMAGES, OpCases.HEIGHT, OpCases.WIDTH, 3),
                            DataType.UINT8);
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
                (name, count) ->
                        assertEquals(count, MultiplyAdds.of(OpCases.graph(name)).forward(), name));
    }

    @Test
    void parametersAreNamedAndCountedAsPyTorchs() {
        assertEquals(4 * 3 * 9 + 4, OpCases.graph("convolution").weightCount());
        assertEquals(5 * 3 * 9, OpCases.graph("strided").weightCount());
        assertEquals(6 * 9 + 6, OpCases.graph("grouped").weightCount());
        assertEquals(
                List.of(
                        "a.weight",
                        "a.bias",
                        "a.running_mean",
                        "a.running_var",
                        "a.num_batches_tracked"),
                OpCases.graph("batch_norm").parameters().stream().map(Parameter::name).toList());
        assertEquals(6, OpCases.graph("batch_norm").weightCount());
    }

    /** Only what is computed in the precision of convolutions comes out in it. */
    @Test
    void typesFollowTheInputs() {
        Graph joined = OpCases.graph("joined");
        assertEquals(
                List.of(
                        ElementType.FLOAT32,
                        ElementType.COMPUTED,
                        ElementType.COMPUTED,
                        ElementType.COMPUTED),
                joined.types());
        assertEquals(ElementType.FLOAT32, OpCases.graph("relu").types().get(1));
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

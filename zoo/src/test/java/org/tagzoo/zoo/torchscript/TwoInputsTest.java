package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Output;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.network.TwoInputs;
import org.tagzoo.zoo.network.Value;

/**
 * A network with two inputs, two outputs, images that aren't square, convolutions in groups and
 * with dilation, and sums of two types, against what {@code make_two_inputs.py} wrote.
 */
class TwoInputsTest {

    private static final int IMAGES = 2;

    /** The script has every so many-th number of the boxes. */
    private static final int STRIDE = 37;

    private static final FormulaValues VALUES = new FormulaValues();

    @TempDir Path folder;

    private static JsonNode golden() throws IOException {
        try (InputStream in = Graph.class.getResourceAsStream("two-inputs.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static NDList inputs(NDManager manager) {
        ByteBuffer pixels =
                ByteBuffer.wrap(
                        FormulaValues.pixels(IMAGES * TwoInputs.HEIGHT * TwoInputs.WIDTH * 3));
        Shape shape = new Shape(IMAGES, TwoInputs.HEIGHT, TwoInputs.WIDTH, 3);
        return new NDList(
                manager.create(pixels, shape, DataType.UINT8),
                manager.create(TwoInputs.metadata(IMAGES), new Shape(IMAGES, TwoInputs.METADATA)));
    }

    private static ScriptModule load(
            Graph graph, ParameterValues values, Precision precision, MemoryFormat format)
            throws IOException {
        return ScriptModule.load(graph, values, precision, format, Device.cpu());
    }

    @Test
    void namesAndShapesArePyTorchs() throws IOException {
        List<String> expected = new ArrayList<>();
        golden().get("parameters").forEach(parameter -> expected.add(parameter.asText()));
        assertEquals(
                expected,
                TwoInputs.graph().parameters().stream()
                        .map(parameter -> parameter.name() + " " + parameter.shape())
                        .toList());
    }

    static Stream<Arguments> compiled() {
        return Stream.of(Precision.FLOAT32, Precision.BFLOAT16)
                .flatMap(
                        precision ->
                                Stream.of(MemoryFormat.values())
                                        .map(format -> Arguments.of(precision, format)));
    }

    /** To train, in generic steps. */
    @ParameterizedTest
    @MethodSource("compiled")
    void genericStepsArePyTorchs(Precision precision, MemoryFormat format) throws IOException {
        assertGolden(TwoInputs.graph(), VALUES, precision, format);
    }

    /** For use: in fused steps where maps lie pixel by pixel. */
    @ParameterizedTest
    @MethodSource("compiled")
    void fusedStepsArePyTorchs(Precision precision, MemoryFormat format) throws IOException {
        assertGolden(TwoInputs.graph().frozen(), VALUES, precision, format);
        FoldedNorms folded = FoldedNorms.of(TwoInputs.graph().frozen(), VALUES);
        assertGolden(folded.graph(), folded.values(), precision, format);
    }

    private static void assertGolden(
            Graph graph, ParameterValues values, Precision precision, MemoryFormat format)
            throws IOException {
        try (ScriptModule module = load(graph, values, precision, format);
                NDManager manager = module.manager().newSubManager()) {
            NDList results = module.forward(inputs(manager), false);
            assertEquals("logits", results.get(0).getName());
            assertEquals("boxes", results.get(1).getName());
            assertGolden(results, precision);
        }
    }

    /** A sum that is rounded to bfloat16 would be off by up to 0.5 here. */
    private static void assertGolden(NDList results, Precision precision) throws IOException {
        JsonNode expected = golden().get(precision.name());
        boolean exact = precision == Precision.FLOAT32;
        assertClose(expected.get("logits"), results.get(0), 1, exact ? 1e-3 : 0.1);
        assertClose(expected.get("boxes"), results.get(1), STRIDE, exact ? 1e-4 : 0.2);
        assertEquals(
                new Shape(IMAGES, TwoInputs.HEIGHT / 2, TwoInputs.WIDTH / 2, 4),
                results.get(1).getShape());
    }

    private static void assertClose(
            JsonNode expected, NDArray actual, int stride, double tolerance) {
        assertEquals(DataType.FLOAT32, actual.getDataType());
        float[] values = actual.toFloatArray();
        assertEquals(expected.size(), (values.length + stride - 1) / stride);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).asDouble(), values[i * stride], tolerance, "at " + i);
        }
    }

    /** One sum has a term of float32, which a step in bfloat16 can't be written over. */
    @Test
    void sumsOfTwoTypesAreNotFused() {
        Graph graph = FoldedNorms.of(TwoInputs.graph().frozen(), VALUES).graph();
        assertEquals(1, fusedSums(graph, Precision.FLOAT32));
        assertEquals(0, fusedSums(graph, Precision.BFLOAT16));
    }

    private static long fusedSums(Graph graph, Precision precision) {
        return FusedSteps.of(graph, precision).nodes().stream()
                .filter(node -> node.op() instanceof FusedConv2d && node.inputs().size() == 2)
                .count();
    }

    @Test
    void statisticsMoveByTheNetworksMomentum() throws IOException {
        try (ScriptModule module =
                        load(
                                TwoInputs.graph(),
                                VALUES,
                                Precision.FLOAT32,
                                MemoryFormat.CONTIGUOUS);
                NDManager manager = module.manager().newSubManager()) {
            module.forward(inputs(manager), true);
            JsonNode expected = golden().get("statistics");
            int next = 0;
            for (JsonNode values : expected) {
                assertClose(values, module.statistics().get(next++), 1, 1e-4);
            }
            assertEquals(4, next);
        }
    }

    /** What an export holds, in a program that knows nothing of TagZoo; then in fused steps. */
    @Test
    void stockDjlLoadsAnArchiveForUse() throws Exception {
        FoldedNorms folded = FoldedNorms.of(TwoInputs.graph().frozen(), VALUES);
        Path archive = folder.resolve("net.pt");
        TorchScriptArchive.writeForUse(archive, folded.graph(), folded.values());
        Criteria<NDList, NDList> criteria =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optModelPath(archive)
                        .optEngine("PyTorch")
                        .build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                NDManager manager = model.getNDManager().newSubManager()) {
            try (Predictor<NDList, NDList> predictor = model.newPredictor()) {
                assertGolden(predictor.predict(inputs(manager)), Precision.FLOAT32);
                NDArray method = manager.create(0);
                method.setName("module_method:" + ForwardWriter.OUTPUT_NAMES);
                NDList names = predictor.predict(new NDList(method));
                assertEquals(
                        List.of("logits", "boxes"),
                        names.stream().map(name -> name.toStringArray()[0]).toList());
            }
            assumeTrue(FusedSteps.areSupported(Precision.FLOAT32), "The engine has no oneDNN");
            Block generic = model.getBlock();
            FusedModule.replace(model, archive);
            assertNotSame(generic, model.getBlock());
            try (Predictor<NDList, NDList> predictor = model.newPredictor()) {
                assertGolden(predictor.predict(inputs(manager)), Precision.FLOAT32);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"middle", "head"})
    void aStageTakesItsFeaturesAndTheInputsThatItReads(String stage) throws IOException {
        Graph whole = TwoInputs.graph();
        Graph before = whole.before(stage);
        Graph from = whole.from(stage);
        assertEquals(List.of("image"), inputNames(before));
        boolean readsPixels = stage.equals("middle");
        assertEquals(
                readsPixels
                        ? List.of("features", "image", "metadata")
                        : List.of("features", "metadata"),
                inputNames(from));
        assertEquals(
                List.of("logits", "boxes"), from.outputs().stream().map(Output::name).toList());
        try (ScriptModule first =
                        load(before, VALUES, Precision.FLOAT32, MemoryFormat.CHANNELS_LAST);
                ScriptModule rest =
                        load(from, VALUES, Precision.FLOAT32, MemoryFormat.CHANNELS_LAST);
                NDManager manager = first.manager().newSubManager()) {
            NDList given = inputs(manager);
            NDList features = first.forward(new NDList(given.get(0)), false);
            NDList taken = new NDList(features.get(0));
            if (readsPixels) {
                taken.add(given.get(0));
            }
            taken.add(given.get(1));
            assertGolden(rest.forward(taken, false), Precision.FLOAT32);
            IllegalArgumentException error =
                    assertThrows(
                            IllegalArgumentException.class, () -> rest.forward(features, false));
            assertEquals(
                    "The network takes %d inputs, not 1".formatted(taken.size()),
                    error.getMessage());
        }
    }

    private static List<String> inputNames(Graph graph) {
        return graph.inputs().stream().map(node -> ((Input) node.op()).name()).toList();
    }

    /** A view of what a sum is written over is read after it: that sum is not fused. */
    @Test
    void viewsOfMapsAreNotWrittenOver() throws IOException {
        Graph graph =
                Graph.trace(
                                root -> {
                                    Value image =
                                            root.image("image", 4, 4, TwoInputs.NORMALIZATION);
                                    Value stem = TwoInputs.point(root, "stem", image, 16);
                                    Value x = Layers.relu(TwoInputs.point(root, "a", stem, 16));
                                    Value view = Layers.flatten(x);
                                    Value sum = Layers.add(TwoInputs.point(root, "b", stem, 16), x);
                                    root.output("map", Layers.relu(sum));
                                    root.output("vector", view);
                                })
                        .frozen();
        assertEquals(0, fusedSums(graph, Precision.FLOAT32));
        List<float[]> results = new ArrayList<>();
        for (MemoryFormat format : MemoryFormat.values()) {
            try (ScriptModule module = load(graph, VALUES, Precision.FLOAT32, format);
                    NDManager manager = module.manager().newSubManager()) {
                NDArray pixels =
                        manager.create(
                                ByteBuffer.wrap(FormulaValues.pixels(4 * 4 * 3)),
                                new Shape(1, 4, 4, 3),
                                DataType.UINT8);
                results.add(module.forward(new NDList(pixels), false).get(1).toFloatArray());
            }
        }
        assertArrayEquals(results.get(0), results.get(1), 1e-4f);
    }
}

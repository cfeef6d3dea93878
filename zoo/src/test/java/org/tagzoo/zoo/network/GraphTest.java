package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.network.TimmVisionTransformer.Kind;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

class GraphTest {

    private static final int SIZE = 80;
    private static final String TOKENS = "small transformer";
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(120.0, 110.0, 100.0), List.of(60.0, 50.0, 40.0));

    private static Graph whole(String model) {
        return new Network(backbone(model), Head.linear(3)).graph(SIZE, NORMALIZATION);
    }

    private static Backbone backbone(String model) {
        return model.equals(TOKENS)
                ? new TimmVisionTransformer(model, 16, 24, 2, 2, Kind.DINOV2_REGISTERS)
                : Backbones.byName(model).orElseThrow();
    }

    static Stream<Arguments> stages() {
        return Stream.of("resnet18", "vgg16_bn", "cnn", "ff2", "inception_v3", TOKENS)
                .flatMap(
                        model ->
                                whole(model).stageNames().stream()
                                        .map(stage -> Arguments.of(model, stage)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void aCutLosesNothing(String model, String stage) {
        Graph whole = whole(model);
        Graph before = whole.before(stage);
        Graph from = whole.from(stage);
        List<Parameter> parameters = new ArrayList<>(before.parameters());
        parameters.addAll(from.parameters());
        assertEquals(whole.parameters(), parameters);
        assertEquals(whole.nodes().size() + 1, before.nodes().size() + from.nodes().size());
        assertEquals(before.output(), from.nodes().get(0).dims());
        assertEquals(whole.output(), from.output());
    }

    @ParameterizedTest
    @CsvSource({"resnet18, CHANNELS_LAST", "resnet18, CONTIGUOUS", TOKENS + ", CHANNELS_LAST"})
    void twoHalvesComputeWhatTheWholeDoes(String model, MemoryFormat format) throws IOException {
        Graph whole = whole(model);
        byte[] bytes = new byte[2 * SIZE * SIZE * 3];
        new SplittableRandom(1).nextBytes(bytes);
        InitialValues values = new InitialValues(1);
        try (ScriptModule all = load(whole, values, format);
                NDManager manager = NDManager.newBaseManager()) {
            NDArray pixels =
                    manager.create(
                            ByteBuffer.wrap(bytes), new Shape(2, SIZE, SIZE, 3), DataType.UINT8);
            float[] expected = all.forward(pixels, false).toFloatArray();
            for (String stage : whole.stageNames()) {
                try (ScriptModule first = load(whole.before(stage).frozen(), values, format);
                        ScriptModule rest = load(whole.from(stage), values, format)) {
                    NDArray features = first.forward(pixels, false);
                    assertTrue(first.trained().isEmpty());
                    float[] logits = rest.forward(features, false).toFloatArray();
                    assertArrayEquals(expected, logits, 1e-4f, stage);
                }
            }
        }
    }

    /** What lies before is as in use, what follows is as it was. */
    @ParameterizedTest
    @MethodSource("stages")
    void whatIsFrozenEndsAtTheStage(String model, String stage) {
        Graph whole = whole(model);
        Graph frozen = whole.freezeBefore(stage);
        assertEquals(whole.from(stage), frozen.from(stage));
        Graph before = frozen.before(stage);
        for (Parameter parameter : before.parameters()) {
            assertFalse(parameter.role().isWeight(), parameter.name());
        }
        for (Node node : before.nodes()) {
            assertEquals(node.op().inUse(), node.op());
            assertFalse(node.op() instanceof Dropout dropout && dropout.probability() > 0);
            assertFalse(node.op() instanceof BatchNorm norm && !norm.frozen());
        }
        assertEquals(whole.weightCount(), frozen.weightCount());
        assertEquals(names(whole), names(frozen));
    }

    private static List<String> names(Graph graph) {
        return graph.parameters().stream().map(Parameter::name).toList();
    }

    /** There, frozen stages are a module of their own. */
    @Test
    void aScriptModuleTakesNoFrozenStage() {
        Graph frozen = whole("resnet18").freezeBefore("layer4");
        Exception refused =
                assertThrows(
                        IOException.class,
                        () -> load(frozen, new InitialValues(1), MemoryFormat.CONTIGUOUS));
        assertTrue(
                refused.getMessage().contains("conv1.weight is frozen within the network"),
                refused.getMessage());
    }

    private static ScriptModule load(Graph graph, InitialValues values, MemoryFormat format)
            throws IOException {
        return ScriptModule.load(graph, values, Precision.FLOAT32, format, Device.cpu());
    }

    @Test
    void eachParameterBelongsToAStage() {
        Graph graph = whole("resnet18");
        List<String> stages = graph.stageOfParameters();
        for (int i = 0; i < stages.size(); i++) {
            String name = graph.parameters().get(i).name();
            String expected =
                    name.startsWith("layer")
                            ? name.substring(0, 6)
                            : name.startsWith("fc") ? Stage.HEAD : Stage.STEM;
            assertEquals(expected, stages.get(i), name);
        }
    }

    @Test
    void anUnknownStageIsRefusedWithThoseThereAre() {
        IllegalArgumentException error =
                assertThrows(
                        IllegalArgumentException.class, () -> whole("resnet18").from("layer5"));
        assertEquals(
                "There is no stage 'layer5'; stages are [layer1, layer2, layer3, layer4, head]",
                error.getMessage());
    }

    @Test
    void aStageThatTakesMoreThanItsValueAndInputsIsRefused() {
        Graph graph =
                Graph.trace(
                        root -> {
                            Value image = root.image("image", 8, 8, NORMALIZATION);
                            Value early = Layers.relu(image);
                            Value late = Layers.maxPool(early, 1, 1, 0).beginStage("late");
                            root.output("sum", Layers.add(late, early));
                        });
        assertEquals(graph.inputs(), graph.before("late").inputs());
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> graph.from("late"));
        assertEquals(
                "The network can't be cut at stage 'late': what follows also takes the result of"
                        + " step 1, Relu, from before it; it may take the stage's own value and"
                        + " inputs of the network only",
                error.getMessage());
    }

    @Test
    void namesOfInputsAndOutputsAreUniqueAndPlain() {
        for (String name : List.of("image", "Image", "an image", "")) {
            IllegalArgumentException error =
                    assertThrows(
                            IllegalArgumentException.class,
                            () ->
                                    Graph.trace(
                                            root -> {
                                                Value image =
                                                        root.image("image", 8, 8, NORMALIZATION);
                                                root.vector(name, 3);
                                                root.output("result", image);
                                            }));
            assertEquals(
                    "Names of inputs are lower-case letters, digits and underscores, each once, not"
                            + " [image, "
                            + name
                            + "]",
                    error.getMessage());
        }
    }
}

package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Networks side by side against PyTorch's, whose figures {@code make_joined.py} wrote. */
class JoinedBackboneTest {

    private static final JsonNode GOLDEN;

    static {
        try {
            GOLDEN = new ObjectMapper().readTree(Network.class.getResource("joined.json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Graph graph(String name, int size) {
        return new Network(Backbones.byName(name).orElseThrow(), Head.linear(5))
                .graph(size, TorchvisionTest.IMAGENET);
    }

    @ParameterizedTest
    @EnumSource(MemoryFormat.class)
    void logitsAreThoseOfPyTorch(MemoryFormat format) throws IOException {
        int size = GOLDEN.get("size").asInt();
        int images = GOLDEN.get("images").asInt();
        for (var expected : GOLDEN.get("logits").properties()) {
            Graph graph = graph(expected.getKey(), size);
            FoldedNorms folded = FoldedNorms.of(graph.frozen(), new FormulaValues());
            for (Graph each : List.of(graph, folded.graph())) {
                ParameterValues values = each.equals(graph) ? new FormulaValues() : folded.values();
                float[] found = logits(each, values, format, images, size);
                for (int i = 0; i < found.length; i++) {
                    double logit = expected.getValue().get(i / 5).get(i % 5).asDouble();
                    assertEquals(logit, found[i], 2e-4 * Math.max(1, Math.abs(logit)));
                }
            }
        }
    }

    private static float[] logits(
            Graph graph, ParameterValues values, MemoryFormat format, int images, int size)
            throws IOException {
        try (ScriptModule module =
                        ScriptModule.load(graph, values, Precision.FLOAT32, format, Device.cpu());
                NDManager manager = module.manager().newSubManager()) {
            NDArray pixels =
                    manager.create(
                            ByteBuffer.wrap(FormulaValues.pixels(images * size * size * 3)),
                            new Shape(images, size, size, 3),
                            DataType.UINT8);
            return module.forward(pixels, false).toFloatArray();
        }
    }

    /** A body of 4 views takes four times what it takes alone, and the head as much as before. */
    @Test
    void multiplyAddsCountEachView() {
        long once = MultiplyAdds.of(graph("resnet18", 64)).forward();
        long four = MultiplyAdds.of(graph("resnet18~flip~zoom2", 64)).forward();
        assertEquals(4 * (once - 512 * 5) + 512 * 5, four);
    }

    @Test
    void namesAreTakenApart() {
        String name = "resnet50@224~flip+efficientnet_lite0";
        assertEquals(List.of("resnet50", "efficientnet_lite0"), JoinedBackbone.networks(name));
        assertEquals(name, Backbones.byName(name).orElseThrow().name());
        assertEquals("classifier", Backbones.byName("efficientnet_lite0~flip").get().headName());
        assertTrue(Backbones.byName("resnet50+resnet5").isEmpty());
        assertEquals(
                List.of(
                        new View(false, 1),
                        new View(false, 1.5),
                        new View(true, 1),
                        new View(true, 1.5)),
                BodyPart.of("resnet18~flip~zoom1.5").orElseThrow().views());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "resnet18+resnet18; a network of several must be each of them once, but is resnet18+resnet18",
                "resnet18~turn; 'resnet18~turn' has '~turn', but after ~ is flip, or zoom and 1 to 4, such as zoom1.15",
                "resnet18~zoom5; zoom must be 1 to 4.0, but is 5.0",
                "resnet18~flip~flip; 'resnet18~flip~flip' has a view twice",
                "resnet18@4; The size after @ must be 8 to 1024, but is 'resnet18@4'",
                "resnet18+; Part '' of a network must be a network, then @SIZE, ~flip, ~zoom1.15 and ^STAGE as needed, in this order",
            })
    void namesThatAreWrittenWronglyAreRefused(String name, String message) {
        assertEquals(message, refusal(() -> Backbones.byName(name)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertEquals(
                "'resnet18^layer4' has a stage 'layer4', but stages that others follow are [layer1, layer2, layer3]",
                refusal(() -> graph("resnet18^layer4", 64)));
        assertEquals(
                "'resnet18@64' needs square images, not 64x48",
                refusal(
                        () ->
                                new Network(
                                                Backbones.byName("resnet18@64").orElseThrow(),
                                                Head.linear(5))
                                        .graph(new ImageSize(64, 48), TorchvisionTest.IMAGENET)));
        Head flat = new Head(5, List.of(), 0, false, new HeadForm(true, 0, false, Domains.NONE));
        assertTrue(
                refusal(() -> new Network(Backbones.byName("resnet18~flip").orElseThrow(), flat))
                        .startsWith("flatten and map must be left out where a network joins"));
    }

    @Test
    void stagesOfBodiesAreNotTheWholes() {
        assertArrayEquals(
                new String[] {Stage.HEAD},
                graph("resnet18~flip+mobilenet_v3_small", 64).stageNames().toArray());
    }

    private static String refusal(org.junit.jupiter.api.function.Executable what) {
        return assertThrows(IllegalArgumentException.class, what).getMessage();
    }
}

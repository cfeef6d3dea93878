package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.network.TimmVisionTransformer.Kind;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/**
 * Gradients of one pass in training, and batch norm's statistics after it, of small networks built
 * as the published ones are, against what {@code make_steps.py} wrote.
 */
class StepsTest {

    private static final double TOLERANCE = 1e-4;

    /** The script says which gradients are held against the largest. */
    private static final double LEAST = 0.01;

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    private static Backbone small(String name) {
        return switch (name) {
            case "efficientnet" ->
                    new EfficientNet(
                            name,
                            8,
                            List.of(
                                    new EfficientNet.Row(true, 1, 3, 1, 8, 1),
                                    new EfficientNet.Row(true, 4, 3, 2, 16, 2),
                                    new EfficientNet.Row(false, 4, 5, 2, 24, 2)),
                            1e-3);
            case "mobilenet_v3" ->
                    new MobileNetV3(
                            name,
                            List.of(
                                    new MobileNetV3.Block(3, 16, 16, true, false, 2),
                                    new MobileNetV3.Block(5, 64, 24, true, true, 2),
                                    new MobileNetV3.Block(3, 72, 24, false, true, 1)),
                            32);
            case "convnext" -> new ConvNeXt(name, 16, List.of(1, 2), 0.1);
            case "vit" -> new VisionTransformer(name, 16, 48, 2, 3);
            case "dinov2" -> new TimmVisionTransformer(name, 14, 48, 2, 3, Kind.DINOV2_REGISTERS);
            case "clip" -> new TimmVisionTransformer(name, 16, 48, 2, 3, Kind.CLIP_QUICK_GELU);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Returns the network without what is drawn at random. */
    private static Graph graph(String name, int size) {
        Graph graph = new Network(small(name), Head.linear(5)).graph(size, IMAGENET);
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.replaceAll(
                node ->
                        node.op() instanceof Dropout
                                ? new Node(node.op().inUse(), node.inputs(), node.dims())
                                : node);
        return new Graph(nodes, graph.parameters(), graph.stages(), graph.outputs());
    }

    @ParameterizedTest
    @CsvSource({
        "efficientnet, CHANNELS_LAST",
        "efficientnet, CONTIGUOUS",
        "mobilenet_v3, CHANNELS_LAST",
        "convnext, CHANNELS_LAST",
        "convnext, CONTIGUOUS",
        "vit, CHANNELS_LAST",
        "dinov2, CHANNELS_LAST",
        "clip, CONTIGUOUS"
    })
    void gradientsAndStatisticsAreTorchvisions(String name, MemoryFormat format)
            throws IOException {
        JsonNode golden;
        try (InputStream in = Network.class.getResourceAsStream("steps.json")) {
            golden = new ObjectMapper().readTree(in).get(name);
        }
        try (ScriptModule module =
                ScriptModule.load(
                        graph(name, golden.get("size").asInt()),
                        new FormulaValues(),
                        Precision.FLOAT32,
                        format,
                        Device.cpu())) {
            Map<String, float[]> gradients = InceptionStepTest.step(module, golden, 1e-5);
            assertEquals(golden.get("gradients").size(), gradients.size());
            double largest = 0;
            for (JsonNode norm : golden.get("gradients")) {
                largest = Math.max(largest, norm.asDouble());
            }
            for (Map.Entry<String, float[]> gradient : gradients.entrySet()) {
                String parameter = gradient.getKey();
                float[] actual = gradient.getValue();
                double norm = golden.get("gradients").get(parameter).asDouble();
                double off = TOLERANCE * Math.max(norm, LEAST * largest);
                double squares = 0;
                for (float value : actual) {
                    squares += (double) value * value;
                }
                assertEquals(norm, Math.sqrt(squares), off, parameter);
                JsonNode samples = golden.get("samples").get(parameter);
                int stride = Math.max(1, actual.length / 5);
                for (int i = 0; i < samples.size(); i++) {
                    assertEquals(samples.get(i).asDouble(), actual[i * stride], off, parameter);
                }
            }
            Map<String, float[]> statistics = InceptionStepTest.statistics(module);
            assertEquals(golden.get("statistics").size(), statistics.size());
            if (!statistics.isEmpty()) {
                InceptionStepTest.compareNorms(golden.get("statistics"), statistics, 1e-5);
            }
        }
    }
}

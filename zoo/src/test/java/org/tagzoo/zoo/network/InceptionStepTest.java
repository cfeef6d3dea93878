package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * Gradients through concatenations and average pools, and batch norm's statistics, against what
 * {@code make_inception_step.py} wrote.
 */
class InceptionStepTest {

    private static final int LABELS = 5;

    /**
     * Of a weight's largest gradient or its norm. Rounding alone gives 1e-5; one ReLU at zero that
     * a processor's way of summing switches, 3e-3.
     */
    private static final double TOLERANCE = 1e-2;

    private static final Normalization IMAGENET =
            new Normalization(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375));

    @ParameterizedTest
    @EnumSource(MemoryFormat.class)
    void gradientsArePyTorchs(MemoryFormat format) throws IOException {
        JsonNode golden = golden(false);
        try (ScriptModule module = module(golden, format)) {
            Map<String, float[]> gradients = step(module, golden, 1e-5);
            compareNorms(golden.get("gradients"), gradients, TOLERANCE);
            golden.get("samples")
                    .properties()
                    .forEach(
                            field ->
                                    compare(
                                            field.getValue(),
                                            gradients.get(field.getKey()),
                                            field.getKey()));
        }
    }

    /** The script says why gradients are so much less certain here. */
    @Test
    void batchNormMovesAsPyTorchs() throws IOException {
        JsonNode golden = golden(true);
        try (ScriptModule module = module(golden, MemoryFormat.CHANNELS_LAST)) {
            compareNorms(golden.get("gradients"), step(module, golden, 1e-3), 0.1);
            compareNorms(golden.get("statistics"), statistics(module), 1e-4);
        }
    }

    /** Returns batch norm's running statistics. */
    static Map<String, float[]> statistics(ScriptModule module) throws IOException {
        Map<String, float[]> statistics = new TreeMap<>();
        TensorSource tensors = module.tensors();
        for (String name : tensors.names()) {
            if (name.contains("running")) {
                FloatBuffer read = tensors.read(name);
                float[] values = new float[read.remaining()];
                read.get(values);
                statistics.put(name, values);
            }
        }
        return statistics;
    }

    private static JsonNode golden(boolean training) throws IOException {
        try (InputStream in = Network.class.getResourceAsStream("inception-step.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(in).spliterator(), false)
                    .filter(step -> step.get("training").asBoolean() == training)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static ScriptModule module(JsonNode golden, MemoryFormat format) throws IOException {
        Graph graph =
                new Network(new InceptionV3("inception_v3", 0), Head.linear(LABELS))
                        .graph(golden.get("size").asInt(), IMAGENET);
        return ScriptModule.load(
                golden.get("training").asBoolean() ? graph : frozen(graph),
                new FormulaValues(),
                Precision.FLOAT32,
                format,
                Device.cpu());
    }

    /** Returns the network with each batch norm as it is in evaluation mode. */
    static Graph frozen(Graph graph) {
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            nodes.add(new Node(node.op().inUse(), node.inputs(), node.dims()));
        }
        return new Graph(nodes, graph.parameters(), graph.stages());
    }

    /** Returns the gradients after one backward pass. */
    static Map<String, float[]> step(ScriptModule module, JsonNode golden, double tolerance) {
        int images = golden.get("images").asInt();
        int height = golden.path("height").asInt(golden.path("size").asInt());
        int width = golden.path("width").asInt(height);
        int labels = golden.path("labels").asInt(LABELS);
        float[] targets = new float[images * labels];
        for (int i = 0; i < targets.length; i++) {
            int image = i / labels;
            targets[i] = (image + i % labels) % 2;
        }
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (NDManager manager = module.manager().newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            ByteBuffer pixels = ByteBuffer.wrap(FormulaValues.pixels(images * height * width * 3));
            NDArray input =
                    manager.create(pixels, new Shape(images, height, width, 3), DataType.UINT8);
            NDArray logits = module.forward(input, true);
            NDArray expected = manager.create(targets, new Shape(images, labels));
            NDArray loss = new BinaryCrossEntropyLoss().evaluate(logits, expected);
            assertEquals(golden.get("loss").asDouble(), loss.getFloat(), tolerance);
            collector.backward(loss);
            module.trained()
                    .forEach(
                            (name, weight) -> {
                                try (NDArray gradient = weight.getGradient()) {
                                    gradients.put(name, gradient.toFloatArray());
                                }
                            });
        }
        return gradients;
    }

    static void compareNorms(JsonNode expected, Map<String, float[]> actual, double tolerance) {
        assertFalse(expected.isEmpty());
        assertEquals(expected.size(), actual.size());
        actual.forEach(
                (name, values) -> {
                    double sum = 0;
                    for (float value : values) {
                        sum += (double) value * value;
                    }
                    double norm = expected.get(name).asDouble();
                    assertEquals(norm, Math.sqrt(sum), tolerance * norm, name);
                });
    }

    static void compare(JsonNode expected, float[] actual, String name) {
        int stride = Math.max(1, actual.length / expected.size());
        double largest = 0;
        for (JsonNode value : expected) {
            largest = Math.max(largest, Math.abs(value.asDouble()));
        }
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).asDouble(), actual[i * stride], TOLERANCE * largest, name);
        }
    }
}

package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.network.Add;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Conv2d;
import org.tagzoo.zoo.network.Dropout;
import org.tagzoo.zoo.network.FoldedNorms;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Input;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Linear;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Node;
import org.tagzoo.zoo.network.Nonlinearity;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Op;
import org.tagzoo.zoo.network.Relu;
import org.tagzoo.zoo.network.Scope;
import org.tagzoo.zoo.network.Value;

class FusedStepsTest {

    private static final int SIZE = 3;
    private static final int CHANNELS = 16;
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(120.0, 110.0, 100.0), List.of(60.0, 50.0, 40.0));

    private static Graph fused(Graph graph) {
        return FusedSteps.of(graph, Precision.FLOAT32);
    }

    private static long count(Graph graph, Class<? extends Op> kind) {
        return graph.nodes().stream().filter(node -> kind.isInstance(node.op())).count();
    }

    @ParameterizedTest
    @CsvSource({
        "resnet18, 20, 8",
        "resnet50, 53, 16",
        "vgg16_bn, 13, 0",
        "inception_v3, 94, 0",
        "mobilenet_v2, 52, 10",
        "mobilenet_v3_large, 62, 10",
        "efficientnet_b0, 81, 9",
        "convnext_tiny, 58, 18"
    })
    void allConvolutionsSumsAndMostReluOfPublishedNetworksAreFused(
            String name, int convolutions, int sums) {
        Graph graph =
                new Network(Backbones.byName(name).orElseThrow(), Head.linear(3))
                        .graph(96, NORMALIZATION)
                        .frozen();
        Graph fused = fused(FoldedNorms.of(graph, new FormulaValues()).graph());
        assertEquals(convolutions, count(fused, FusedConv2d.class));
        assertEquals(0, count(fused, Conv2d.class) + count(fused, Add.class));
        assertTrue(
                fused.nodes().stream()
                        .filter(n -> n.op() instanceof Nonlinearity)
                        .allMatch(
                                n -> fused.nodes().get(n.inputs().get(0)).op() instanceof Linear));
        assertEquals(
                sums,
                fused.nodes().stream()
                        .filter(n -> n.op() instanceof FusedConv2d && n.inputs().size() == 2)
                        .count());
    }

    /** Sums of what other steps still need must not be written over it. */
    @Test
    void networksOfAnyWiringComputeWhatTheirDescriptionSays() throws IOException {
        assumeTrue(FusedSteps.areSupported(Precision.FLOAT32), "The engine has no oneDNN");
        long sums = 0;
        for (int i = 0; i < 100; i++) {
            long seed = 1000L + i;
            Graph graph = wired(new SplittableRandom(seed)).frozen();
            Graph steps = fused(graph);
            sums += count(graph, Add.class) - count(steps, Add.class);
            assertComputed(graph, "seed " + seed);
        }
        assertTrue(sums > 20, "Too few sums were fused: " + sums);
    }

    @Test
    void aConvolutionIsNotPutOffUntilItsInputIsWrittenOver() throws IOException {
        assumeTrue(FusedSteps.areSupported(Precision.FLOAT32), "The engine has no oneDNN");
        Graph graph =
                Graph.ofPixels(
                                SIZE,
                                NORMALIZATION,
                                (root, pixels) -> {
                                    Value first = conv(root, "stem", pixels);
                                    Value x = Layers.relu(conv(root, "a", first));
                                    Value early = conv(root, "b", x);
                                    Value over = Layers.add(conv(root, "c", first), x);
                                    return Layers.relu(Layers.add(early, Layers.relu(over)));
                                })
                        .frozen();
        assertEquals(1, count(fused(graph), Add.class));
        assertComputed(graph, "by hand");
    }

    private static Value conv(Scope root, String name, Value x) {
        return Layers.conv(root.child(name), x, CHANNELS, 1, 0);
    }

    private static void assertComputed(Graph graph, String what) throws IOException {
        byte[] pixels = FormulaValues.pixels(2 * SIZE * SIZE * 3);
        float[] expected = interpreted(graph, pixels);
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (MemoryFormat format : MemoryFormat.values()) {
            float[] actual = compiled(graph, pixels, format);
            assertArrayEquals(expected, actual, 1e-5f * largest, what + ", " + format);
        }
    }

    /** Eight steps, each of which takes what any before it gave. */
    private static Graph wired(SplittableRandom random) {
        return Graph.ofPixels(
                SIZE,
                NORMALIZATION,
                (root, pixels) -> {
                    List<Value> made = new ArrayList<>();
                    made.add(Layers.conv(root.child("stem"), pixels, CHANNELS, 1, 0));
                    for (int step = 0; step < 8; step++) {
                        Value x = made.get(recent(random, made.size()));
                        Value y = made.get(recent(random, made.size()));
                        Scope scope = root.child("step" + step);
                        made.add(
                                switch (random.nextInt(6)) {
                                    case 0 -> Layers.conv(scope, x, CHANNELS, 1, 0);
                                    case 1 -> Layers.relu(x);
                                    case 2 -> Layers.add(x, y);
                                    case 3 ->
                                            Layers.relu(
                                                    Layers.add(
                                                            y,
                                                            Layers.conv(scope, x, CHANNELS, 1, 0)));
                                    case 4 ->
                                            Layers.add(
                                                    Layers.stochasticDepth(
                                                            Layers.conv(scope, x, CHANNELS, 1, 0),
                                                            0.5),
                                                    y);
                                    default ->
                                            Layers.relu(
                                                    Layers.add(
                                                            Layers.conv(scope, x, CHANNELS, 1, 0),
                                                            y));
                                });
                    }
                    return made.get(made.size() - 1);
                });
    }

    private static int recent(SplittableRandom random, int size) {
        return size - 1 - (random.nextBoolean() ? 0 : random.nextInt(Math.min(size, 4)));
    }

    private static float[] compiled(Graph graph, byte[] pixels, MemoryFormat format)
            throws IOException {
        try (ScriptModule module =
                        ScriptModule.load(
                                graph,
                                new FormulaValues(),
                                Precision.FLOAT32,
                                format,
                                Device.cpu());
                NDManager manager = NDManager.newBaseManager()) {
            NDArray input =
                    manager.create(
                            ByteBuffer.wrap(pixels), new Shape(2, SIZE, SIZE, 3), DataType.UINT8);
            return module.forward(input, false).toFloatArray();
        }
    }

    /** All convolutions are of one pixel: each position goes through the network by itself. */
    private static float[] interpreted(Graph graph, byte[] pixels) {
        float[] results = new float[pixels.length / 3 * CHANNELS];
        for (int position = 0; position < pixels.length / 3; position++) {
            List<double[]> made = new ArrayList<>();
            for (Node node : graph.nodes()) {
                List<double[]> inputs = node.inputs().stream().map(made::get).toList();
                double[] result = new double[Input.isPixels(node.op()) ? 3 : CHANNELS];
                for (int c = 0; c < result.length; c++) {
                    result[c] =
                            Input.isPixels(node.op())
                                    ? ((pixels[3 * position + c] & 0xFF)
                                                    - NORMALIZATION.mean().get(c))
                                            / NORMALIZATION.std().get(c)
                                    : value(node.op(), inputs, c);
                }
                made.add(result);
            }
            double[] last = made.get(made.size() - 1);
            for (int c = 0; c < CHANNELS; c++) {
                results[position * CHANNELS + c] = (float) last[c];
            }
        }
        return results;
    }

    private static double value(Op op, List<double[]> inputs, int channel) {
        double[] x = inputs.get(0);
        if (op instanceof Relu) {
            return Math.max(0, x[channel]);
        } else if (op instanceof Dropout) {
            return x[channel];
        } else if (op instanceof Add) {
            return x[channel] + inputs.get(1)[channel];
        }
        Conv2d conv = (Conv2d) op;
        float[] weight = new FormulaValues().values(conv.weight());
        double sum = new FormulaValues().values(conv.bias().orElseThrow())[channel];
        for (int i = 0; i < x.length; i++) {
            sum += weight[channel * x.length + i] * x[i];
        }
        return sum;
    }
}

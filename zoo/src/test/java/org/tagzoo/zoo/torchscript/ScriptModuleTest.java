package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;
import org.tagzoo.zoo.weights.TensorSource;

class ScriptModuleTest {

    private static final Normalization PLAIN =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0));

    /** A head with standardised embeddings has running statistics beside its weights. */
    private final Graph graph =
            new Network(
                            Backbones.byName("resnet18").orElseThrow(),
                            new Head(3, List.of(8), 0.5, true))
                    .graph(32, PLAIN);

    private static ScriptModule load(Graph graph, ParameterValues values) throws IOException {
        return ScriptModule.load(
                graph, values, Precision.FLOAT32, MemoryFormat.CONTIGUOUS, Device.cpu());
    }

    @Test
    void holdsTheValuesThatItIsGiven() throws IOException {
        FormulaValues values = new FormulaValues();
        try (ScriptModule module = load(graph, values)) {
            TensorSource tensors = module.tensors();
            for (Parameter parameter : graph.parameters()) {
                if (parameter.role() != Parameter.Role.COUNTER) {
                    assertArrayEquals(
                            values.values(parameter),
                            read(tensors, parameter.name()),
                            parameter.name());
                }
            }
            assertEquals(
                    graph.parameters().stream()
                            .filter(p -> p.role() == Parameter.Role.TRAINED)
                            .map(Parameter::name)
                            .toList(),
                    List.copyOf(module.trained().keySet()));
            module.trained().values().forEach(a -> assertEquals(true, a.hasGradient()));
        }
    }

    private static float[] read(TensorSource tensors, String name) throws IOException {
        FloatBuffer buffer = tensors.read(name);
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /** Weights, frozen ones and running statistics, all in place. */
    @Test
    void takesOverTheTensorsOfAnother() throws IOException {
        byte[] noise = new byte[2 * 32 * 32 * 3];
        new SplittableRandom(1).nextBytes(noise);
        try (ScriptModule first = load(graph, new FormulaValues());
                ScriptModule second = load(graph, new InitialValues(1));
                NDManager manager = NDManager.newBaseManager()) {
            NDArray pixels =
                    manager.create(ByteBuffer.wrap(noise), new Shape(2, 32, 32, 3), DataType.UINT8);
            float[] expected = first.forward(pixels, false).toFloatArray();
            assertFalse(
                    java.util.Arrays.equals(
                            expected, second.forward(pixels, false).toFloatArray()));
            second.restore(first.tensors());
            assertArrayEquals(expected, second.forward(pixels, false).toFloatArray());
            second.trained().values().forEach(a -> assertEquals(true, a.hasGradient()));
        }
    }

    @Test
    void refusesTooFewValues() {
        IOException e = assertThrows(IOException.class, () -> load(graph, p -> new float[0]));
        assertEquals(
                "conv1.weight is [64, 3, 7, 7] and has 9408 values, not 0",
                e.getCause().getMessage());
    }

    @Test
    void passesOnWhyValuesCantBeRead() {
        IOException reason = new IOException("no such tensor");
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                load(
                                        graph,
                                        p -> {
                                            throw new UncheckedIOException(reason);
                                        }));
        assertSame(reason, e);
    }
}

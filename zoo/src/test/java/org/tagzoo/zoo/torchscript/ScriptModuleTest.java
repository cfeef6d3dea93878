package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.ParameterValues;

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
            Map<String, float[]> state = module.state();
            assertEquals(graph.parameters().size(), state.size());
            for (Parameter parameter : graph.parameters()) {
                assertArrayEquals(
                        values.values(parameter), state.get(parameter.name()), parameter.name());
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

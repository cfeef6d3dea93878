package org.tagzoo.zoo.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.text.Characters;
import org.tagzoo.zoo.network.CharacterVectors;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Gru;
import org.tagzoo.zoo.network.MultiplyAdds;
import org.tagzoo.zoo.network.Scope;
import org.tagzoo.zoo.network.TextInput;
import org.tagzoo.zoo.network.Value;

/** Texts through vectors and a gated recurrent unit, against what {@code make_gru.py} wrote. */
class GruTest {

    private static final double EXACT = 1e-5;
    private static final int LENGTH = 7;
    private static final int KNOWN = 9;
    private static final int WIDTH = 5;
    private static final int HIDDEN = 6;

    @TempDir Path folder;

    private static JsonNode golden() throws IOException {
        try (InputStream in = Graph.class.getResourceAsStream("gru.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static Graph graph(boolean resetsBefore) {
        return Graph.ofEmbeddings(
                LENGTH,
                (root, texts) ->
                        Gru.of(root.child("gru"), vectors(root, texts), HIDDEN, resetsBefore));
    }

    private static Value vectors(Scope root, Value texts) {
        return CharacterVectors.of(root.child("vectors"), texts, KNOWN, WIDTH);
    }

    private static NDArray texts(NDManager manager) throws IOException {
        float[][] texts = new ObjectMapper().convertValue(golden().get("texts"), float[][].class);
        return manager.create(texts);
    }

    private static ScriptModule load(Graph graph, Precision precision) throws IOException {
        return ScriptModule.load(
                graph, new FormulaValues(), precision, MemoryFormat.CHANNELS_LAST, Device.cpu());
    }

    private static void assertClose(JsonNode expected, NDArray actual) {
        float[] values = actual.toFloatArray();
        assertEquals(expected.size(), values.length);
        for (int i = 0; i < values.length; i++) {
            assertEquals(expected.get(i).asDouble(), values[i], EXACT, "at " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statesAndGradientsArePyTorchs(boolean resetsBefore) throws IOException {
        JsonNode expected = golden().get(resetsBefore ? "before" : "after");
        try (ScriptModule module = load(graph(resetsBefore), Precision.FLOAT32);
                NDManager manager = module.manager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray states = module.forward(texts(manager), true);
            assertClose(expected.get("states"), states);
            collector.backward(states.square().sum());
            assertEquals(5, module.trained().size());
            for (Map.Entry<String, NDArray> weight : module.trained().entrySet()) {
                assertClose(
                        expected.get("gradients").get(weight.getKey()),
                        weight.getValue().getGradient());
            }
        }
    }

    /** As frozen stages compute it, and in what else computes in bfloat16. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void frozenStatesArePyTorchs(boolean resetsBefore) throws IOException {
        JsonNode expected = golden().get(resetsBefore ? "before" : "after");
        try (ScriptModule module = load(graph(resetsBefore).frozen(), Precision.BFLOAT16);
                NDManager manager = module.manager().newSubManager()) {
            assertClose(expected.get("states"), module.forward(texts(manager), false));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void stockDjlLoadsIt(boolean resetsBefore) throws Exception {
        Path archive = folder.resolve("net.pt");
        TorchScriptArchive.writeForUse(archive, graph(resetsBefore).frozen(), new FormulaValues());
        Criteria<NDList, NDList> criteria =
                Criteria.builder()
                        .setTypes(NDList.class, NDList.class)
                        .optModelPath(archive)
                        .optEngine("PyTorch")
                        .build();
        try (ZooModel<NDList, NDList> model = criteria.loadModel();
                Predictor<NDList, NDList> predictor = model.newPredictor();
                NDManager manager = model.getNDManager().newSubManager()) {
            NDArray states = predictor.predict(new NDList(texts(manager))).get(0);
            assertEquals(new Shape(2, HIDDEN), states.getShape());
            assertClose(golden().get(resetsBefore ? "before" : "after").get("states"), states);
        }
    }

    @Test
    void shapesAreChecked() {
        assertEquals(
                "Vectors are looked up for rows of numbers, not [N, 7, 5]",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        Graph.ofEmbeddings(
                                                LENGTH,
                                                (r, x) -> vectors(r, vectors(r.child("b"), x))))
                        .getMessage());
        assertEquals(
                "A gated recurrent unit with weights [18, 7] takes tokens of that width, not [N, 7]",
                assertThrows(
                                IllegalArgumentException.class,
                                () ->
                                        Graph.ofEmbeddings(
                                                LENGTH, (r, x) -> Gru.of(r, x, HIDDEN, false)))
                        .getMessage());
    }

    /** By hand: at each of 7 characters, 3 gates of 6 numbers, of 5 inputs and 6 states. */
    @Test
    void multiplyAddsAreCounted() {
        assertEquals(7 * 3 * 6 * (5 + 6), MultiplyAdds.of(graph(true)).forward());
    }

    /** Corpora have their fields stripped, requests not. */
    @Test
    void blanksAroundATextDontCount() {
        TextInput input = new TextInput("title", new Characters(" ab"), 4, 2, 3, false);
        float[] plain = {0, 3, 2, 4};
        assertArrayEquals(plain, input.vector(Map.of("title", "a b")));
        assertArrayEquals(plain, input.vector(Map.of("title", " a b\r\n")));
    }
}

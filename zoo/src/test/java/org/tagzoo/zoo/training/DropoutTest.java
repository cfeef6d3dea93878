package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Dropout's random numbers are its network's own: no other's are drawn, and no other draws its. */
class DropoutTest {

    private static final Engine ENGINE = Engine.getEngine("PyTorch");
    private static final int WIDTH = SmallTraining.WIDTH;

    private static String train(long seed) throws Exception {
        Graph graph = SmallTraining.graph(new Head(3, List.of(64), 0.5, false));
        try (ScriptModule module = SmallTraining.module(graph, 3)) {
            SmallTraining.fit(module, 3, seed, SmallTraining.oneCycle(3));
            return module.tensors().sha256();
        }
    }

    private static float[] engineNumbers() {
        try (NDManager manager = ENGINE.newBaseManager()) {
            return manager.randomNormal(new Shape(8)).toFloatArray();
        }
    }

    @Test
    void trainingLeavesTheEnginesGeneratorAlone() throws Exception {
        ENGINE.setRandomSeed(11);
        float[] expected = engineNumbers();
        ENGINE.setRandomSeed(11);
        train(5);
        assertArrayEquals(expected, engineNumbers());
    }

    @Test
    void trainingsAtTheSameTimeAreWhatTheyAreAlone() throws Exception {
        List<String> alone = List.of(train(1), train(2), train(3));
        assertNotEquals(alone.get(0), alone.get(1));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<String>> trainings =
                    List.of(() -> train(1), () -> train(2), () -> train(3));
            List<Future<String>> together = threads.invokeAll(trainings);
            for (int i = 0; i < alone.size(); i++) {
                assertEquals(alone.get(i), together.get(i).get());
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The same numbers as DJL's dropout draws from the engine's generator, one call or several. */
    @Test
    void drawsWhatTheEngineWouldDrawOfTheSameSeed() throws Exception {
        Graph graph =
                Graph.ofEmbeddings(
                        WIDTH,
                        (root, x) -> Layers.linear(root.child("fc"), Layers.dropout(x, 0.3), 3));
        try (ScriptModule module = SmallTraining.module(graph, 3);
                NDManager manager = module.manager().newSubManager()) {
            NDArray x = manager.randomNormal(new Shape(50, WIDTH));
            NDArray weight = module.trained().get("fc.weight");
            NDArray bias = module.trained().get("fc.bias");
            ENGINE.setRandomSeed(-9);
            module.seedDropout(-9);
            for (int call = 0; call < 3; call++) {
                NDArray dropped = ai.djl.nn.norm.Dropout.dropout(x, 0.3f, true).singletonOrThrow();
                NDArray expected = new NDList(dropped.matMul(weight.transpose()).add(bias)).get(0);
                assertArrayEquals(
                        expected.toFloatArray(), module.forward(x, true).toFloatArray(), 1e-5f);
            }
            NDArray whole = x.matMul(weight.transpose()).add(bias);
            assertArrayEquals(whole.toFloatArray(), module.forward(x, false).toFloatArray(), 1e-5f);
        }
    }

    /** {@code make_stochastic_depth.py} drew with the same seed: images are kept whole or not. */
    @Test
    void stochasticDepthDropsTheImagesThatTorchvisionDrops() throws Exception {
        JsonNode golden;
        try (InputStream json = getClass().getResourceAsStream("stochastic-depth.json")) {
            golden = new ObjectMapper().readTree(json);
        }
        double probability = golden.get("probability").asDouble();
        int images = golden.get("factors").size();
        Normalization normalization =
                new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
        Graph graph =
                Graph.ofPixels(
                        3,
                        normalization,
                        (root, x) ->
                                Layers.stochasticDepth(
                                        Layers.conv(root.child("a"), x, 4, 1, 0), probability));
        try (ScriptModule module = SmallTraining.module(graph, 3);
                NDManager manager = module.manager().newSubManager()) {
            NDArray x = manager.ones(new Shape(images, 3, 3, 3), DataType.UINT8);
            module.seedDropout(golden.get("seed").asLong());
            float[] whole = module.forward(x, false).toFloatArray();
            float[] dropped = module.forward(x, true).toFloatArray();
            int perImage = whole.length / images;
            for (int i = 0; i < whole.length; i++) {
                double factor = golden.get("factors").get(i / perImage).asDouble();
                assertNotEquals(0, whole[i]);
                assertEquals(factor * whole[i], dropped[i], 1e-6 * Math.abs(whole[i]));
            }
        }
    }
}

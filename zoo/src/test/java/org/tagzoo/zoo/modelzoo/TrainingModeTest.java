package org.tagzoo.zoo.modelzoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** A block that trains computes what TagZoo's own training computes, from its first pass on. */
class TrainingModeTest {

    private static final int LABELS = 3;
    private static final int SIZE = TrainCriteria.SIZE;

    private static ZooModel<NDList, NDList> load(String freeze) throws Exception {
        var criteria =
                TrainCriteria.trained(TrainCriteria.random("resnet18"))
                        .optArgument("labels", LABELS);
        return (freeze.isEmpty() ? criteria : criteria.optArgument("freeze", "before " + freeze))
                .build()
                .loadModel();
    }

    /** Without a call that evaluates before it, as the first batch of a training. */
    @ParameterizedTest
    @ValueSource(strings = {"", "layer3"})
    void theFirstPassIsATrainingPass(String freeze) throws Exception {
        float[] first;
        try (ZooModel<NDList, NDList> model = load(freeze);
                Trainer trainer =
                        model.newTrainer(
                                new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss()))) {
            first = pass(trainer, true);
        }
        try (ZooModel<NDList, NDList> model = load(freeze);
                Trainer trainer =
                        model.newTrainer(
                                new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss()))) {
            float[] evaluated = pass(trainer, false);
            assertArrayEquals(pass(trainer, true), first, 1e-5f);
            assertTrue(Math.abs(evaluated[0] - first[0]) > 1e-3, "Both modes compute the same");
        }
    }

    private static float[] pass(Trainer trainer, boolean training) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDList pixels = new NDList(TrainCriteria.pixels(manager, 4, SIZE));
            NDList result = training ? trainer.forward(pixels) : trainer.evaluate(pixels);
            result.attach(manager);
            return result.singletonOrThrow().toFloatArray();
        }
    }

    /** What a pass gives, and the gradients of its sum of squares. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Result(float[] logits, Map<String, float[]> gradients) {}

    @ParameterizedTest
    @ValueSource(strings = {"", "layer1", "layer4", "head"})
    void computesWhatScriptModulesDo(String freeze) throws Exception {
        Result expected = byModules(freeze);
        try (ZooModel<NDList, NDList> model = load(freeze)) {
            Result actual = byBlock(model);
            assertArrayEquals(expected.logits, actual.logits, 1e-5f);
            assertEquals(expected.gradients.keySet(), actual.gradients.keySet());
            expected.gradients.forEach(
                    (name, gradient) -> {
                        float largest = 0;
                        for (float value : gradient) {
                            largest = Math.max(largest, Math.abs(value));
                        }
                        assertTrue(largest > 0, name);
                        assertArrayEquals(
                                gradient, actual.gradients.get(name), 1e-4f * largest, name);
                    });
        }
    }

    private static Result byBlock(ZooModel<NDList, NDList> model) {
        try (NDManager manager = model.getNDManager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray logits =
                    model.getBlock()
                            .forward(
                                    new ParameterStore(manager, false),
                                    new NDList(TrainCriteria.pixels(manager, 4, SIZE)),
                                    true)
                            .singletonOrThrow();
            collector.backward(logits.mul(logits).sum());
            Map<String, float[]> gradients = new TreeMap<>();
            model.getBlock()
                    .getParameters()
                    .forEach(
                            pair ->
                                    gradients.put(
                                            pair.getKey(),
                                            pair.getValue()
                                                    .getArray()
                                                    .getGradient()
                                                    .toFloatArray()));
            return new Result(logits.toFloatArray(), gradients);
        }
    }

    private static Result byModules(String freeze) throws Exception {
        Graph graph =
                new LoadedNetwork(
                                "resnet18",
                                false,
                                Head.linear(LABELS),
                                List.of(),
                                ImageSize.square(SIZE),
                                TrainCriteria.NORMALIZATION)
                        .graph();
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray input = TrainCriteria.pixels(manager, 4, SIZE);
            if (!freeze.isEmpty()) {
                try (ScriptModule frozen = module(graph.before(freeze).frozen())) {
                    input = frozen.forward(input, false).add(0);
                }
            }
            try (ScriptModule trained = module(freeze.isEmpty() ? graph : graph.from(freeze));
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray logits = trained.forward(input, true);
                collector.backward(logits.mul(logits).sum());
                Map<String, float[]> gradients = new TreeMap<>();
                trained.trained()
                        .forEach(
                                (name, array) ->
                                        gradients.put(name, array.getGradient().toFloatArray()));
                return new Result(logits.toFloatArray(), gradients);
            }
        }
    }

    private static ScriptModule module(Graph graph) throws Exception {
        return ScriptModule.load(
                graph,
                new InitialValues(1),
                Precision.FLOAT32,
                MemoryFormat.CHANNELS_LAST,
                Device.cpu());
    }

    /** Running statistics move by what the first batch was. */
    @Test
    void theFirstPassMovesTheStatistics() throws Exception {
        try (ZooModel<NDList, NDList> model = load("layer4")) {
            Map<String, float[]> before = TrainCriteria.tensors(model.getBlock());
            byBlock(model);
            Map<String, float[]> after = TrainCriteria.tensors(model.getBlock());
            assertArrayEquals(
                    before.get("layer3.1.bn2.running_mean"),
                    after.get("layer3.1.bn2.running_mean"));
            float moved = after.get("layer4.1.bn2.running_mean")[0];
            assertTrue(moved != before.get("layer4.1.bn2.running_mean")[0]);
        }
    }
}

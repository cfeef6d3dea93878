package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.zoo.training.SmallTraining.EXAMPLES;
import static org.tagzoo.zoo.training.SmallTraining.HELD_OUT;
import static org.tagzoo.zoo.training.SmallTraining.WIDTH;
import static org.tagzoo.zoo.training.SmallTraining.fit;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.oneCycle;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Which parameters training moves, and by how much. */
class TrainedStagesTest {

    @Test
    void batchNormMovesInTrainingUnlessItIsFrozen() throws IOException {
        Graph moving =
                Graph.ofEmbeddings(
                        WIDTH,
                        (root, x) ->
                                Layers.linear(
                                        root.child("fc"),
                                        Layers.batchNorm(root.child("bn"), x),
                                        3));
        try (ScriptModule module = module(moving, 1)) {
            fit(module, 1, 1, oneCycle(1));
            assertFalse(Arrays.equals(new float[WIDTH], values(module, "bn.running_mean")));
            assertFalse(isAll(1, values(module, "bn.weight")));
        }
        try (ScriptModule module = module(graph(new Head(3, List.of(), 0, true)), 1)) {
            float[] before = values(module, "fc.1.weight");
            fit(module, 1, 1, oneCycle(1));
            assertArrayEquals(new float[WIDTH], values(module, "fc.0.running_mean"));
            assertTrue(isAll(1, values(module, "fc.0.running_var")));
            assertTrue(isAll(1, values(module, "fc.0.weight")));
            assertFalse(
                    Arrays.equals(before, values(module, "fc.1.weight")), "the rest is trained");
        }
    }

    private static boolean isAll(float value, float[] array) {
        for (float element : array) {
            if (element != value) {
                return false;
            }
        }
        return true;
    }

    @Test
    void frozenStagesStayAsTheyAreBatchNormAndAll() throws IOException {
        Graph graph =
                Graph.ofEmbeddings(
                        WIDTH,
                        (root, x) -> {
                            var body = Layers.linear(root.child("body"), x, 8);
                            var normed = Layers.relu(Layers.batchNorm(root.child("bn"), body));
                            return Layers.linear(root.child("fc"), normed.beginStage("head"), 3);
                        });
        try (ScriptModule frozen = module(graph.before("head").frozen(), 1);
                ScriptModule head = module(graph.from("head"), 1)) {
            String before = frozen.tensors().sha256();
            float[] weight = values(head, "fc.weight");
            trainer(head, 2, 1, oneCycle(2))
                    .setNetwork(new TrainableNetwork(Optional.of(frozen), head))
                    .build()
                    .fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertEquals(before, frozen.tensors().sha256());
            assertFalse(Arrays.equals(weight, values(head, "fc.weight")), "the head is trained");
        }
    }

    /** What the test above guards against: frozen as DJL freezes, batch norm still moves. */
    @Test
    void inDjlsOwnFreezingBatchNormMoves() throws IOException {
        try (Model model = Model.newInstance("frozen", "PyTorch")) {
            var norm = BatchNorm.builder().build();
            model.setBlock(
                    new SequentialBlock().add(Linear.builder().setUnits(4).build()).add(norm));
            try (var trainer =
                    model.newTrainer(
                            new DefaultTrainingConfig(ai.djl.training.loss.Loss.l2Loss()))) {
                trainer.initialize(new Shape(8, WIDTH));
                model.getBlock().freezeParameters(true);
                NDArray mean = norm.getParameters().get("runningMean").getArray();
                float[] before = mean.toFloatArray();
                try (NDManager manager = model.getNDManager().newSubManager()) {
                    NDArray input = manager.arange(8f * WIDTH).reshape(8, WIDTH);
                    trainer.forward(new NDList(input));
                }
                assertFalse(Arrays.equals(before, mean.toFloatArray()));
            }
        }
    }

    @Test
    void stagesHaveRatesOfTheirOwn() throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            float[] first = values(module, "fc.0.weight");
            float[] last = values(module, "fc.2.weight");
            trainer(module, 1, 1, oneCycle(1))
                    .setOptimizer(
                            SmallTraining.sgd(oneCycle(1))
                                    .optMultipliers(Map.of("fc.0.weight", 0.0))
                                    .build())
                    .build()
                    .fit(EXAMPLES, HELD_OUT, epoch -> {});
            assertArrayEquals(first, values(module, "fc.0.weight"));
            assertFalse(Arrays.equals(last, values(module, "fc.2.weight")));
        }
    }
}

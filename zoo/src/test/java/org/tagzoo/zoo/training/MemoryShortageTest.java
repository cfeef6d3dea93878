package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** A network with batch norm, and memory for a few examples at a time. */
class MemoryShortageTest {

    private static final Graph NORMALIZED =
            Graph.ofEmbeddings(
                    LearnableRows.WIDTH,
                    (root, x) ->
                            Layers.linear(
                                    root.child("fc"), Layers.batchNorm(root.child("bn"), x), 3));

    private final Examples validation = LearnableRows.examples(50, 6);

    private static ScriptModule module() throws IOException {
        return ScriptModule.load(
                NORMALIZED,
                new InitialValues(1),
                Precision.FLOAT32,
                MemoryFormat.CONTIGUOUS,
                Device.cpu());
    }

    /** Notes how many examples came at a time, and has memory for some. */
    private static final class Small extends ExampleLoss {

        private static final ExampleLoss SOUND = new BinaryCrossEntropyLoss();

        private final int most;
        private final List<Integer> sizes;

        Small(int most, List<Integer> sizes) {
            super("Small");
            this.most = most;
            this.sizes = sizes;
        }

        @Override
        protected NDArray of(NDArray logits, NDArray targets) {
            int size = (int) logits.getShape().get(0);
            if (size > most) {
                throw new EngineException("[enforce fail] not enough memory");
            }
            sizes.add(size);
            return SOUND.evaluate(logits, targets);
        }

        @Override
        public double evaluate(float[][] logits, boolean[][] targets) {
            return SOUND.evaluate(logits, targets);
        }
    }

    private TrainingResult fit(ScriptModule module, Examples train, int batch, Small loss)
            throws IOException {
        return Training.builder()
                .setNetwork(TrainableNetwork.of(module))
                .setLoss(loss)
                .setOptimizer(Sgd.builder().setLearningRateTracker(ExactTracker.fixed(0.1)).build())
                .setEpochs(1)
                .setBatchSize(batch)
                .setSeed(1)
                .build()
                .fit(train, validation, epoch -> {});
    }

    @Test
    void runningStatisticsMoveOnceForABatchInParts() throws IOException {
        Examples train = LearnableRows.examples(60, 5);
        try (ScriptModule whole = module();
                ScriptModule inParts = module()) {
            fit(whole, train, 60, new Small(60, new ArrayList<>()));
            List<Integer> sizes = new ArrayList<>();
            TrainingResult result = fit(inParts, train, 60, new Small(20, sizes));
            assertEquals(Collections.nCopies(4, 15), sizes);
            assertEquals(
                    List.of(
                            "memory ran out: batches of 60 in micro-batches of 15, each normalised"
                                    + " by its own statistics"),
                    result.remarks());
            assertArrayEquals(
                    SmallTraining.values(whole, "bn.running_mean"),
                    SmallTraining.values(inParts, "bn.running_mean"),
                    1e-6f);
            // A tenth of the way from 1 to a variance of a third; parts lack what they differ by.
            assertArrayEquals(
                    SmallTraining.values(whole, "bn.running_var"),
                    SmallTraining.values(inParts, "bn.running_var"),
                    5e-3f);
            assertEquals(0.933, SmallTraining.values(inParts, "bn.running_var")[0], 0.02);
        }
    }

    @Test
    void noPartIsOneExampleWhereBatchNormIsTrained() throws IOException {
        Examples train = LearnableRows.examples(16 + 9, 5);
        List<Integer> sizes = new ArrayList<>();
        try (ScriptModule module = module()) {
            fit(module, train, 16, new Small(4, sizes));
            assertEquals(List.of(4, 4, 4, 4, 3, 3, 3), sizes);
            for (float variance : SmallTraining.values(module, "bn.running_var")) {
                assertTrue(Float.isFinite(variance), "variance " + variance);
            }
        }
        try (ScriptModule module = module()) {
            Small none = new Small(1, new ArrayList<>());
            assertThrows(EngineException.class, () -> fit(module, train, 16, none));
        }
    }

    @Test
    void scoresAreTheSameWhereMemoryRunsOut() throws IOException {
        List<Long> sizes = new ArrayList<>();
        try (ScriptModule module = module();
                BatchLoader loader = new BatchLoader(1)) {
            TrainableNetwork network = TrainableNetwork.of(module);
            Function<NDList, NDList> small =
                    inputs -> {
                        long size = inputs.get(0).getShape().get(0);
                        sizes.add(size);
                        if (size > 6) {
                            throw new EngineException("CUDA out of memory");
                        }
                        return network.forward(inputs, false);
                    };
            float[][] whole = Scorer.logits(network, validation, 20, 1);
            float[][] parts = Scorer.logits(small, network.newManager(), validation, 20, loader);
            assertEquals(List.of(20L, 10L, 5L, 5L, 5L, 5L), sizes.subList(0, 6));
            assertEquals(2 + 50 / 5, sizes.size());
            for (int n = 0; n < whole.length; n++) {
                assertArrayEquals(whole[n], parts[n], 1e-6f);
            }
            Function<NDList, NDList> none =
                    inputs -> {
                        throw new EngineException("CUDA out of memory");
                    };
            assertThrows(
                    EngineException.class,
                    () -> Scorer.logits(none, network.newManager(), validation, 20, loader));
        }
    }
}

package org.tagzoo.zoo.training;

import ai.djl.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** Small heads, and numbers whose labels are known functions of them, to train on. */
final class SmallTraining {

    static final int WIDTH = LearnableRows.WIDTH;
    static final int TRAIN = 200;
    static final int VALIDATION = 50;
    static final int BATCH = 16;

    static final Examples EXAMPLES = LearnableRows.examples(TRAIN, 5);
    static final Examples HELD_OUT = LearnableRows.examples(VALIDATION, 6);

    private SmallTraining() {}

    static ScriptModule module(Graph graph, long seed) throws IOException {
        return ScriptModule.load(
                graph,
                new InitialValues(seed),
                Precision.FLOAT32,
                MemoryFormat.CONTIGUOUS,
                Device.cpu());
    }

    static Graph graph(Head head) {
        return Graph.ofEmbeddings(WIDTH, (root, x) -> head.classify(root.child("fc"), x));
    }

    /** Returns a network of all that is drawn or counted: batch norm, and dropout. */
    static ScriptModule normedModule(int hidden) throws IOException {
        return module(
                Graph.ofEmbeddings(
                        WIDTH,
                        (root, x) -> {
                            var layer = Layers.linear(root.child("hidden"), x, hidden);
                            var normed = Layers.batchNorm(root.child("bn"), layer);
                            return Layers.linear(
                                    root.child("fc"), Layers.dropout(Layers.relu(normed), 0.2), 3);
                        }),
                3);
    }

    /** Returns a training of it with all that keeps a state of its own. */
    static Training.Builder normedTrainer(
            ScriptModule module, int epochs, int examples, double maxLr) {
        RateAndMomentum schedule =
                OneCycle.builder()
                        .setMaxLr(maxLr)
                        .setTotalUpdates(epochs * Training.updatesPerEpoch(examples, BATCH))
                        .build();
        return trainer(module, epochs, 7, schedule)
                .setLoss(new BinaryCrossEntropyLoss(new double[] {1, 2, 3}))
                .optAverageDecay(0.9)
                .optClipNorm(1);
    }

    static Training.Builder trainer(
            ScriptModule module, int epochs, long seed, RateAndMomentum schedule) {
        return Training.builder()
                .setNetwork(TrainableNetwork.of(module))
                .setLoss(new BinaryCrossEntropyLoss())
                .setOptimizer(sgd(schedule).build())
                .setEpochs(epochs)
                .setBatchSize(BATCH)
                .setSeed(seed);
    }

    /** Returns a builder of descent with Nesterov's momentum under a schedule. */
    static Sgd.Builder sgd(RateAndMomentum schedule) {
        return Sgd.builder()
                .setLearningRateTracker(schedule.learningRate())
                .optMomentumTracker(schedule.momentum())
                .optNesterov(true);
    }

    static List<EpochMetrics> fit(
            ScriptModule module, int epochs, long seed, RateAndMomentum schedule)
            throws IOException {
        return trainer(module, epochs, seed, schedule)
                .build()
                .fit(EXAMPLES, HELD_OUT, epoch -> {})
                .history();
    }

    static RateAndMomentum oneCycle(int epochs) {
        return OneCycle.builder()
                .setMaxLr(0.5)
                .setTotalUpdates(epochs * Training.updatesPerEpoch(TRAIN, BATCH))
                .build();
    }

    static float[] values(ScriptModule module, String name) throws IOException {
        FloatBuffer read = module.tensors().read(name);
        float[] values = new float[read.remaining()];
        read.get(values);
        return values;
    }

    static CheckpointFolder checkpoints(Path folder) {
        return new CheckpointFolder(folder, "key", line -> {});
    }
}

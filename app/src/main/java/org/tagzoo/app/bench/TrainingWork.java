package org.tagzoo.app.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import java.nio.ByteBuffer;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.torchscript.EngineValues;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.FineTuneTrainer;
import org.tagzoo.zoo.training.TrainableNetwork;

/**
 * An update of all weights of a network from one batch, as a comparison makes it: forward, binary
 * cross-entropy, backward, SGD with Nesterov's momentum.
 */
final class TrainingWork implements NetworkWorks.Loaded {

    private static final double LEARNING_RATE = 1e-4;
    private static final double MOMENTUM = 0.9;

    private final ScriptModule module;
    private final Model model;
    private final FineTuneTrainer trainer;
    private final ByteBuffer pixels;
    private final Shape shape;
    private final boolean[][] targets;
    private final NDArray last;

    /**
     * @param module with weights to train; is closed with this
     * @param pixels of one batch, direct
     * @param shape {@code [N, H, W, 3]}
     * @param targets what is true of the batch, {@code [N, L]}
     */
    TrainingWork(ScriptModule module, ByteBuffer pixels, Shape shape, boolean[][] targets) {
        this.module = module;
        this.model = TrainableNetwork.of(module).model();
        Sgd optimizer =
                Sgd.builder()
                        .setLearningRateTracker(ExactTracker.fixed(LEARNING_RATE))
                        .optMomentumTracker(ExactTracker.fixed(MOMENTUM))
                        .optNesterov(true)
                        .build();
        this.trainer =
                new FineTuneTrainer(
                        model,
                        new DefaultTrainingConfig(new BinaryCrossEntropyLoss())
                                .optOptimizer(optimizer)
                                .optDevices(new Device[] {module.manager().getDevice()}));
        this.pixels = pixels;
        this.shape = shape;
        this.targets = targets;
        this.last = module.trained().values().stream().reduce((a, b) -> b).orElseThrow();
    }

    @Override
    public void once() {
        try (NDManager batch = module.manager().newSubManager()) {
            NDArray images = batch.create(pixels.duplicate(), shape, DataType.UINT8);
            NDArray labels = batch.create(targets).toType(DataType.FLOAT32, false);
            trainer.trainBatch(new NDList(images), new NDList(labels));
            trainer.step();
        }
        // A GPU may still be at the update, of which this weight's is the last.
        EngineValues.read(last);
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        module.close();
    }
}

package org.tagzoo.app.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.optimizer.Optimizer;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.torchscript.EngineValues;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.InputRows;
import org.tagzoo.zoo.training.TrainableNetwork;
import org.tagzoo.zoo.training.UpdateStep;

/**
 * An update of all weights of a network from one batch, as a comparison makes it: forward, binary
 * cross-entropy, backward, SGD with Nesterov's momentum.
 */
final class TrainingWork implements NetworkWork {

    private static final double LEARNING_RATE = 1e-4;
    private static final double MOMENTUM = 0.9;

    private final ScriptModule module;
    private final NDManager manager;
    private final Optimizer optimizer;
    private final UpdateStep step;
    private final Examples examples;
    private final ByteBuffer pixels;
    private final int[] items;
    private final float[][] logits;
    private final NDArray last;

    /**
     * @param module with weights to train; is closed with this
     * @param pixels of one batch, direct
     * @param shape {@code [N, H, W, 3]}
     * @param targets what is true of the batch, {@code [N, L]}
     */
    TrainingWork(ScriptModule module, ByteBuffer pixels, Shape shape, boolean[][] targets) {
        this.module = module;
        this.manager = module.manager().newSubManager();
        this.optimizer = Sgd.builder().setManager(manager).optNesterov(true).build();
        this.step =
                new UpdateStep(
                        TrainableNetwork.of(module),
                        new BinaryCrossEntropyLoss(),
                        optimizer,
                        Map.of(),
                        OptionalDouble.empty());
        this.examples = new Examples(new Pixels(shape.slice(1)), targets);
        this.pixels = pixels;
        this.items = IntStream.range(0, targets.length).toArray();
        this.logits = new float[targets.length][];
        this.last = module.trained().values().stream().reduce((a, b) -> b).orElseThrow();
    }

    /** The form of pictures; the batch itself is there already. */
    private record Pixels(Shape shape) implements InputRows {

        @Override
        public DataType type() {
            return DataType.UINT8;
        }

        @Override
        public void read(int example, int epoch, ByteBuffer row) {
            throw new UnsupportedOperationException("The batch is made in advance");
        }
    }

    @Override
    public void once() {
        step.gradients(examples, items, pixels.duplicate(), items.length, logits);
        step.apply(LEARNING_RATE, MOMENTUM);
        // A GPU may still be at the update, of which this weight's is the last.
        EngineValues.read(last);
    }

    @Override
    public void close() {
        step.close();
        optimizer.close();
        manager.close();
        module.close();
    }
}

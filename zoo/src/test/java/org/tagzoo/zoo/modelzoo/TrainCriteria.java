package org.tagzoo.zoo.modelzoo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.repository.zoo.Criteria;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.EngineModules;

/** Small networks with random values, as a program asks for them that trains them. */
public final class TrainCriteria {

    static final int SIZE = 32;
    static final List<Double> MEAN = List.of(120.0, 110.0, 100.0);
    static final List<Double> STD = List.of(60.0, 61.0, 62.0);
    static final Normalization NORMALIZATION = new Normalization(MEAN, STD);

    private TrainCriteria() {}

    static Criteria.Builder<NDList, NDList> network(String name) {
        return Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optGroupId("org.tagzoo")
                .optArtifactId(name);
    }

    /** Returns a network with random values that takes images of {@value #SIZE} pixels. */
    static Criteria.Builder<NDList, NDList> random(String name) {
        return network(name)
                .optArgument("weights", "none")
                .optArgument("imageSize", SIZE)
                .optArgument("mean", MEAN)
                .optArgument("std", STD);
    }

    static Criteria.Builder<NDList, NDList> trained(Criteria.Builder<NDList, NDList> criteria) {
        return criteria.optOption("trainParam", "true");
    }

    /** Returns what a DJL program trains tags by. */
    public static DefaultTrainingConfig adam() {
        Tracker rate = Tracker.fixed(0.01f);
        return new DefaultTrainingConfig(Loss.sigmoidBinaryCrossEntropyLoss())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build());
    }

    /** Returns noise, {@code [count, size, size, 3]}. */
    static NDArray pixels(NDManager manager, int count, int size) {
        byte[] bytes = new byte[count * size * size * 3];
        new Random(7).nextBytes(bytes);
        return manager.create(
                ByteBuffer.wrap(bytes), new Shape(count, size, size, 3), DataType.UINT8);
    }

    /** Returns all that a block has in the engine, frozen weights and statistics too. */
    static Map<String, float[]> tensors(Block block) throws IOException {
        Map<String, float[]> values = new LinkedHashMap<>();
        EngineModules.tensors(
                block,
                tensors -> {
                    for (String name : tensors.names()) {
                        FloatBuffer read = tensors.read(name);
                        float[] copy = new float[read.remaining()];
                        read.get(copy);
                        values.put(name, copy);
                    }
                });
        return values;
    }
}

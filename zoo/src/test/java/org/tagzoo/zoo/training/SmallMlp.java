package org.tagzoo.zoo.training;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.TrainingResult;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A stock block of two layers of the same shape, trained by stock {@code EasyTrain} on a stock
 * dataset of 26 rows in batches of 6, with whatever parts it is given. DJL calls both layers'
 * parameters {@code weight} and {@code bias}. Logits are never exactly 0, as they would be behind a
 * ReLU: there DJL's binary cross-entropy has a gradient of {@code -y} instead of {@code 1/2 - y}.
 */
final class SmallMlp {

    static final int BATCHES = 5;

    private static final int ROWS = 26;
    private static final int LABELS = 4;

    private final Loss loss;
    private final Optimizer optimizer;
    private final List<Evaluator> evaluators = new ArrayList<>();
    private final List<TrainingListener> listeners = new ArrayList<>();
    private BiFunction<Model, TrainingConfig, Trainer> trainer = Trainer::new;

    /** What came of a training. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    record Trained(double[] weights, TrainingResult result) {}

    private SmallMlp(Loss loss, Optimizer optimizer) {
        this.loss = loss;
        this.optimizer = optimizer;
    }

    static SmallMlp with(Loss loss, Optimizer optimizer) {
        return new SmallMlp(loss, optimizer);
    }

    SmallMlp and(Evaluator evaluator) {
        evaluators.add(evaluator);
        return this;
    }

    SmallMlp and(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    SmallMlp by(BiFunction<Model, TrainingConfig, Trainer> value) {
        trainer = value;
        return this;
    }

    Trained train(int epochs) throws Exception {
        return train(epochs, false);
    }

    /**
     * Trains.
     *
     * @param classes whether labels are class indices
     */
    Trained train(int epochs, boolean classes) throws Exception {
        try (NDManager manager = NDManager.newBaseManager();
                Model model = Model.newInstance("mlp", "PyTorch")) {
            model.setBlock(
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(LABELS).build())
                            .add(Activation.tanhBlock())
                            .add(Linear.builder().setUnits(LABELS).build()));
            DefaultTrainingConfig config =
                    new DefaultTrainingConfig(loss)
                            .optOptimizer(optimizer)
                            .addTrainingListeners(TrainingListener.Defaults.basic());
            evaluators.forEach(config::addEvaluator);
            config.addTrainingListeners(listeners.toArray(TrainingListener[]::new));
            try (Trainer made = trainer.apply(model, config)) {
                made.setMetrics(new Metrics());
                Engine.getEngine("PyTorch").setRandomSeed(7);
                made.initialize(new Shape(1, LABELS));
                ArrayDataset rows = rows(manager, classes);
                EasyTrain.fit(made, epochs, rows, rows);
                return new Trained(weights(model), made.getTrainingResult());
            }
        }
    }

    private static ArrayDataset rows(NDManager manager, boolean classes) throws Exception {
        NDArray data =
                manager.arange((float) (ROWS * LABELS)).mul(0.7f).sin().reshape(ROWS, LABELS);
        NDArray labels = classes ? data.argMax(1) : data.gt(0.3).toType(data.getDataType(), false);
        return new ArrayDataset.Builder()
                .setData(data)
                .optLabels(labels)
                .setSampling((ROWS + BATCHES - 1) / BATCHES, false)
                .build();
    }

    private static double[] weights(Model model) {
        List<Double> values = new ArrayList<>();
        for (Pair<String, Parameter> parameter : model.getBlock().getParameters()) {
            for (float value : parameter.getValue().getArray().toFloatArray()) {
                values.add((double) value);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

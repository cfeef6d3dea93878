package org.tagzoo.zoo.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingResult;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.evaluator.TopKAccuracy;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Average;
import org.tagzoo.zoo.evaluator.DecisionEvaluator.Measure;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.TopAccuracy;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.Sigmoid;
import org.tagzoo.zoo.threshold.Thresholds;

/** TagZoo's evaluators in DJL's own trainer, with its own loss, optimiser and listeners. */
class StockTrainerTest {

    private static final int FEATURES = 6;

    private static final int BATCH = 5;

    /** Batches of 5, 5, 5 and 1: where only the last one is unequal, as is usual. */
    @Test
    void easyTrainFitEvaluatesTags() throws Exception {
        Batches rows = Batches.tags(3);
        List<Evaluator> evaluators =
                List.of(
                        new DecisionEvaluator(Measure.F1, Average.MICRO),
                        new DecisionEvaluator(Measure.F1, Average.MACRO),
                        new DecisionEvaluator(Measure.PRECISION, Average.MICRO),
                        new DecisionEvaluator("recallAt0.4", Measure.RECALL, Average.MICRO, 0.4),
                        new MeanAveragePrecisionEvaluator());
        try (NDManager manager = NDManager.newBaseManager();
                Model model = Model.newInstance("linear", "PyTorch")) {
            model.setBlock(Linear.builder().setUnits(4).build());
            NDArray features = manager.randomNormal(new Shape(16, FEATURES));
            NDArray labels = rows.labels(manager, 0, 16, false).head();
            try (Trainer trainer =
                    trainer(model, Loss.sigmoidBinaryCrossEntropyLoss(), evaluators)) {
                TrainingResult result = fit(trainer, features, labels);
                float[][] logits = logits(trainer, features);
                ScoreMatrix scores = new ScoreMatrix(Sigmoid.of(logits), rows.targets());
                Evaluation half = Evaluation.of(Thresholds.same(0.5, 4).decide(scores));
                Evaluation lower = Evaluation.of(Thresholds.same(0.4, 4).decide(scores));
                assertEquals((float) half.micro().f1(), result.getValidateEvaluation("microF1"));
                assertEquals((float) half.macro().f1(), result.getValidateEvaluation("macroF1"));
                assertEquals(
                        (float) half.micro().precision(),
                        result.getValidateEvaluation("microPrecision"));
                assertEquals(
                        (float) lower.micro().recall(),
                        result.getValidateEvaluation("recallAt0.4"));
                assertEquals(
                        (float) AveragePrecision.mean(scores), result.getValidateEvaluation("mAP"));
                for (Evaluator evaluator : evaluators) {
                    String name = evaluator.getName();
                    // One value an epoch, and one a batch.
                    assertEquals(3, trainer.getMetrics().getMetric("train_epoch_" + name).size());
                    assertEquals(12, trainer.getMetrics().getMetric("train_all_" + name).size());
                    assertEquals(
                            trainer.getMetrics()
                                    .latestMetric("train_epoch_" + name)
                                    .getValue()
                                    .floatValue(),
                            result.getTrainEvaluation(name),
                            name);
                }
            }
        }
    }

    /**
     * A stock evaluator and ours, side by side. Two layers, as a softmax's gradients of one sum to
     * nothing over the classes, and DJL's trainer takes a sum of exactly 0 for a missing backward
     * pass.
     */
    @Test
    void easyTrainFitEvaluatesClasses() throws Exception {
        Batches rows = Batches.classes(3);
        List<Evaluator> evaluators =
                List.of(
                        new TopKEvaluator(1),
                        new TopKEvaluator(2),
                        new TopKAccuracy(2),
                        new DecisionEvaluator(Measure.F1, Average.MICRO));
        try (NDManager manager = NDManager.newBaseManager();
                Model model = Model.newInstance("linear", "PyTorch")) {
            model.setBlock(
                    new SequentialBlock()
                            .add(Linear.builder().setUnits(8).build())
                            .add(Linear.builder().setUnits(4).build()));
            NDArray features = manager.randomNormal(new Shape(16, FEATURES));
            NDArray labels = rows.labels(manager, 0, 16, true).head();
            try (Trainer trainer = trainer(model, Loss.softmaxCrossEntropyLoss(), evaluators)) {
                TrainingResult result = fit(trainer, features, labels);
                float[][] logits = logits(trainer, features);
                float top1 = TopAccuracy.hits(logits, rows.targets(), 1) / 16f;
                assertEquals(top1, result.getValidateEvaluation("top1"));
                assertEquals(top1, result.getValidateEvaluation("microF1"));
                assertEquals(
                        TopAccuracy.hits(logits, rows.targets(), 2) / 16f,
                        result.getValidateEvaluation("top2"));
                assertEquals(
                        result.getValidateEvaluation("Top_2_Accuracy"),
                        result.getValidateEvaluation("top2"));
                assertEquals(
                        result.getTrainEvaluation("Top_2_Accuracy"),
                        result.getTrainEvaluation("top2"));
            }
        }
    }

    private static Trainer trainer(Model model, Loss loss, List<Evaluator> evaluators) {
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(loss)
                        .optOptimizer(
                                Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build())
                        .addTrainingListeners(TrainingListener.Defaults.basic());
        evaluators.forEach(config::addEvaluator);
        Trainer trainer = model.newTrainer(config);
        trainer.setMetrics(new Metrics());
        trainer.initialize(new Shape(BATCH, FEATURES));
        return trainer;
    }

    private static TrainingResult fit(Trainer trainer, NDArray features, NDArray labels)
            throws Exception {
        EasyTrain.fit(trainer, 3, dataset(features, labels), dataset(features, labels));
        return trainer.getTrainingResult();
    }

    private static RandomAccessDataset dataset(NDArray features, NDArray labels)
            throws IOException {
        return new ArrayDataset.Builder()
                .setData(features)
                .optLabels(labels)
                .setSampling(BATCH, false)
                .build();
    }

    private static float[][] logits(Trainer trainer, NDArray features) {
        float[] flat = trainer.evaluate(new NDList(features)).head().toFloatArray();
        float[][] logits = new float[16][4];
        for (int i = 0; i < flat.length; i++) {
            logits[i / 4][i % 4] = flat[i];
        }
        return logits;
    }
}

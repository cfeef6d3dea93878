package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.evaluator.Evaluator;
import ai.djl.training.listener.EarlyStoppingListener;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.ParameterTracker;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.tagzoo.zoo.evaluator.TopKEvaluator;
import org.tagzoo.zoo.loss.AsymmetricLoss;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.optimizer.ExactOptimizer;
import org.tagzoo.zoo.optimizer.RmsProp;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;

/**
 * Of each type of training part, TagZoo's among stock ones and a stock one among TagZoo's, in a
 * stock trainer. Where both compute the same, all weights end the same.
 */
class StockPartsTest {

    private static final int EPOCHS = 4;

    /** Of weights around 1 in float32, after 20 updates. */
    private static final double TOLERANCE = 2e-6;

    private static Loss stockLoss() {
        return Loss.sigmoidBinaryCrossEntropyLoss();
    }

    private static Optimizer stockSgd(ParameterTracker rate, float momentum) {
        return Optimizer.sgd().setLearningRateTracker(rate).optMomentum(momentum).build();
    }

    private static Optimizer sgd(ParameterTracker rate, double momentum) {
        return Sgd.builder()
                .setLearningRateTracker(rate)
                .optMomentumTracker(ExactTracker.fixed(momentum))
                .build();
    }

    private static Optimizer stockSgd() {
        return stockSgd(Tracker.fixed(0.2f), 0.9f);
    }

    private static Optimizer sgd() {
        return sgd(ExactTracker.fixed(0.2), 0.9);
    }

    private static double[] weights(Loss loss, Optimizer optimizer) throws Exception {
        return SmallMlp.with(loss, optimizer).train(EPOCHS).weights();
    }

    @Test
    void losses() throws Exception {
        double[] expected = weights(stockLoss(), stockSgd());
        assertArrayEquals(expected, weights(new BinaryCrossEntropyLoss(), stockSgd()), TOLERANCE);
        assertArrayEquals(expected, weights(stockLoss(), sgd()), TOLERANCE);
        AsymmetricLoss plain =
                AsymmetricLoss.builder().optGammaNeg(0).optGammaPos(0).optClip(0).build();
        assertArrayEquals(expected, weights(plain, stockSgd()), TOLERANCE);
    }

    @Test
    void lossesOfClasses() throws Exception {
        double[] expected = classes(Loss.softmaxCrossEntropyLoss(), stockSgd());
        assertArrayEquals(expected, classes(new SoftmaxCrossEntropyLoss(), stockSgd()), TOLERANCE);
        assertArrayEquals(expected, classes(Loss.softmaxCrossEntropyLoss(), sgd()), TOLERANCE);
    }

    private static double[] classes(Loss loss, Optimizer optimizer) throws Exception {
        return SmallMlp.with(loss, optimizer).train(EPOCHS, true).weights();
    }

    @Test
    void optimizers() throws Exception {
        Tracker rate = Tracker.fixed(0.05f);
        assertSame(StockPartsTest::stockSgd, StockPartsTest::sgd, TOLERANCE);
        // DJL adds epsilon before it corrects the bias, PyTorch after.
        assertSame(
                () -> Optimizer.adam().optLearningRateTracker(rate).build(),
                () -> Adam.builder().setLearningRateTracker(rate).build(),
                1e-4);
        assertSame(
                () -> Optimizer.adamW().optLearningRateTracker(rate).optWeightDecays(0.1f).build(),
                () ->
                        Adam.decoupledBuilder()
                                .setLearningRateTracker(rate)
                                .optWeightDecay(0.1)
                                .build(),
                1e-4);
    }

    private static void assertSame(
            Supplier<Optimizer> stock, Supplier<Optimizer> ours, double tolerance)
            throws Exception {
        double[] expected = weights(stockLoss(), stock.get());
        assertArrayEquals(expected, weights(stockLoss(), ours.get()), tolerance);
        assertArrayEquals(expected, weights(new BinaryCrossEntropyLoss(), stock.get()), TOLERANCE);
    }

    /** DJL's own has no kernel in the PyTorch engine. */
    @Test
    void rmsPropWorksWhereTheStockOneThrows() throws Exception {
        Tracker rate = Tracker.fixed(0.01f);
        Optimizer stock = Optimizer.rmsprop().optLearningRateTracker(rate).build();
        assertThrows(UnsupportedOperationException.class, () -> weights(stockLoss(), stock));
        Supplier<ExactOptimizer> ours =
                () -> RmsProp.builder().setLearningRateTracker(rate).build();
        float first = SmallMlp.with(stockLoss(), ours.get()).train(1).result().getValidateLoss();
        float last = SmallMlp.with(stockLoss(), ours.get()).train(20).result().getValidateLoss();
        assertTrue(last < 0.8 * first, first + " to " + last);
    }

    @Test
    void trackers() throws Exception {
        long updates = (long) EPOCHS * SmallMlp.BATCHES;
        OneCycle cycle = OneCycle.builder().setMaxLr(0.5).setTotalUpdates(updates).build();
        Tracker stock =
                Tracker.cosine().setBaseValue(0.5f).setMaxUpdates(Math.toIntExact(updates)).build();
        double[] fixed = weights(stockLoss(), stockSgd(Tracker.fixed(0.5f), 0));
        for (Tracker tracker : List.of(cycle.learningRate(), stock)) {
            double[] expected = weights(stockLoss(), stockSgd(tracker, 0));
            assertArrayEquals(
                    expected, weights(new BinaryCrossEntropyLoss(), sgd(tracker, 0)), TOLERANCE);
            assertNotEquals(fixed[0], expected[0], 0.01);
        }
    }

    @Test
    void evaluators() throws Exception {
        Evaluator stock = new Accuracy();
        Evaluator ours = new TopKEvaluator(1);
        SmallMlp.Trained among =
                SmallMlp.with(Loss.softmaxCrossEntropyLoss(), stockSgd()).and(ours).train(1, true);
        SmallMlp.Trained stockAmongOurs =
                SmallMlp.with(new SoftmaxCrossEntropyLoss(), sgd()).and(stock).train(1, true);
        float accuracy = stockAmongOurs.result().getValidateEvaluation("Accuracy");
        assertEquals(accuracy, among.result().getValidateEvaluation("top1"));
        assertTrue(accuracy > 0.3 && accuracy < 1, "accuracy " + accuracy);
        assertEquals(
                stockAmongOurs.result().getTrainEvaluation("Accuracy"),
                among.result().getTrainEvaluation("top1"));
    }

    /** Nothing changes, so that the second epoch and the third are no better. */
    @Test
    void listeners() {
        TrainingListener stock =
                EarlyStoppingListener.builder()
                        .optEarlyStopPctImprovement(1)
                        .optEpochPatience(2)
                        .build();
        TrainingListener ours =
                new StopEarly(new EarlyStopping(EarlyStopping.Metric.VALIDATION_LOSS, 2, 0));
        Tracker none = Tracker.fixed(0);
        assertStops(() -> SmallMlp.with(stockLoss(), stockSgd(none, 0)).and(ours).train(9));
        assertStops(
                () ->
                        SmallMlp.with(new BinaryCrossEntropyLoss(), sgd(none, 0))
                                .and(stock)
                                .train(9));
    }

    private static void assertStops(Executable training) {
        assertEquals(3, assertThrows(EarlyStoppedException.class, training).getStopEpoch());
    }

    @Test
    void aPlateauListenerLowersTheRateOfAStockOptimizer() throws Exception {
        ReduceOnPlateau schedule =
                ReduceOnPlateau.builder().setLearningRate(0.1).optPatience(0).build();
        TrainingListener listener =
                new PlateauListener(schedule, EarlyStopping.Metric.VALIDATION_LOSS);
        // Towards ever higher losses: only the first epoch is the best so far.
        Tracker upwards = update -> -schedule.learningRate().getNewValue(update);
        SmallMlp.with(stockLoss(), stockSgd(upwards, 0)).and(listener).train(3);
        assertEquals(0.001, schedule.learningRate().value(0), 1e-12);
    }

    @Test
    void trainers() throws Exception {
        double[] stock = weights(stockLoss(), stockSgd());
        double[] ours = weights(new BinaryCrossEntropyLoss(), sgd());
        assertArrayEquals(
                stock,
                SmallMlp.with(stockLoss(), stockSgd())
                        .by(FineTuneTrainer::new)
                        .train(EPOCHS)
                        .weights());
        assertArrayEquals(
                ours,
                SmallMlp.with(new BinaryCrossEntropyLoss(), sgd())
                        .by(FineTuneTrainer::new)
                        .train(EPOCHS)
                        .weights());
    }
}

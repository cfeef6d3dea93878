package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.datasets.dataset.TargetForm;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss;
import org.tagzoo.zoo.loss.SoftmaxCrossEntropyLoss.Divisor;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.network.Stage;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** One update against {@code make_keras_settings.py}: loss, and gradients in the new weights. */
class KerasSettingsTest {

    private static final int IMAGES = 10;
    private static final Head HEAD = new Head(3, List.of(5), 0, false);

    static Stream<JsonNode> cases() {
        return Golden.stream("training/keras-settings.json", "cases");
    }

    private static double fraction(int a, int b, int c) {
        return ((a * 7919L + b * 104729L + c * 1299709L) % 10007) / 10007.0 - 0.5;
    }

    private static float[] values(Parameter parameter) {
        float[] values = new float[parameter.count()];
        if (parameter.shape().size() == 2) {
            int columns = parameter.shape().get(1);
            for (int i = 0; i < values.length; i++) {
                int part = parameter.name().startsWith("fc.0") ? 3 : 4;
                values[i] = (float) fraction(i / columns, i % columns, part);
            }
        }
        return values;
    }

    private static Examples examples() {
        float[][] rows = new float[IMAGES][LearnableRows.WIDTH];
        boolean[][] targets = new boolean[IMAGES][3];
        for (int n = 0; n < IMAGES; n++) {
            targets[n][n * n % 3] = true;
            for (int i = 0; i < rows[n].length; i++) {
                rows[n][i] = (float) fraction(n, i, 1);
            }
        }
        return new Examples(LearnableRows.inputs(rows), targets, TargetForm.CLASS_INDEX);
    }

    private static ScriptModule module(boolean penalised) throws IOException {
        Graph graph =
                Graph.ofEmbeddings(
                        LearnableRows.WIDTH,
                        (root, x) -> HEAD.classify(root.child("fc"), x.beginStage(Stage.HEAD)));
        return ScriptModule.load(
                penalised ? graph.withHiddenOutputs() : graph,
                KerasSettingsTest::values,
                Precision.FLOAT32,
                MemoryFormat.CONTIGUOUS,
                Device.cpu());
    }

    private static Training.Builder builder(ScriptModule module, double activityL1) {
        RateAndMomentum schedule = RateAndMomentum.constant(0.25, 0);
        return Training.builder()
                .setNetwork(TrainableNetwork.of(module))
                .optTask(Classes.INSTANCE)
                .setLoss(new SoftmaxCrossEntropyLoss())
                .setOptimizer(
                        Sgd.builder()
                                .setLearningRateTracker(schedule.learningRate())
                                .optMomentumTracker(schedule.momentum())
                                .build())
                .setEpochs(1)
                .setBatchSize(IMAGES)
                .optActivityL1(activityL1);
    }

    /** In micro-batches of any size as well: the penalty is a sum, the loss a weighted mean. */
    @ParameterizedTest
    @MethodSource("cases")
    void anUpdateIsPyTorchs(JsonNode golden) throws IOException {
        double[] weights = Golden.numbers(golden.get("classWeights"));
        boolean byImages = golden.get("byImages").booleanValue();
        double activityL1 = golden.get("activityL1").doubleValue();
        for (int size : new int[] {IMAGES, 4, 3, 1}) {
            try (ScriptModule module = module(activityL1 > 0)) {
                TrainingResult result =
                        builder(module, activityL1)
                                .setLoss(
                                        new SoftmaxCrossEntropyLoss(
                                                weights,
                                                0,
                                                byImages ? Divisor.IMAGES : Divisor.WEIGHTS))
                                .optMicroBatchSize(size)
                                .build()
                                .fit(examples(), examples(), epoch -> {});
                double loss = golden.get("loss").doubleValue();
                assertEquals(loss, result.history().get(0).trainLoss(), 1e-6 * loss);
                near(golden.get("first"), SmallTraining.values(module, "fc.0.weight"));
                near(golden.get("second"), SmallTraining.values(module, "fc.2.weight"));
            }
        }
    }

    private static void near(JsonNode golden, float[] values) {
        double[] expected = Golden.numbers(golden);
        double[] actual = new double[values.length];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = values[i];
        }
        assertArrayEquals(expected, actual, 2e-6);
    }

    @Test
    void aPenaltyNeedsAHiddenLayer() throws IOException {
        try (ScriptModule module = module(false)) {
            String refused =
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () ->
                                            builder(module, 0.1)
                                                    .build()
                                                    .fit(examples(), examples(), epoch -> {}))
                            .getMessage();
            assertTrue(refused.contains("hidden layers"), refused);
        }
    }
}

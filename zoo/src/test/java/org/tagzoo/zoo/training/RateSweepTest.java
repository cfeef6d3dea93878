package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Layers;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.torchscript.ScriptModule;

/** The test of a linear layer against PyTorch: {@code make_rate_test.py}. */
class RateSweepTest {

    private static final int ROWS = 24;
    private static final int INPUTS = 6;
    private static final int LABELS = 3;

    private static float fraction(long a, long b, long c) {
        return (float) ((a * 7919 + b * 104729 + c * 1299709) % 10007 / 10007.0 - 0.5);
    }

    private static float[] values(Parameter parameter) {
        float[] values = new float[parameter.count()];
        for (int i = 0; parameter.name().endsWith("weight") && i < values.length; i++) {
            values[i] = fraction(i / INPUTS, i % INPUTS, 3);
        }
        return values;
    }

    private static Examples examples() {
        boolean[][] targets = new boolean[ROWS][LABELS];
        for (int n = 0; n < ROWS; n++) {
            for (int l = 0; l < LABELS; l++) {
                targets[n][l] = fraction(n, l, 2) + fraction(n, l, 1) > 0;
            }
        }
        InputRows rows =
                new InputRows(
                        new Shape(INPUTS),
                        DataType.FLOAT32,
                        (example, epoch, row) -> {
                            for (int i = 0; i < INPUTS; i++) {
                                row.putFloat(fraction(example, i, 1));
                            }
                        });
        return new Examples(rows, targets);
    }

    private static RateCurve run(RateSweep test, List<Integer> told) throws IOException {
        Graph graph =
                Graph.ofEmbeddings(INPUTS, (root, x) -> Layers.linear(root.child("fc"), x, LABELS));
        try (ScriptModule module =
                ScriptModule.load(
                        graph,
                        RateSweepTest::values,
                        Precision.FLOAT32,
                        MemoryFormat.CONTIGUOUS,
                        Device.cpu())) {
            Training.Builder training =
                    Training.builder()
                            .setNetwork(TrainableNetwork.of(module))
                            .setLoss(new BinaryCrossEntropyLoss())
                            .setOptimizer(SmallTraining.sgd(test.schedule(0.9)).build())
                            .setBatchSize(ROWS)
                            .setSeed(1);
            return test.run(training, examples(), examples(), told::add);
        }
    }

    @Test
    void isTheCurveThatPyTorchMakes() throws Exception {
        JsonNode golden = Golden.cases("training/rate-test.json", "rateTest");
        List<Integer> told = new ArrayList<>();
        RateCurve curve = run(new RateSweep(1e-3, 1e4, 60), told);
        JsonNode points = golden.get("points");
        assertEquals(points.size(), curve.points().size());
        assertEquals(points.size(), told.size());
        for (int i = 0; i < points.size(); i++) {
            JsonNode expected = points.get(i);
            RateCurve.Point point = curve.points().get(i);
            assertEquals(i, point.update());
            near(expected.get("rate").doubleValue(), point.rate(), 1e-12);
            // Large updates enlarge what float32 rounds off.
            double tolerance = point.rate() < 10 ? 1e-5 : 2e-4;
            near(expected.get("loss").doubleValue(), point.loss(), tolerance);
            near(expected.get("smoothed").doubleValue(), point.smoothed(), tolerance);
        }
        assertTrue(golden.get("diverged").booleanValue());
        assertTrue(curve.diverged());
        int steepest = golden.get("steepest").intValue();
        assertEquals(steepest, curve.steepest().orElseThrow().update());
        int minimum = golden.get("minimum").intValue();
        assertEquals(minimum, curve.minimum().orElseThrow().update());
        near(
                points.get(minimum).get("rate").doubleValue() / 10,
                curve.tenthOfMinimum().orElseThrow(),
                1e-12);
    }

    private static void near(double expected, double actual, double tolerance) {
        assertEquals(expected, actual, tolerance * Math.abs(expected));
    }

    @Test
    void lossesThatOnlyGrowSuggestNothing() {
        List<RateCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            points.add(new RateCurve.Point(i, Math.pow(10, i), 1 + i, 1 + i));
        }
        RateCurve curve = new RateCurve(points, false);
        assertEquals(Optional.empty(), curve.steepest());
        assertEquals(Optional.empty(), curve.tenthOfMinimum());
        assertEquals(Optional.empty(), new RateCurve(List.of(), true).steepest());
    }

    /** At rates like these the first updates leave the range of float. */
    @Test
    void aLossThatIsNoNumberEndsTheTest() throws Exception {
        RateCurve curve = run(new RateSweep(1e36, 1e38, 10), new ArrayList<>());
        assertTrue(curve.diverged());
        assertTrue(curve.points().size() < 10, curve.points().toString());
    }

    @Test
    void settingsOutOfTheirRangeAreRefused() {
        for (RateTestMaker maker :
                List.<RateTestMaker>of(
                        () -> new RateSweep(0, 1, 10),
                        () -> new RateSweep(1, 1, 10),
                        () -> new RateSweep(1, Double.POSITIVE_INFINITY, 10),
                        () -> new RateSweep(1, 2, 9))) {
            assertThrows(IllegalArgumentException.class, maker::make);
        }
    }

    private interface RateTestMaker {
        RateSweep make();
    }
}

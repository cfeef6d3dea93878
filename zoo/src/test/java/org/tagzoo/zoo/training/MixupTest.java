package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.oneCycle;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.FormulaValues;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.torchscript.ScriptModule;

class MixupTest extends OwnManager {

    private static final long SEED = 7;
    private static final float[][] TARGETS = {{1, 0, 1}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}};
    private static final Mixup MIXUP = new Mixup(new int[] {2, 0, 1}, 0.75);

    /** Three quarters of an example and a quarter of its partner, by hand. */
    @Test
    void inputsAreMixed() {
        NDArray vectors = manager.create(new float[][] {{4, 0}, {8, 1}, {-4, 2}});
        NDArray pixels =
                manager.create(
                        ByteBuffer.wrap(new byte[] {0, 3, (byte) 255}),
                        new Shape(3, 1),
                        DataType.UINT8);
        NDList mixed = MIXUP.inputs(new NDList(vectors, pixels), manager);
        assertArrayEquals(new float[] {2, 0.5f, 7, 0.75f, -1, 1.75f}, mixed.get(0).toFloatArray());
        assertArrayEquals(new float[] {63.75f, 2.25f, 192}, mixed.get(1).toFloatArray());
        assertArrayEquals(new float[] {4, 0, 8, 1, -4, 2}, vectors.toFloatArray());
    }

    @Test
    void theLossIsOfBothTargets() {
        NDArray classes = manager.create(new long[] {5, 6, 7});
        List<Mixup.Targets> targets = MIXUP.targets(new NDList(classes), manager);
        assertArrayEquals(new long[] {5, 6, 7}, targets.get(0).labels().get(0).toLongArray());
        assertArrayEquals(new long[] {7, 5, 6}, targets.get(1).labels().get(0).toLongArray());
        assertEquals(0.75, targets.get(0).share());
        assertEquals(0.25, targets.get(1).share());
    }

    /** Quartiles of {@code max(x, 1 - x)} with x of Beta(0.4, 0.4), see {@code make_mixup.py}. */
    @Test
    void sharesAreOfTheBetaDistribution() {
        int draws = 4_000;
        double[] shares = new double[draws];
        int[] partnerOfFirst = new int[4];
        for (int i = 0; i < draws; i++) {
            Mixup mixup = Mixup.draw(0.4, 4, 3, i);
            shares[i] = mixup.share();
            partnerOfFirst[mixup.partners()[0]]++;
            assertArrayEquals(
                    new int[] {0, 1, 2, 3}, Arrays.stream(mixup.partners()).sorted().toArray());
        }
        Arrays.sort(shares);
        double[] quartiles = Golden.numbers(Golden.cases("training/mixup.json", "quartiles"));
        for (int i = 0; i < quartiles.length; i++) {
            int below = i;
            long count = Arrays.stream(shares).filter(x -> x <= quartiles[below]).count();
            assertEquals((i + 1) / 4.0, count / (double) draws, 0.03);
        }
        for (int count : partnerOfFirst) {
            assertEquals(0.25, count / (double) draws, 0.03);
        }
        assertEquals(Mixup.draw(0.4, 4, 3, 9).share(), Mixup.draw(0.4, 4, 3, 9).share());
    }

    /**
     * Binary cross-entropy is linear in targets, so that training with mixup is training on mixed
     * inputs with mixed targets.
     */
    @Test
    void anUpdateIsThatOfMixedExamples() throws IOException {
        float[][] x = new float[4][6];
        for (int n = 0; n < x.length; n++) {
            for (int i = 0; i < x[n].length; i++) {
                x[n][i] = (n * 7 + i * 5) % 11 - 5;
            }
        }
        Graph graph = graph(new Head(3, List.of(8), 0, false));
        Mixup drawn = Mixup.draw(1, 4, SEED, 0);
        assertFalse(Arrays.equals(new int[] {0, 1, 2, 3}, drawn.partners()));
        NDArray rows = manager.create(x);
        NDArray targets = manager.create(TARGETS);
        float[] mixed = updated(graph, rows, targets, 1, 4);
        NDArray mixedTargets = manager.create(mixed(TARGETS, drawn));
        float[] own = updated(graph, manager.create(mixed(x, drawn)), mixedTargets, 0, 4);
        assertArrayEquals(own, mixed, 1e-6f);
        assertArrayEquals(mixed, updated(graph, rows, targets, 1, 3), 1e-6f);
        assertFalse(Arrays.equals(mixed, updated(graph, rows, targets, 0, 4)));
    }

    @Test
    void pixelsAreMixedUnrounded() throws IOException {
        int size = 4;
        byte[] bytes = FormulaValues.pixels(4 * size * size * 3);
        float[][] x = new float[4][bytes.length / 4];
        for (int i = 0; i < bytes.length; i++) {
            x[i / x[0].length][i % x[0].length] = bytes[i] & 0xFF;
        }
        Normalization normalization =
                new Normalization(List.of(120.0, 120.0, 120.0), List.of(60.0, 60.0, 60.0));
        Graph graph =
                new Network(Backbones.byName("ff1").orElseThrow(), Head.linear(3))
                        .graph(size, normalization);
        Shape shape = new Shape(4, size, size, 3);
        Mixup drawn = Mixup.draw(1, 4, SEED, 0);
        NDArray pixels = manager.create(ByteBuffer.wrap(bytes), shape, DataType.UINT8);
        float[] mixed = updated(graph, pixels, manager.create(TARGETS), 1, 4);
        NDArray floats = manager.create(mixed(x, drawn)).reshape(shape);
        NDArray mixedTargets = manager.create(mixed(TARGETS, drawn));
        assertArrayEquals(updated(graph, floats, mixedTargets, 0, 4), mixed, 1e-6f);
    }

    private static float[][] mixed(float[][] rows, Mixup by) {
        float[][] mixed = new float[rows.length][rows[0].length];
        for (int n = 0; n < rows.length; n++) {
            float[] other = rows[by.partners()[n]];
            for (int i = 0; i < rows[n].length; i++) {
                mixed[n][i] = (float) (by.share() * rows[n][i] + (1 - by.share()) * other[i]);
            }
        }
        return mixed;
    }

    /** Returns the first weights after one update. */
    private static float[] updated(
            Graph graph, NDArray x, NDArray y, double mixup, int microBatchSize)
            throws IOException {
        try (ScriptModule module = module(graph, 1)) {
            Training training =
                    trainer(module, 1, SEED, oneCycle(1))
                            .optMixup(mixup)
                            .optMicroBatchSize(microBatchSize)
                            .build();
            try (Model model = TrainableNetwork.of(module).model();
                    FineTuneTrainer trainer = training.trainer(model)) {
                trainer.goOn(0, 1, microBatchSize);
                trainer.trainBatch(new NDList(x), new NDList(y));
                trainer.step();
                return values(module, graph.parameters().get(0).name());
            }
        }
    }
}

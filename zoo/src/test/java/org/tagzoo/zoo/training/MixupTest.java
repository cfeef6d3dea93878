package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.tagzoo.zoo.training.SmallTraining.graph;
import static org.tagzoo.zoo.training.SmallTraining.module;
import static org.tagzoo.zoo.training.SmallTraining.oneCycle;
import static org.tagzoo.zoo.training.SmallTraining.trainer;
import static org.tagzoo.zoo.training.SmallTraining.values;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.torchscript.ScriptModule;

class MixupTest extends OwnManager {

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
        float[][] x = {
            {1, 0, 2, -1, 0, 3}, {0, 2, 1, 1, -2, 0}, {2, 1, 0, 0, 1, 1}, {0, 0, 1, 0, 1, 0}
        };
        float[][] y = {{1, 0, 1}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}};
        Mixup drawn = Mixup.draw(1, 4, 7, 0);
        assertFalse(Arrays.equals(new int[] {0, 1, 2, 3}, drawn.partners()));
        float[] mixed = updated(x, y, 1, 4);
        float[] own = updated(mixed(x, drawn), mixed(y, drawn), 0, 4);
        assertArrayEquals(own, mixed, 1e-6f);
        assertArrayEquals(mixed, updated(x, y, 1, 3), 1e-6f);
        assertFalse(Arrays.equals(mixed, updated(x, y, 0, 4)));
    }

    private static float[][] mixed(float[][] rows, Mixup by) {
        float[][] mixed = new float[rows.length][rows[0].length];
        for (int n = 0; n < rows.length; n++) {
            for (int i = 0; i < rows[n].length; i++) {
                mixed[n][i] =
                        (float)
                                (by.share() * rows[n][i]
                                        + (1 - by.share()) * rows[by.partners()[n]][i]);
            }
        }
        return mixed;
    }

    private float[] updated(float[][] x, float[][] y, double mixup, int microBatchSize)
            throws IOException {
        try (ScriptModule module = module(graph(new Head(3, List.of(8), 0, false)), 1)) {
            Training training =
                    trainer(module, 1, 7, oneCycle(1))
                            .optMixup(mixup)
                            .optMicroBatchSize(microBatchSize)
                            .build();
            try (var model = TrainableNetwork.of(module).model();
                    FineTuneTrainer trainer = training.trainer(model)) {
                trainer.trainBatch(new NDList(manager.create(x)), new NDList(manager.create(y)));
                trainer.step();
                return values(module, "fc.0.weight");
            }
        }
    }
}

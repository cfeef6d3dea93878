package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.training.OwnManager;

/** What parameters are called, and which update is the first, as DJL's trainer calls it. */
class ExactOptimizerTest extends OwnManager {

    private static Sgd.Builder builder() {
        ExactTracker rate = update -> update == 7 ? 0.5 : 0.25;
        return Sgd.builder().setLearningRateTracker(rate);
    }

    /** Updates a weight of 1 with a gradient of 1 as a DJL trainer would. */
    private double updated(ExactOptimizer optimizer, String id, String name) {
        try (NDArray weight = manager.create(new float[] {1});
                NDArray gradient = manager.create(new float[] {1})) {
            weight.setName(name);
            weight.setRequiresGradient(true);
            optimizer.update(id, weight, gradient);
            return weight.getFloat(0);
        }
    }

    @Test
    void aParameterIsCalledByItsGivenNameItsFullNameOrItsId() {
        Sgd.Builder builder =
                builder()
                        .optNames(Map.of("id-1", "first.weight"))
                        .optMultipliers(Map.of("first.weight", 2.0, "fc.weight", 3.0, "id-4", 0.0));
        try (Sgd sgd = builder.build()) {
            assertEquals(1 - 2 * 0.25, updated(sgd, "id-1", "weight"));
            assertEquals(1 - 3 * 0.25, updated(sgd, "id-2", "fc.weight"));
            assertEquals(1 - 0.25, updated(sgd, "id-3", "weight"));
            assertEquals(1, updated(sgd, "id-4", "weight"));
            IllegalStateException twice =
                    assertThrows(
                            IllegalStateException.class, () -> updated(sgd, "id-5", "fc.weight"));
            assertTrue(twice.getMessage().contains("optNames"), twice.getMessage());
        }
    }

    @Test
    void twoParametersNeverShareAName() {
        Sgd.Builder builder = builder().optNames(Map.of("id-1", "a.weight", "id-2", "a.weight"));
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void anOptimizerThatWasClosedServesAnotherNetwork() {
        Sgd sgd = builder().build();
        assertEquals(0.75, updated(sgd, "id-1", "fc.weight"));
        sgd.close();
        assertEquals(0.75, updated(sgd, "id-2", "fc.weight"));
        sgd.close();
    }

    @Test
    void updatesAreCountedAfterThoseBefore() {
        try (Sgd sgd = builder().optBeginNumUpdate(7).build()) {
            assertEquals(0.5, updated(sgd, "id", "weight"));
            assertEquals(0.75, updated(sgd, "id", "weight"));
        }
        try (Sgd sgd = builder().optBeginNumUpdate(7).build()) {
            sgd.beginUpdate(0, 0.5);
            assertEquals(1 - 0.125, updated(sgd, "id", "weight"));
        }
    }

    @Test
    void theLearningRateIsTheTrackersAlone() {
        try (Sgd sgd = Sgd.builder().setLearningRateTracker(ExactTracker.fixed(0.5)).build()) {
            sgd.beginUpdate(0, 0.1);
            assertEquals(0.5, sgd.learningRate(0));
        }
    }
}

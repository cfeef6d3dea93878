package org.tagzoo.zoo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CosineAnnealingTest {

    @Test
    void byHand() {
        RateAndMomentum schedule =
                CosineAnnealing.builder()
                        .setLearningRate(1)
                        .setTotalUpdates(10)
                        .optMinLearningRate(0.2)
                        .optWarmUpUpdates(4)
                        .optWarmUpFactor(0.5)
                        .optMomentum(0.8)
                        .build();
        assertEquals(0.5, schedule.learningRate().value(0));
        assertEquals(0.875, schedule.learningRate().value(3));
        assertEquals(1, schedule.learningRate().value(4));
        // A third of the way: 1 + cos(60 degrees) = 1.5
        assertEquals(0.2 + 0.8 * 0.75, schedule.learningRate().value(6), 1e-15);
        assertEquals(0.6, schedule.learningRate().value(7), 1e-15);
        assertEquals(0.2, schedule.learningRate().value(10));
        assertEquals(0.8, schedule.momentum().value(10));
        var past =
                assertThrows(
                        IllegalArgumentException.class, () -> schedule.learningRate().value(11));
        assertEquals(
                "Update 11 lies outside the schedule of 10 updates (0 to 10)", past.getMessage());
        assertThrows(IllegalArgumentException.class, () -> schedule.momentum().value(-1));
    }

    @Test
    void badSettings() {
        refused(CosineAnnealing.builder().setTotalUpdates(5));
        refused(CosineAnnealing.builder().setLearningRate(1));
        refused(good().optWarmUpUpdates(10));
        refused(good().optWarmUpUpdates(-1));
        refused(good().optWarmUpFactor(0));
        refused(good().optMinLearningRate(1.1));
        refused(good().optMomentum(1));
        good().optWarmUpUpdates(9).build();
    }

    private static CosineAnnealing.Builder good() {
        return CosineAnnealing.builder().setLearningRate(1).setTotalUpdates(10);
    }

    private static void refused(CosineAnnealing.Builder builder) {
        assertThrows(IllegalArgumentException.class, builder::build);
    }
}

package org.tagzoo.zoo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class StepDecayTest {

    @Test
    void everyTwoEpochs() {
        RateAndMomentum schedule = good().optEvery(2).optFactor(0.5).optMomentum(0.7).build();
        // Epochs of 3 updates: the rate halves at update 6, 12 and so on.
        assertEquals(8, schedule.learningRate().value(5));
        assertEquals(4, schedule.learningRate().value(6));
        assertEquals(4, schedule.learningRate().value(11));
        assertEquals(1, schedule.learningRate().value(18));
        assertEquals(0.7, schedule.momentum().value(18));
        assertThrows(IllegalArgumentException.class, () -> schedule.learningRate().value(-1));
        assertThrows(IllegalArgumentException.class, () -> schedule.momentum().value(-1));
    }

    @Test
    void atMilestones() {
        RateAndMomentum schedule = good().optMilestones(4, 1, 4).optFactor(0.25).build();
        assertEquals(8, schedule.learningRate().value(2));
        assertEquals(2, schedule.learningRate().value(3));
        assertEquals(2, schedule.learningRate().value(11));
        assertEquals(0.125, schedule.learningRate().value(12));
        assertEquals(0.125, schedule.learningRate().value(1_000_000));
    }

    @Test
    void badSettings() {
        refused(good());
        refused(good().optEvery(-1));
        refused(good().optEvery(1).optMilestones(3));
        refused(good().optMilestones(3, 0));
        refused(good().optEvery(1).optFactor(0));
        refused(good().optEvery(1).optMomentum(-0.1));
        refused(StepDecay.builder().setLearningRate(1).optEvery(1));
        refused(StepDecay.builder().setUpdatesPerEpoch(1).optEvery(1));
    }

    private static StepDecay.Builder good() {
        return StepDecay.builder().setLearningRate(8).setUpdatesPerEpoch(3);
    }

    private static void refused(StepDecay.Builder builder) {
        assertThrows(IllegalArgumentException.class, builder::build);
    }
}

package org.tagzoo.zoo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReduceOnPlateauTest {

    private static ReduceOnPlateau.Builder good() {
        return ReduceOnPlateau.builder()
                .setLearningRate(8)
                .optFactor(0.5)
                .optPatience(1)
                .optThreshold(0.1);
    }

    private static List<Double> rates(ReduceOnPlateau schedule, double... metrics) {
        List<Double> rates = new ArrayList<>();
        for (double metric : metrics) {
            schedule.epochEnded(metric);
            rates.add(schedule.learningRate().value(rates.size()));
        }
        return rates;
    }

    /** The second epoch in a row without a tenth off the best halves the rate. */
    @Test
    void byHand() {
        assertEquals(
                List.of(8.0, 8.0, 4.0, 4.0, 4.0, 2.0),
                rates(good().build(), 1, 0.9, 0.95, 0.8, 5, Double.NaN));
        assertEquals(
                List.of(8.0, 8.0, 8.0, 8.0, 4.0),
                rates(good().optAbsoluteThreshold(true).build(), 1, 0.89, 0.78, 0.69, 0.69));
        var maximize = good().optGoal(ReduceOnPlateau.Goal.MAXIMIZE).optCooldown(2);
        assertEquals(
                List.of(8.0, 8.0, 4.0, 4.0, 4.0, 4.0, 3.0),
                rates(maximize.optMinLearningRate(3).build(), 1, 1.1, 1.0, 1, 1, 1, 1));
    }

    @Test
    void fallsTooSmallDoNotHappen() {
        var schedule = good().setLearningRate(1.5e-8).optPatience(0).build();
        assertEquals(List.of(1.5e-8, 1.5e-8, 1.5e-8), rates(schedule, 1, 1, 1));
    }

    @Test
    void goesOnFromAState() {
        double[] metrics = {1, 1, 1, 0.5, 0.5, 0.5, 0.4, 0.4, 0.4, 0.4};
        ReduceOnPlateau whole = good().optCooldown(1).build();
        List<Double> expected = rates(whole, metrics);
        ReduceOnPlateau first = good().optCooldown(1).build();
        List<Double> actual = new ArrayList<>();
        for (double metric : metrics) {
            ReduceOnPlateau next = good().optCooldown(1).build();
            next.restore(first.state());
            actual.addAll(rates(next, metric));
            first = next;
        }
        assertEquals(expected, actual);
        assertEquals(whole.state(), first.state());
        assertEquals(0.9, whole.momentum().value(0));
    }

    @Test
    void badSettings() {
        refused(ReduceOnPlateau.builder());
        refused(good().optFactor(1));
        refused(good().optPatience(-1));
        refused(good().optThreshold(Double.NaN));
        refused(good().optCooldown(-1));
        refused(good().optMinLearningRate(-1));
        refused(good().optMomentum(1));
    }

    private static void refused(ReduceOnPlateau.Builder builder) {
        assertThrows(IllegalArgumentException.class, builder::build);
    }
}

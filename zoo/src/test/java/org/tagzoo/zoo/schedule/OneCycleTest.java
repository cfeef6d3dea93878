package org.tagzoo.zoo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;

class OneCycleTest {

    static Stream<JsonNode> cases() {
        return Golden.stream("training/golden.json", "schedule");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsPyTorch(JsonNode golden) {
        JsonNode settings = golden.get("settings");
        RateAndMomentum schedule =
                OneCycle.builder()
                        .setTotalUpdates(golden.get("totalUpdates").longValue())
                        .setMaxLr(settings.get("max_lr").doubleValue())
                        .optPctStart(settings.path("pct_start").asDouble(0.3))
                        .optDivFactor(settings.path("div_factor").asDouble(25))
                        .optFinalDivFactor(settings.path("final_div_factor").asDouble(1e4))
                        .optBaseMomentum(settings.path("base_momentum").asDouble(0.85))
                        .optMaxMomentum(settings.path("max_momentum").asDouble(0.95))
                        .build();
        for (JsonNode value : golden.get("values")) {
            long update = value.get("update").longValue();
            double rate = value.get("learningRate").doubleValue();
            assertEquals(rate, schedule.learningRate().value(update), 1e-13 * Math.max(rate, 1e-3));
            double momentum = value.get("momentum").doubleValue();
            assertEquals(momentum, schedule.momentum().value(update), 1e-14);
        }
    }

    /** By hand: 11 updates, the rise to update 0.5 * 11 - 1 = 4.5, the fall to update 10. */
    @Test
    void startPeakAndEnd() {
        RateAndMomentum schedule = builder().setTotalUpdates(11).optPctStart(0.5).build();
        assertEquals(1.0 / 25, schedule.learningRate().value(0), 1e-15);
        assertEquals(0.95, schedule.momentum().value(0), 1e-15);
        assertEquals(1.0 / 25 / 1e4, schedule.learningRate().value(10), 1e-15);
        assertEquals(0.95, schedule.momentum().value(10), 1e-15);
        double half = (1 + Math.cos(Math.PI * 0.5 / 5.5)) / 2;
        assertEquals(4e-6 + (1 - 4e-6) * half, schedule.learningRate().value(5), 1e-15);
        assertEquals(0.95 - 0.1 * half, schedule.momentum().value(5), 1e-15);
    }

    @Test
    void rateAndMomentumMoveAgainstEachOther() {
        RateAndMomentum schedule = builder().setTotalUpdates(1000).build();
        for (int update = 1; update < 1000; update++) {
            double rate =
                    schedule.learningRate().value(update)
                            - schedule.learningRate().value(update - 1);
            double momentum =
                    schedule.momentum().value(update) - schedule.momentum().value(update - 1);
            assertTrue(update <= 299 ? rate > 0 : rate < 0, "update " + update);
            assertTrue(rate * momentum < 0, "update " + update);
        }
    }

    /** PyTorch divides by zero here; a rise or fall of no length is at its end. */
    @Test
    void partsOfNoLength() {
        assertEquals(
                1, builder().setTotalUpdates(10).optPctStart(0.1).build().learningRate().value(0));
        assertEquals(
                1, builder().setTotalUpdates(10).optPctStart(1).build().learningRate().value(9));
    }

    @Test
    void noUpdateOutside() {
        RateAndMomentum schedule = builder().setTotalUpdates(10).build();
        assertThrows(IllegalArgumentException.class, () -> schedule.learningRate().value(-1));
        var past =
                assertThrows(IllegalArgumentException.class, () -> schedule.momentum().value(11));
        assertEquals(
                "Update 11 lies outside the schedule of 10 updates (0 to 10)", past.getMessage());
    }

    @Test
    void badSettings() {
        refused("totalUpdates", b -> b.setTotalUpdates(0));
        refused("maxLr", b -> b.setMaxLr(0));
        refused("maxLr", b -> b.setMaxLr(Double.NaN));
        refused("pctStart", b -> b.optPctStart(1.1));
        refused("divFactor", b -> b.optDivFactor(0));
        refused("finalDivFactor", b -> b.optFinalDivFactor(-1));
        refused("baseMomentum", b -> b.optBaseMomentum(-0.1));
        refused("maxMomentum", b -> b.optMaxMomentum(0.5));
        refused("maxMomentum", b -> b.optMaxMomentum(1));
        assertThrows(IllegalArgumentException.class, () -> OneCycle.builder().build());
    }

    private static void refused(String name, UnaryOperator<OneCycle.Builder> setting) {
        OneCycle.Builder builder = setting.apply(builder().setTotalUpdates(10));
        var refusal = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(refusal.getMessage().startsWith(name + " "), refusal.getMessage());
    }

    private static OneCycle.Builder builder() {
        return OneCycle.builder().setMaxLr(1);
    }
}

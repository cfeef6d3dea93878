package org.tagzoo.zoo.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;

/** Each schedule against PyTorch over 10,000 updates in 200 epochs. */
class SchedulesTest {

    private static final int UPDATES = 10_000;
    private static final int EPOCH = 50;

    static Stream<JsonNode> cases() {
        return Golden.stream("schedule/schedules.json", "schedules");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void equalsPyTorch(JsonNode golden) {
        String name = golden.get("name").textValue();
        RateAndMomentum schedule = schedule(name);
        JsonNode momenta = golden.get("momentum");
        int told = 0;
        for (int i = 0; i < golden.get("rates").size(); i++) {
            JsonNode sample = golden.get("rates").get(i);
            int update = sample.get(0).intValue();
            for (; schedule instanceof ReduceOnPlateau plateau && told < update / EPOCH; told++) {
                double metric = Golden.metric(told);
                plateau.epochEnded(name.equals("plateau") ? metric : -metric);
            }
            double rate = sample.get(1).doubleValue();
            // At the foot of a cosine, 1 + cos leaves few of the digits of a rate.
            double allowed = 1e-12 * Math.max(rate, 1e-4);
            assertEquals(
                    rate, schedule.learningRate().value(update), allowed, name + " at " + update);
            double momentum = momenta.get(momenta.size() == 1 ? 0 : i).doubleValue();
            assertEquals(
                    momentum, schedule.momentum().value(update), 1e-12, name + " at " + update);
        }
    }

    private static RateAndMomentum schedule(String name) {
        var cosine = CosineAnnealing.builder().setLearningRate(0.1).setTotalUpdates(UPDATES);
        var steps = StepDecay.builder().setLearningRate(0.1).setUpdatesPerEpoch(EPOCH);
        var plateau = ReduceOnPlateau.builder().setLearningRate(0.1);
        return switch (name) {
            case "one_cycle" -> OneCycle.builder().setMaxLr(0.02).setTotalUpdates(UPDATES).build();
            case "warm_cosine" -> cosine.optMinLearningRate(1e-5).optWarmUpUpdates(1000).build();
            case "cosine" -> cosine.build();
            case "steps" -> steps.optEvery(30).optFactor(0.5).build();
            case "milestones" -> steps.optMilestones(60, 120, 120, 160).optFactor(0.2).build();
            case "plateau" ->
                    plateau.optGoal(ReduceOnPlateau.Goal.MAXIMIZE)
                            .optFactor(0.5)
                            .optPatience(3)
                            .optThreshold(0.01)
                            .optCooldown(2)
                            .optMinLearningRate(1e-4)
                            .build();
            case "plateau_absolute" ->
                    plateau.optPatience(0).optThreshold(0.05).optAbsoluteThreshold(true).build();
            default -> throw new AssertionError(name);
        };
    }
}

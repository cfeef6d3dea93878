package org.tagzoo.zoo.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.schedule.CosineAnnealing;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.schedule.StepDecay;
import org.tagzoo.zoo.training.Golden;

/**
 * Each optimiser under a schedule against PyTorch over 10,000 updates, with a weight that is frozen
 * for a while and a bias that joins late.
 */
class OptimizersTest {

    private static final int UPDATES = 10_000;
    private static final int EPOCH = 50;

    static Stream<JsonNode> cases() {
        return Golden.stream("optimizer/optimizers.json", "optimizers");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsWherePyTorchEnds(JsonNode golden) {
        String name = golden.get("name").textValue();
        DataType type = DataType.valueOf(golden.get("dtype").textValue().toUpperCase(Locale.ROOT));
        double tolerance = type == DataType.FLOAT64 ? 1e-10 : 1e-5;
        RateAndMomentum schedule = schedule(name);
        int next = 0;
        try (NDManager manager = NDManager.newBaseManager();
                ExactOptimizer optimizer =
                        optimizer(name, golden.get("weightDecay").doubleValue(), manager);
                TrainedWeight weight = new TrainedWeight(manager, type, new Shape(4, 3));
                TrainedWeight bias = new TrainedWeight(manager, type, new Shape(3))) {
            for (int update = 0; update < UPDATES; update++) {
                double rate = schedule.learningRate().value(update);
                double momentum = schedule.momentum().value(update);
                if (update < 2000 || update >= 3500) {
                    weight.backward(update);
                    Steering.update(optimizer, "weight", weight.weight(), rate, momentum);
                }
                if (update >= 500 && (update < 6000 || update >= 6100)) {
                    bias.backward(update);
                    Steering.update(optimizer, "bias", bias.weight(), rate, momentum);
                }
                if (schedule instanceof ReduceOnPlateau plateau && (update + 1) % EPOCH == 0) {
                    plateau.epochEnded(Golden.metric(update / EPOCH));
                }
                JsonNode sample = golden.get("samples").get(next);
                if (sample.get("update").intValue() == update + 1) {
                    String what = name + " in " + type + " after update " + (update + 1);
                    double[] expected = Golden.numbers(sample.get("weight"));
                    TrainedWeight.close(expected, weight.values(), tolerance, what);
                    expected = Golden.numbers(sample.get("bias"));
                    TrainedWeight.close(expected, bias.values(), tolerance, what);
                    next++;
                }
            }
        }
        assertEquals(golden.get("samples").size(), next);
    }

    private static ExactOptimizer optimizer(String name, double decay, NDManager manager) {
        return switch (name) {
            case "sgdNesterov" -> set(Sgd.builder().optNesterov(true), decay, manager).build();
            case "sgdDampened" -> set(Sgd.builder().optDampening(0.25), decay, manager).build();
            case "sgdPlain" -> set(Sgd.builder(), decay, manager).build();
            case "adam" -> set(Adam.builder(), decay, manager).build();
            case "adamW" ->
                    set(Adam.decoupledBuilder().optBeta2(0.99).optEps(1e-6), decay, manager)
                            .build();
            case "rmsProp" -> set(RmsProp.builder(), decay, manager).build();
            case "rmsPropCentered" ->
                    set(
                                    RmsProp.builder().optAlpha(0.9).optEps(1e-4).optCentered(true),
                                    decay,
                                    manager)
                            .build();
            default -> throw new AssertionError(name);
        };
    }

    private static <B extends ExactOptimizerBuilder<B>> B set(
            B builder, double decay, NDManager manager) {
        return Steering.steered(builder, manager)
                .optWeightDecay(decay)
                .optDecayed((id, shape) -> shape.dimension() > 1);
    }

    private static RateAndMomentum schedule(String name) {
        StepDecay.Builder steps = StepDecay.builder().setUpdatesPerEpoch(EPOCH);
        CosineAnnealing.Builder cosine = CosineAnnealing.builder().setTotalUpdates(UPDATES);
        return switch (name) {
            case "sgdNesterov", "adam" ->
                    OneCycle.builder().setMaxLr(0.02).setTotalUpdates(UPDATES).build();
            case "sgdDampened" -> steps.setLearningRate(0.02).optEvery(30).optFactor(0.5).build();
            case "sgdPlain" -> cosine.setLearningRate(0.05).optMomentum(0).build();
            case "adamW" ->
                    cosine.setLearningRate(0.01)
                            .optMinLearningRate(1e-5)
                            .optWarmUpUpdates(1000)
                            .build();
            case "rmsProp" ->
                    steps.setLearningRate(0.002)
                            .optMilestones(60, 120, 120, 160)
                            .optFactor(0.2)
                            .build();
            case "rmsPropCentered" ->
                    ReduceOnPlateau.builder()
                            .setLearningRate(0.005)
                            .optMomentum(0)
                            .optGoal(ReduceOnPlateau.Goal.MAXIMIZE)
                            .optFactor(0.5)
                            .optPatience(3)
                            .optThreshold(0.01)
                            .optCooldown(2)
                            .optMinLearningRate(1e-4)
                            .build();
            default -> throw new AssertionError(name);
        };
    }
}

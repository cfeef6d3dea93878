package org.tagzoo.zoo.finetune;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.training.EarlyStopping;

/** Phases against the stages of a ResNet-18. */
class PhaseTest {

    private static final Graph RESNET =
            new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(3))
                    .graph(32, new Normalization(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0)));

    private static Phase phase(String train, Map<String, Double> multipliers) {
        return new Phase(
                train,
                1,
                multipliers,
                (updates, epochs) -> RateAndMomentum.constant(0.1, 0),
                EarlyStopping.Metric.VALIDATION_LOSS);
    }

    private static String refusal(Phase... phases) {
        return assertThrows(
                        IllegalArgumentException.class, () -> Phase.check(List.of(phases), RESNET))
                .getMessage();
    }

    @Test
    void eachTrainsAtLeastWhatTheOneBeforeItTrained() {
        List<String> order = List.of(Phase.HEAD, "layer4", "layer2", "layer1", Phase.ALL);
        List<Phase> phases = order.stream().map(stage -> phase(stage, Map.of())).toList();
        assertDoesNotThrow(() -> Phase.check(phases, RESNET));
        for (int i = 1; i < phases.size(); i++) {
            assertEquals(
                    "phases: each must train what the one before it trained, and %s is less"
                            .formatted(order.get(i - 1)),
                    refusal(phases.get(i), phases.get(i - 1)));
        }
        Phase twice = phases.get(1);
        assertDoesNotThrow(() -> Phase.check(List.of(twice, twice), RESNET));
    }

    @Test
    void namesOfStagesAreTheNetworks() {
        String stages = "layer1, layer2, layer3, layer4, head";
        assertEquals(
                "train names the stage layer5; this network's are " + stages + ", or all",
                refusal(phase("layer5", Map.of())));
        assertEquals(
                "rateFactors names the stage all; this network's are " + stages + ", and stem",
                refusal(phase(Phase.ALL, Map.of("all", 0.1))));
        assertEquals("A fine-tuning needs a phase or more: addPhase", refusal());
    }

    /** The stem is trained where everything is; else only what comes from the stage on. */
    @ParameterizedTest
    @CsvSource({
        "all, stem, true",
        "all, layer1, true",
        "layer3, layer3, true",
        "layer3, head, true",
        "layer3, layer2, false",
        "layer3, stem, false",
        "head, layer4, false"
    })
    void onlyWhatIsTrainedHasALearningRate(String train, String stage, boolean allowed) {
        Phase phase = phase(train, Map.of(stage, 0.5));
        if (allowed) {
            assertDoesNotThrow(() -> Phase.check(List.of(phase), RESNET));
        } else {
            assertEquals(
                    "rateFactors names %s, which is frozen where %s is trained"
                            .formatted(stage, train),
                    refusal(phase));
        }
    }

    @Test
    void settingsAreChecked() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Phase.of(Phase.ALL, 0, (updates, epochs) -> null));
        assertThrows(IllegalArgumentException.class, () -> ImageSettings.of(0));
        assertEquals(false, ImageSettings.of(1).augmented());
        assertEquals("cpu", Compute.onProcessor().deviceName());
    }
}

package org.tagzoo.zoo.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tagzoo.zoo.training.Golden;

class AsymmetricLossTest {

    private static final boolean[][] POSITIVE = {{true}};
    private static final boolean[][] NEGATIVE = {{false}};

    static Stream<JsonNode> cases() {
        return Golden.stream("loss/losses.json", "asymmetric");
    }

    /** Each logit of -100 to 100 once as a negative and once as a positive. */
    @ParameterizedTest
    @MethodSource("cases")
    void equalsTheAuthorsFormulas(JsonNode golden) {
        JsonNode settings = golden.get("settings");
        AsymmetricLoss loss =
                AsymmetricLoss.builder()
                        .optGammaNeg(settings.path("gamma_neg").asDouble(4))
                        .optGammaPos(settings.path("gamma_pos").asDouble(1))
                        .optClip(settings.path("clip").asDouble(0.05))
                        .optFocalGradient(settings.path("focal_gradient").asBoolean(false))
                        .build();
        double[] z = Golden.numbers(golden.get("logits"));
        double[][] logits =
                Arrays.stream(z).mapToObj(v -> new double[] {v, v}).toArray(double[][]::new);
        boolean[][] targets = new boolean[z.length][];
        Arrays.setAll(targets, n -> new boolean[] {false, true});
        LossChecks.equalsPyTorch(golden, loss, logits, targets);
    }

    @Test
    void byHand() {
        AsymmetricLoss loss =
                AsymmetricLoss.builder().optGammaNeg(2).optGammaPos(1).optClip(0.25).build();
        // A logit of 0: p = 1/2. Positive: 1/2 log 2. Negative: m = 3/4, (1/4)^2 log 4/3.
        float[][] half = {{0}};
        assertEquals(0.5 * Math.log(2), loss.evaluate(half, POSITIVE), 1e-15);
        assertEquals(Math.log(4 / 3.0) / 16, loss.evaluate(half, NEGATIVE), 1e-15);
        // p = 1/5, below the clip: nothing.
        float[][] fifth = {{(float) -Math.log(4)}};
        assertEquals(0, loss.evaluate(fifth, NEGATIVE));
        // p = 4/5: m = 0.45.
        float[][] high = {{(float) Math.log(4)}};
        assertEquals(-0.55 * 0.55 * Math.log(0.45), loss.evaluate(high, NEGATIVE), 1e-7);
        assertEquals(-0.2 * Math.log(0.8), loss.evaluate(high, POSITIVE), 1e-7);
        // A positive far away is taken for eps.
        float[][] far = {{-100}};
        assertEquals(-Math.log(1e-8), loss.evaluate(far, POSITIVE), 1e-12);
    }

    @Test
    void withoutFocusItIsBinaryCrossEntropy() {
        ExampleLoss plain =
                AsymmetricLoss.builder().optGammaNeg(0).optGammaPos(0).optClip(0).build();
        float[][] logits = {{-3, 2, 0.5f}, {4, -1, 0}};
        boolean[][] targets = {{true, false, true}, {false, false, true}};
        double expected = new BinaryCrossEntropyLoss().evaluate(logits, targets);
        assertEquals(expected, plain.evaluate(logits, targets), 1e-14);
    }

    @Test
    void badSettings() {
        refused(AsymmetricLoss.builder().optGammaNeg(0.5));
        refused(AsymmetricLoss.builder().optGammaPos(-1));
        refused(AsymmetricLoss.builder().optClip(1));
        refused(AsymmetricLoss.builder().optEps(0));
        ExampleLoss loss = AsymmetricLoss.builder().build();
        assertThrows(
                IllegalArgumentException.class,
                () -> loss.evaluate(new float[0][], new boolean[0][]));
    }

    private static void refused(AsymmetricLoss.Builder builder) {
        assertThrows(IllegalArgumentException.class, builder::build);
    }
}

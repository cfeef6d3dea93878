package org.tagzoo.zoo.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.image.ImageSize;

class InitialSchemeTest {

    private static final List<Parameter> BASELINE =
            new Network(new PosterCnn("poster_cnn2", 2), new Head(7, List.of(64), 0.5, false))
                    .graph(new ImageSize(138, 92), TorchvisionTest.IMAGENET)
                    .parameters();

    private static Parameter named(String name) {
        return BASELINE.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    private static float[] keras(long seed, String name) {
        return new InitialValues(seed, InitialScheme.KERAS).values(named(name));
    }

    /**
     * Bounds by hand: a kernel of 5 x 5 from 3 to 16 channels has sqrt(6 / (25 * 3 + 25 * 16)) =
     * 0.112390, 3 x 3 from 16 to 32 sqrt(6 / 432), a dense layer sqrt(6 / (4032 + 64)), sqrt(6 /
     * (64 + 7)).
     */
    @ParameterizedTest
    @CsvSource({
        "features.0.weight, 0.11239030",
        "features.3.weight, 0.11785113",
        "fc.0.weight, 0.03827328",
        "fc.3.weight, 0.29070169"
    })
    void weightsAreUniformWithinGlorotsBounds(String name, double bound) {
        double[] values = new double[named(name).count()];
        float[] drawn = keras(7, name);
        Arrays.setAll(values, i -> drawn[i]);
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        assertTrue(largest <= bound && largest > 0.98 * bound, largest + " of " + bound);
        double[] some = Arrays.copyOf(values, Math.min(values.length, 5000));
        double p =
                new KolmogorovSmirnovTest()
                        .kolmogorovSmirnovTest(
                                new UniformRealDistribution(-bound, bound), some, false);
        assertTrue(p > 0.01, name + ": p = " + p);
    }

    @Test
    void biasesAreZeroAndValuesFollowTheSeed() {
        assertArrayEquals(new float[32], keras(7, "features.3.bias"));
        assertArrayEquals(keras(7, "fc.3.weight"), keras(7, "fc.3.weight"));
        assertFalse(Arrays.equals(keras(7, "fc.3.weight"), keras(8, "fc.3.weight")));
    }

    @Test
    void whatIsUsualStaysAsEachNetworkHasIt() {
        for (Parameter parameter : BASELINE) {
            assertEquals(parameter.init(), InitialScheme.NETWORK.of(parameter));
        }
    }
}

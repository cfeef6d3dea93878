package org.tagzoo.zoo.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Percentiles, spreads and tests against NumPy, SciPy and statsmodels; make_statistics.py. */
class StatisticsGoldenTest {

    private static final double RELATIVE = 1e-12;

    private static JsonNode golden(String what) throws IOException {
        JsonNode cases = Golden.read("statistics.json").get(what);
        assertEquals(true, cases.size() > 1, what);
        return cases;
    }

    private static void assertNear(double expected, double actual, Object of) {
        assertEquals(expected, actual, RELATIVE * Math.abs(expected), () -> "of " + of);
    }

    @Test
    void theMiddleEqualsNumPysPercentiles() throws IOException {
        for (JsonNode c : golden("middle")) {
            double[] values = Golden.numbers(c.get("values"));
            double[] before = values.clone();
            Interval interval = Interval.ofMiddle(values);
            assertNear(c.get("interval").get(0).doubleValue(), interval.low(), c);
            assertNear(c.get("interval").get(1).doubleValue(), interval.high(), c);
            assertEquals(Arrays.toString(before), Arrays.toString(values), "left as they were");
        }
    }

    @Test
    void theIntervalOfAShareEqualsSciPys() throws IOException {
        for (JsonNode c : golden("share")) {
            Interval interval = Interval.ofShare(c.get("hits").intValue(), c.get("of").intValue());
            assertEquals(c.get("interval").get(0).doubleValue(), interval.low(), 1e-9, c::toString);
            assertEquals(
                    c.get("interval").get(1).doubleValue(), interval.high(), 1e-9, c::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> Interval.ofShare(3, 2));
        assertThrows(IllegalArgumentException.class, () -> Interval.ofShare(0, 0));
    }

    @Test
    void spreadEqualsNumPysAndItsIntervalIsExact() throws IOException {
        for (JsonNode c : golden("spread")) {
            double[] values = Golden.numbers(c.get("values"));
            Spread spread = Spread.of(values);
            assertNear(c.get("mean").doubleValue(), spread.mean(), c);
            assertNear(c.get("standardDeviation").doubleValue(), spread.standardDeviation(), c);
            assertNear(c.get("margin").doubleValue(), spread.margin(), c);
            assertEquals(Arrays.stream(values).min().orElseThrow(), spread.min());
            assertEquals(Arrays.stream(values).max().orElseThrow(), spread.max());
            assertEquals(values.length, spread.n());
        }
    }

    @Test
    void quantilesOfStudentsTAreExact() throws IOException {
        for (JsonNode c : golden("quantile")) {
            int df = c.get("df").intValue();
            Spread spread = new Spread(0, 0, 0, Math.sqrt(df + 1), df + 1);
            assertNear(c.get("t").doubleValue(), spread.margin(), c);
        }
    }

    @Test
    void oneRunHasNoSpread() {
        for (double[] runs : new double[][] {{}, {0.7}, {0.7, Double.NaN}}) {
            assertThrows(IllegalArgumentException.class, () -> Spread.of(runs));
        }
        assertThrows(IllegalArgumentException.class, () -> new Spread(0.7, 0.7, 0.7, 0, 1));
    }

    @Test
    void mcNemarEqualsSciPysBinomialTest() throws IOException {
        for (JsonNode c : golden("mcNemar")) {
            McNemar test =
                    McNemar.of(c.get("onlyFirst").intValue(), c.get("onlySecond").intValue());
            assertNear(c.get("p").doubleValue(), test.p(), c);
        }
        assertEquals(1, McNemar.of(0, 0).p());
        assertEquals(1, McNemar.of(5, 5).p());
        assertEquals(0.5, McNemar.of(0, 2).p(), 1e-15);
    }

    @Test
    void correctedTTestEqualsSciPysT() throws IOException {
        for (JsonNode c : golden("correctedT")) {
            PairedBootstrap.Difference test =
                    ResampledT.of(
                            Golden.numbers(c.get("first")),
                            Golden.numbers(c.get("second")),
                            c.get("ratio").doubleValue());
            // means of differences lose some digits to cancellation
            assertEquals(c.get("value").doubleValue(), test.value(), 1e-15);
            assertEquals(c.get("interval").get(0).doubleValue(), test.interval().low(), 1e-13);
            assertEquals(c.get("interval").get(1).doubleValue(), test.interval().high(), 1e-13);
            assertEquals(c.get("p").doubleValue(), test.p(), 1e-11 * c.get("p").doubleValue());
        }
        double[] same = {0.5, 0.75};
        assertEquals(1, ResampledT.of(same, same, 1).p());
        assertEquals(0, ResampledT.of(same, new double[] {0.25, 0.5}, 1).p());
        assertThrows(
                IllegalArgumentException.class, () -> ResampledT.of(same, new double[] {0.5}, 1));
    }

    @Test
    void holmEqualsStatsmodels() throws IOException {
        for (JsonNode c : golden("holm")) {
            List<Double> p = Arrays.stream(Golden.numbers(c.get("p"))).boxed().toList();
            List<Double> corrected = Holm.correct(p);
            assertEquals(p.size(), corrected.size());
            for (int i = 0; i < p.size(); i++) {
                assertNear(c.get("corrected").get(i).doubleValue(), corrected.get(i), c);
            }
        }
        assertEquals(List.of(), Holm.correct(List.of()));
    }
}

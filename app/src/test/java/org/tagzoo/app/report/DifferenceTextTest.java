package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.McNemar;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;

class DifferenceTextTest {

    @Test
    void saysWhichIsBetterByHowMuchAndWhetherItIsSignificant() {
        assertEquals(
                "a is 0.021 (0.008 to 0.034) better in micro F1 than b; the difference is"
                        + " significant (p = 0.002)",
                DifferenceText.sentence(
                        "a",
                        "b",
                        "micro F1",
                        new Difference(0.021, new Interval(0.008, 0.034), 0.002),
                        OptionalDouble.empty()));
        assertEquals(
                "a is 0.021 (-0.008 to 0.034) worse in macro F1 than b; the difference is not"
                        + " significant (p = 0.300)",
                DifferenceText.sentence(
                        "a",
                        "b",
                        "macro F1",
                        new Difference(-0.021, new Interval(-0.034, 0.008), 0.3),
                        OptionalDouble.empty()));
        assertEquals(
                "a is 0.300 (0.200 to 0.400) better in F1 than b; the difference is"
                        + " significant (p < 0.001)",
                DifferenceText.sentence(
                        "a",
                        "b",
                        "F1",
                        new Difference(0.3, new Interval(0.2, 0.4), 0.0002),
                        OptionalDouble.empty()));
    }

    @Test
    void ofAFamilyTheCorrectedPDecides() {
        assertEquals(
                "a is 0.021 (0.001 to 0.034) better in micro F1 than b; the difference is not"
                        + " significant (p = 0.030, after Holm's correction p = 0.090)",
                DifferenceText.sentence(
                        "a",
                        "b",
                        "micro F1",
                        new Difference(0.021, new Interval(0.001, 0.034), 0.03),
                        OptionalDouble.of(0.09)));
    }

    @Test
    void saysOnHowManyImagesOnlyOneIsRight() {
        McNemar test = new McNemar(1, 1300, 0.0002);
        assertEquals(
                "only a has all labels right on 1 image, only b on 1,300; McNemar's exact test: p <"
                        + " 0.001, after Holm's correction p = 0.004",
                DifferenceText.sentence("a", "b", test, OptionalDouble.of(0.004)));
        assertEquals(
                "only a has all labels right on 1 image, only b on 1,300; McNemar's exact test: p <"
                        + " 0.001",
                DifferenceText.sentence("a", "b", test, OptionalDouble.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0.1234, +0.123", "-0.1234, -0.123", "0.0004, 0.000", "-0.0004, 0.000", "0, 0.000"})
    void differencesHaveASignUnlessTheyAreNone(double value, String shown) {
        assertEquals(shown, DifferenceText.signed(value));
    }

    @Test
    void theReadingNamesMetricBestRowAndFamily() {
        List<RowDifference> differences = Samples.withDifferences().differences();
        String text = String.join(" ", DifferenceText.reading(Tags.INSTANCE, differences, 0));
        assertEquals(true, text.startsWith("Each row's F1 less that of best, "), text);
        assertEquals(true, text.contains("corrected for 2 comparisons with best"), text);
        assertEquals(
                true,
                DifferenceText.reading(Classes.INSTANCE, differences, 0)
                        .get(0)
                        .startsWith("Each row's top-1 less"));
    }
}

package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;

class DifferenceSentenceTest {

    @Test
    void saysWhichIsBetterByHowMuchAndWhetherItMayBeChance() {
        assertEquals(
                "a is 0.021 (0.008 to 0.034) better in micro F1 than b; the difference is outside"
                        + " of chance (p = 0.002)",
                DifferenceSentence.of(
                        "a",
                        "b",
                        "micro F1",
                        new Difference(0.021, new Interval(0.008, 0.034), 0.002)));
        assertEquals(
                "a is 0.021 (-0.008 to 0.034) worse in macro F1 than b; the difference may be"
                        + " chance (p = 0.300)",
                DifferenceSentence.of(
                        "a",
                        "b",
                        "macro F1",
                        new Difference(-0.021, new Interval(-0.034, 0.008), 0.3)));
        assertEquals(
                "a is 0.300 (0.200 to 0.400) better in F1 than b; the difference is outside of"
                        + " chance (p < 0.001)",
                DifferenceSentence.of(
                        "a", "b", "F1", new Difference(0.3, new Interval(0.2, 0.4), 0.0002)));
    }
}

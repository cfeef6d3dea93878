package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tagzoo.zoo.explain.HeatMethod;

class WordsTest {

    @ParameterizedTest
    @EnumSource
    void everyMethodOfHeatMapsIsExplained(HeatMethod method) {
        assertTrue(Words.of("heat." + method).startsWith("The colour of a place "));
    }

    @Test
    void valuesStandInTheirPlaces() {
        assertEquals(
                "A dot is F1 on test, its bar the 95% bootstrap interval; gray dots are baselines.",
                Words.of("intervals", "F1"));
        assertTrue(
                Words.of("differences.holm", "2 comparisons", "cnn")
                        .endsWith(" and cnn was chosen on these same images."));
        assertEquals(
                " Shown are the 30 labels with the most images; the row's a.csv has all 40.",
                Words.of("shortened", 30, "a.csv", 40));
    }
}

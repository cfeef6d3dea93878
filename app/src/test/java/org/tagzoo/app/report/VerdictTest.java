package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void namesTheBestAndTheBestBaseline() {
        assertEquals(
                Optional.of(
                        "Highest F1 on test: resnet50-keras-augmented, 0.711 (95% interval 0.702 to"
                                + " 0.720). The best baseline, everything,"
                                + " reaches 0.138."),
                Verdict.of(Samples.table()));
    }

    @Test
    void saysWhoseIntervalReachesTheBest() {
        assertEquals(
                Optional.of(
                        "Highest F1 on test: b, 0.710 (95% interval 0.701 to 0.719). Its interval"
                                + " overlaps with that of c: their order may be due to chance."),
                Verdict.of(
                        Samples.of(
                                Samples.ok("a", null, 0.69, null, null),
                                Samples.ok("b", null, 0.71, null, null),
                                Samples.ok("c", null, 0.70, null, null))));
    }

    @Test
    void saysNothingWithoutFigures() {
        Row row = Samples.without("a", Row.Status.FAILED, "broken", null);
        assertEquals(
                Optional.empty(),
                Verdict.of(Samples.of(row, Samples.ok("b", null, Double.NaN, null, null))));
    }

    @Test
    void pairedDifferencesDecideWhereThereAreAny() {
        Table table =
                Samples.of(
                        Samples.ok("a", null, 0.69, null, null),
                        Samples.ok("b", null, 0.71, null, null),
                        Samples.ok("c", null, 0.70, null, null));
        RowDifference far = Samples.difference("a", "b", true);
        String start = "Highest F1 on test: b, 0.710 (95% interval 0.701 to 0.719). ";
        assertEquals(
                Optional.of(start + "Its lead over c is not significant."),
                Verdict.of(
                        table.withDifferences(List.of(far, Samples.difference("c", "b", false)))));
        assertEquals(
                Optional.of(
                        start
                                + "On these images its lead over every other row is"
                                + " significant."),
                Verdict.of(
                        table.withDifferences(List.of(far, Samples.difference("c", "b", true)))));
    }
}

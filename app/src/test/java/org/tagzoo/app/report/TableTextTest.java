package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTextTest {

    @Test
    void equalsTheTextKept() throws IOException {
        assertEquals(Samples.golden("table.txt"), TableText.render(Samples.table()));
    }

    @Test
    void noLineIsTooLongAndAllIsAscii() {
        TableText.render(Samples.table())
                .lines()
                .forEach(
                        line -> {
                            assertTrue(line.length() <= TableText.WIDTH, line);
                            assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 127), line);
                        });
    }

    @Test
    void seedsStandBelowTheirRowAndEnsemblesAreExplained() {
        String text = TableText.render(Samples.seedsAndEnsemble());
        List<String> lines = text.lines().toList();
        int at = lines.indexOf("  mean of 3 seeds  0.695     sd 0.012");
        assertTrue(at > 0 && lines.get(at - 1).startsWith("cnn"), text);
        assertTrue(lines.get(at + 1).startsWith("  published"), text);
        assertTrue(text.contains("both-vote is the majority vote of cnn, ff1."), text);
        assertTrue(lines.stream().allMatch(line -> line.length() <= TableText.WIDTH), text);
    }

    @Test
    void seedsHaveAnIntervalWithLevelAndNumber() {
        String text = TableText.render(Samples.seedsAndEnsemble());
        assertTrue(
                text.contains("cnn over 3 seeds: mean F1 0.695 ± 0.031 (95% t interval, n = 3)."),
                text);
        assertFalse(text.contains("ff1 over"), "one seed has no interval");
    }

    @Test
    void differencesStandBelowTheTable() {
        String text = TableText.render(Samples.withDifferences());
        String expected =
                """

                Is the difference real?

                network      F1      95% interval        p     Holm   right      p   Holm
                -------------------------------------------------------------------------
                far      -0.030  -0.050 to -0.010  < 0.001  < 0.001  7 : 13  0.263  0.500
                near     -0.030  -0.050 to -0.010  < 0.001    0.200  7 : 13  0.263  0.500

                Each row's F1 less that of best\
                """;
        assertTrue(text.contains(expected), text);
        text.lines().forEach(line -> assertTrue(line.length() <= TableText.WIDTH, line));
    }

    @Test
    void nameThatIsTooLongStandsOnItsOwnLine() {
        String name = "n".repeat(70);
        List<String> lines =
                TableText.render(Samples.of(Samples.ok(name, null, 0.5, null, null)))
                        .lines()
                        .toList();
        int at = lines.indexOf(name);
        assertTrue(at > 0, "no line of its own");
        assertTrue(lines.get(at + 1).strip().startsWith("0.500"), lines.get(at + 1));
    }

    @Test
    void wideNamesLeaveTheColumnsInPlace() {
        String narrow = TableText.render(Samples.named("sixsix"));
        String wide = TableText.render(Samples.named("海と空"));
        assertEquals(narrow, wide.replace("海と空", "sixsix"));
    }

    @Test
    void namesCanNotSteerTheTerminal() {
        String text = TableText.render(Samples.named("\u001b[2Jred\r\n\u202e\u0007"));
        assertFalse(text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
        assertFalse(text.contains("\u202e"));
    }

    @Test
    void tableWithoutRowsStillSaysWhatItIs() {
        assertTrue(
                TableText.render(Samples.of())
                        .startsWith("corpus: 3 images, 2 labels, 0 files quarantined, seed 1\n"));
    }
}

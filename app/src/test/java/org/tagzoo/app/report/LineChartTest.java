package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineChartTest {

    private static String draw(double... y) {
        List<LineChart.Point> points = new ArrayList<>();
        for (int i = 0; i < y.length; i++) {
            points.add(new LineChart.Point(i + 1, y[i]));
        }
        return new LineChart(
                        "id",
                        "t",
                        "d",
                        new LineChart.Axis("epoch", y.length, null, null),
                        List.of(new LineChart.Series("train", points)))
                .draw()
                .render();
    }

    /** 0.25 of 1 is a quarter of the height from 194 to 34. */
    @Test
    void aLevelGoesAcross() throws Exception {
        ParsedPage page =
                ParsedPage.of(
                        new LineChart(
                                        "id",
                                        "t",
                                        "d",
                                        new LineChart.Axis("epoch", 2, null, null),
                                        List.of(
                                                new LineChart.Series(
                                                        "train",
                                                        List.of(
                                                                new LineChart.Point(1, 0),
                                                                new LineChart.Point(2, 1)))),
                                        Optional.of(new LineChart.Level("test", 0.25)))
                                .draw());
        // The first is the legend's.
        assertEquals(List.of("12", "154"), page.attributes("line", "level", "y1"));
        assertEquals(List.of("12", "154"), page.attributes("line", "level", "y2"));
        assertEquals("350", page.attributes("line", "level", "x2").get(1));
        assertTrue(page.texts("title").contains("test 0.250"), page.text());
    }

    /** From 1e-4 to 1 in four decades between 42 and 350: 0.01 is in the middle. */
    @Test
    void anAxisOfPowersHasEqualWaysForEqualFactors() throws Exception {
        ParsedPage page =
                ParsedPage.of(
                        new LineChart(
                                        "id",
                                        "t",
                                        "d",
                                        new LineChart.Axis("rate", 1e-4, 1, 0.01, "suggested"),
                                        List.of())
                                .draw());
        assertEquals("196", page.attributes("line", "mark", "x1").get(1));
        assertTrue(
                page.texts("text").containsAll(List.of("1e-4", "0.001", "0.01", "0.1", "1")),
                page.text());
    }

    @Test
    void lineEndsWhereTheAxesEnd() {
        // Four epochs to the right edge at 350, from 42; 0.5 is half of the height from 194 to 34.
        assertTrue(draw(0, 1, 0.5, 1).contains("d=\"M119 194L196 34L273 114L350 34\""));
    }

    @Test
    void valueThatIsNotFiniteLeavesAGap() {
        String svg = draw(1, Double.NaN, 1, 1);
        assertTrue(svg.contains("d=\"M119 34M273 34L350 34\""), svg);
        assertEquals(3, svg.split("<circle").length - 1);
    }

    @Test
    void manyPointsHaveNoDots() {
        assertEquals(1, draw(new double[100]).split("<circle").length);
    }
}

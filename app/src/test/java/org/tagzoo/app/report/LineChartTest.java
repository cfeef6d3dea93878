package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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

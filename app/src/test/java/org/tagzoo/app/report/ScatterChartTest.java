package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tagzoo.app.report.ScatterChart.Point;
import org.w3c.dom.Element;

/** Positions worked by hand. The plot goes from 52 to 700 across and from 348 up to 30. */
class ScatterChartTest {

    private static ParsedPage draw(Point... points) throws Exception {
        return ParsedPage.of(
                new ScatterChart("c", "a title", "in words", "images", "F1", List.of(points))
                        .draw());
    }

    /**
     * From 4 / 1.15 to 40 x 1.15 images a second the axis goes from 2 to 50: 4 and 40 are log(2) /
     * log(25) = 0.21534 and log(20) / log(25) = 0.93068 of the way. Upwards it goes from 0.5 to 0.8
     * in steps of 0.05.
     */
    @Test
    void dotsStandWhereTheyShould() throws Exception {
        ParsedPage page =
                draw(
                        new Point("good", 4, 0.7, 0.6, 0.8, true),
                        new Point("fast", 40, 0.6, 0.5, 0.65, true));
        assertEquals(List.of("191.54", "655.08"), page.attributes("circle", "dot", "cx"));
        assertEquals(List.of("136", "242"), page.attributes("circle", "dot", "cy"));
        assertEquals(List.of("242", "348"), page.attributes("line", "whisker", "y1"));
        assertEquals(List.of("30", "189"), page.attributes("line", "whisker", "y2"));
        assertEquals(List.of("M191.54 136L655.08 242"), page.attributes("path", "line", "d"));
        assertEquals(
                List.of(
                        "0.50", "0.55", "0.60", "0.65", "0.70", "0.75", "0.80", "2", "5", "10",
                        "20", "50", "images", "F1"),
                texts(page, "tick"));
        assertTrue(page.texts("title").contains("good: 0.700 at 4.00 images a second"));
    }

    private static List<String> texts(ParsedPage page, String style) {
        return page.all("text").stream()
                .filter(text -> text.getAttribute("class").contains(style))
                .map(Element::getTextContent)
                .toList();
    }

    @Test
    void onlyWhatIsMarkedIsOnTheLine() throws Exception {
        ParsedPage page =
                draw(
                        new Point("off", 10, 0.5, null, null, false),
                        new Point("on", 10, 0.7, null, null, true));
        assertEquals(1, page.attributes("circle", "s1", "cx").size());
        assertEquals(1, page.attributes("circle", "baseline", "cx").size());
        assertEquals(List.of("off"), texts(page, "muted"));
        assertEquals(0, page.attributes("line", "whisker", "x1").size());
        assertEquals(1, page.attributes("path", "line", "d").get(0).split("[ML]", -1).length - 1);
    }

    /** Dots in one place: each name stands where no other does. */
    @Test
    void namesKeepApart() throws Exception {
        Point[] points = new Point[5];
        for (int i = 0; i < points.length; i++) {
            points[i] = new Point("network" + i, 10, 0.6, null, null, i == 3);
        }
        ParsedPage page = draw(points);
        List<String> places =
                page.all("text").stream()
                        .filter(text -> text.getAttribute("class").startsWith("name"))
                        .map(text -> text.getAttribute("text-anchor") + text.getAttribute("y"))
                        .distinct()
                        .toList();
        assertEquals(5, places.size(), places.toString());
        assertEquals("network3", texts(page, "name").get(0));
    }

    /** At the right edge a name stands left of its dot. */
    @Test
    void namesStayWithin() throws Exception {
        ParsedPage page =
                draw(
                        new Point("a", 1, 0.6, null, null, true),
                        new Point("n".repeat(40), 9, 0.5, null, null, true));
        assertEquals(List.of("start", "end"), page.attributes("text", "name", "text-anchor"));
    }

    @Test
    void aSingleDotHasAxesToo() throws Exception {
        ParsedPage page = draw(new Point("a", 0.31, 1, null, null, true));
        assertEquals(1, page.attributes("circle", "dot", "cx").size());
        assertTrue(texts(page, "tick").contains("0.2"), page.text());
        assertTrue(texts(page, "tick").contains("0.5"), page.text());
    }
}

package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Positions worked by hand. */
class ChartsTest {

    private static ParsedPage intervals(IntervalChart.Entry... entries) throws Exception {
        return ParsedPage.of(
                new IntervalChart("c", "a title", "in words", List.of(entries)).draw());
    }

    /** The largest is 0.7, so the axis ends at 0.8: 0.5 is 62.5% of the way. */
    @Test
    void aDotStandsBetweenTheEndsOfItsInterval() throws Exception {
        ParsedPage page = intervals(new IntervalChart.Entry("net", 0.5, 0.4, 0.6, 0.7, false));
        assertEquals(List.of("62.5%"), page.attributes("circle", "dot", "cx"));
        assertEquals(List.of("50%", "50%", "75%"), page.attributes("line", "whisker", "x1"));
        assertEquals(List.of("75%", "50%", "75%"), page.attributes("line", "whisker", "x2"));
        assertEquals(List.of("32", "25", "25"), page.attributes("line", "whisker", "y1"));
        assertEquals(List.of("87.5%"), page.attributes("svg", "at", "x"));
        assertTrue(page.texts("text").contains("0.500  (0.400–0.600)"), page.text());
        assertTrue(page.texts("title").contains("published: 0.700"), page.text());
    }

    @Test
    void aBaselineHasADotAlone() throws Exception {
        ParsedPage page =
                intervals(
                        new IntervalChart.Entry("net", 0.5, 0.4, 0.6, null, false),
                        new IntervalChart.Entry("nothing", 0, null, null, null, true));
        assertEquals(List.of("0%"), page.attributes("circle", "baseline", "cx"));
        assertEquals(List.of("78"), page.attributes("circle", "baseline", "cy"));
        assertEquals(List.of("nothing"), textsOf(page, "muted"));
        assertEquals(3, page.attributes("line", "whisker", "x1").size());
        assertEquals(0, page.attributes("svg", "at", "x").size());
    }

    private static List<String> textsOf(ParsedPage page, String style) {
        return page.all("text").stream()
                .filter(text -> text.getAttribute("class").contains(style))
                .map(Element::getTextContent)
                .toList();
    }

    @Test
    void aChartHasItsWordsForWhoCantSeeIt() throws Exception {
        ParsedPage page = intervals(new IntervalChart.Entry("net", 0.5, null, null, null, false));
        Element chart = page.all("svg").get(0);
        assertEquals("img", chart.getAttribute("role"));
        assertEquals("c-title c-words", chart.getAttribute("aria-labelledby"));
        assertEquals("c-title", page.all("title").get(0).getAttribute("id"));
        assertEquals("a title", page.texts("title").get(0));
        assertEquals("c-words", page.all("desc").get(0).getAttribute("id"));
        assertEquals(List.of("in words"), page.texts("desc"));
    }

    private static ParsedPage bars(BarChart.Entry... entries) throws Exception {
        return ParsedPage.of(new BarChart("c", "F1 by label", List.of(entries)).draw());
    }

    /** The axis goes from 34% to 80% of the width. */
    @Test
    void barsAreSharesOfTheWidth() throws Exception {
        ParsedPage page =
                bars(
                        new BarChart.Entry("all", 1, "n = 1"),
                        new BarChart.Entry("half", 0.5, "n = 2"),
                        new BarChart.Entry("none", Double.NaN, "n = 0"));
        assertEquals(List.of("46%", "23%", "0%"), page.attributes("rect", "bar", "width"));
        assertEquals(List.of("7", "31", "55"), page.attributes("rect", "bar", "y"));
        assertEquals(List.of("80%", "57%", "34%"), page.attributes("text", "value", "x"));
        assertEquals(List.of("1.000", "0.500", "-"), textsOf(page, "value"));
        assertEquals(
                List.of("0", "0.25", "0.5", "0.75", "1", "n = 1", "n = 2", "n = 0"),
                textsOf(page, "tick"));
        assertEquals("98", page.all("svg").get(0).getAttribute("height"));
    }

    /** The longest is 90 s, so the axis ends at 100 s: 45 s take 45% of 46% of the width. */
    @Test
    void timesHaveAnAxisOfTheirOwn() throws Exception {
        ParsedPage page =
                ParsedPage.of(
                        BarChart.ofTimes(
                                        "c",
                                        "time",
                                        List.of(
                                                new BarChart.Entry("a", 90, "1 min 30 s", ""),
                                                new BarChart.Entry("b", 45, "45 s", "")))
                                .draw());
        assertEquals(List.of("41.4%", "20.7%"), page.attributes("rect", "bar", "width"));
        assertEquals(List.of("1 min 30 s", "45 s"), textsOf(page, "value"));
        assertEquals(List.of("0", "50", "100", "", ""), textsOf(page, "tick"));
    }

    @Test
    void longNamesAreCutAndShownWhole() throws Exception {
        String name = "海".repeat(17) + "😀😀";
        ParsedPage page = bars(new BarChart.Entry(name, 0.5, ""));
        assertEquals(List.of("海".repeat(17) + "…"), textsOf(page, "name"));
        assertEquals(name + ": 0.500", page.texts("title").get(1));
        String whole = "海".repeat(17) + "😀";
        assertEquals(List.of(whole), textsOf(bars(new BarChart.Entry(whole, 0, "")), "name"));
    }

    @Test
    void ticksAreEvenAndStayWithinAWholeWidth() throws Exception {
        ParsedPage page = ParsedPage.of(j2html.TagCreator.div().with(axis(0, 100, true)));
        assertEquals(List.of("0%", "33.33%", "66.67%", "100%"), places(page));
        assertEquals(List.of("start", "middle", "middle", "end"), anchors(page));
        assertEquals(List.of("axis", "grid", "grid", "grid"), classes(page));
        page = ParsedPage.of(j2html.TagCreator.div().with(axis(10, 40, false)));
        assertEquals(List.of("10%", "20%", "30%", "40%"), places(page));
        assertEquals(List.of("middle", "middle", "middle", "middle"), anchors(page));
    }

    private static List<j2html.tags.DomContent> axis(double left, double right, boolean isWhole) {
        return Svg.axis(List.of("a", "b", "c", "d"), left, right, 50, 16, isWhole);
    }

    private static List<String> places(ParsedPage page) {
        return page.all("line").stream().map(line -> line.getAttribute("x1")).toList();
    }

    private static List<String> anchors(ParsedPage page) {
        return page.all("text").stream().map(text -> text.getAttribute("text-anchor")).toList();
    }

    private static List<String> classes(ParsedPage page) {
        return page.all("line").stream().map(line -> line.getAttribute("class")).toList();
    }

    @Test
    void positionsHaveTwoDecimalsAndNoExponent() {
        assertEquals("0.33", Svg.at(1 / 3.0));
        assertEquals("100", Svg.at(100));
        assertEquals("0", Svg.at(1e-9));
        assertEquals("12345678", Svg.at(1.2345678e7));
        assertEquals("-0.5%", Svg.percent(-0.5));
    }
}

package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SearchPageTest {

    private static final Pattern POINT = Pattern.compile("[ML]([0-9.]+) ([0-9.]+)");

    @TempDir Path folder;

    private static SearchPage.Line line(int number, String rate, double score, boolean isChosen) {
        List<Double> scores = isChosen ? List.of(0.1, score) : List.of(score);
        return new SearchPage.Line(
                number, List.of(rate, number % 2 == 0 ? "<b>" : "[]"), scores, 1, null, isChosen);
    }

    private Document page(List<SearchPage.Line> lines) throws Exception {
        Path file = folder.resolve("search.html");
        new SearchPage(
                        "a <row>",
                        Map.of("trials", "8"),
                        false,
                        List.of("schedule.maxLr", "head.hidden"),
                        List.of("after 1 epoch", "after 3 epochs"),
                        lines)
                .write(file);
        String html = Files.readString(file);
        assertFalse(html.matches("(?s).*(https?://(?!www\\.w3\\.org)|<b>).*"));
        String xml = html.replaceFirst("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Element> all(Document page, String tag, String style) {
        NodeList found = page.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            if (element.getAttribute("class").matches(style)) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static List<double[]> points(Element path) {
        List<double[]> points = new ArrayList<>();
        Matcher matcher = POINT.matcher(path.getAttribute("d"));
        while (matcher.find()) {
            points.add(
                    new double[] {
                        Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))
                    });
        }
        return points;
    }

    /** Eight rates from 0.001 to 1: the middle of the scale of powers is their geometric mean. */
    @Test
    void eachTrialIsALineAndTheChosenOneIsOnTop() throws Exception {
        List<SearchPage.Line> lines = new ArrayList<>();
        String[] rates = {"0.001", "1", "0.01", "0.1", "0.02", "0.2", "0.05", "0.5"};
        for (int n = 1; n <= rates.length; n++) {
            lines.add(line(n, rates[n - 1], n / 10.0, n == 4));
        }
        Document page = page(lines);
        List<Element> paths = all(page, "path", "trial.*");
        assertEquals(8, paths.size());
        assertEquals("trial chosen", paths.get(7).getAttribute("class"));
        assertEquals(3, points(paths.get(7)).size());
        // In order of the page: 1, 2, 3, 5, 6, 7, 8, and 4, the chosen one.
        double lowest = points(paths.get(0)).get(0)[1];
        double highest = points(paths.get(1)).get(0)[1];
        assertTrue(lowest > highest, "upwards is more");
        double third = lowest + (highest - lowest) / 3;
        assertEquals(third, points(paths.get(2)).get(0)[1], 0.02);
        assertEquals(lowest + (highest - lowest) * 2 / 3, points(paths.get(7)).get(0)[1], 0.02);
        List<Element> rows = all(page, "tr", "chosen");
        assertEquals(1, rows.size());
        assertEquals("4", rows.get(0).getFirstChild().getTextContent());
        assertEquals(rows.get(0), rows.get(0).getParentNode().getFirstChild());
    }

    @Test
    void aTrialThatFailedHasARowAndNoLine() throws Exception {
        List<SearchPage.Line> lines =
                List.of(
                        line(1, "0.1", 0.5, true),
                        new SearchPage.Line(
                                2,
                                List.of("0.2", "[]"),
                                List.of(Double.NaN),
                                1,
                                "The loss is NaN",
                                false));
        Document page = page(lines);
        assertEquals(1, all(page, "path", "trial.*").size());
        assertTrue(page.getDocumentElement().getTextContent().contains("failed: The loss is NaN"));
    }
}

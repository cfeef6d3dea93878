package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows are on the frontier, worked by hand, and how they are shown. */
class FrontierTest {

    private static Row row(String name, double f1, double prediction) {
        return Samples.withImageSize(Samples.ok(name, name + ".tv1", f1, 16.0, null), 224)
                .withSpeed(new Speed(prediction + 0.5, prediction, prediction / 2, false));
    }

    private static Row classes(String name, double top1, double prediction) {
        return Samples.classes(name, top1)
                .withSpeed(new Speed(prediction, prediction, prediction, false));
    }

    /** Slower and worse than "fast" are "slow" and "middle"; "best" is slowest and best. */
    private static Table table() {
        return Frontier.mark(
                Samples.of(
                        row("fast", 0.70, 27.04),
                        row("best", 0.75, 5.8),
                        row("slow", 0.69, 12.8),
                        row("middle", 0.70, 20),
                        Samples.without("absent", Row.Status.SKIPPED, "it is not here", null)));
    }

    private static List<String> marked(Table table) {
        return table.rows().stream()
                .filter(row -> row.times().speed() != null && row.times().speed().isOnFrontier())
                .map(Row::name)
                .toList();
    }

    @Test
    void onItAreTheRowsThatNoOtherDominates() {
        assertEquals(List.of("fast", "best"), marked(table()));
        assertEquals(
                List.of("a"),
                marked(Frontier.mark(Samples.of(row("a", 0.7, 10), row("b", 0.7, 9.9)))));
        assertEquals(
                List.of("a"),
                marked(Frontier.mark(Samples.of(row("a", 0.71, 10), row("b", 0.7, 10)))));
    }

    @Test
    void networksThatWereSkippedAreNamedBelowTheTableOnly() throws Exception {
        Table table =
                table().withRow(
                                Samples.without(
                                        "gone", Row.Status.SKIPPED, "it is not here", null));
        String text = TableText.render(table);
        assertTrue(text.contains("\n\nabsent, gone, skipped: it is not here\n"), text);
        assertEquals(-1, TableMarkdown.render(table).indexOf("| absent "));
        Path out = folder.resolve("report.html");
        HtmlReport.write(out, table, List.of(), Samples.context("corpus"));
        String html = Files.readString(out);
        assertTrue(html.contains("<strong>absent, gone</strong>"), html);
        assertEquals(2, html.split(">absent", -1).length);
    }

    @Test
    void rowsThatAreEqualInBothAreOnItTogether() {
        Table table = Samples.of(row("a", 0.7, 10), row("b", 0.7, 10), row("c", 0.6, 9));
        assertEquals(List.of("a", "b"), marked(Frontier.mark(table)));
    }

    /** One by one another row may be the faster one; marked is what counts in batches. */
    @Test
    void eachKindOfSpeedHasItsOwn() {
        Row wide = row("wide", 0.7, 10).withSpeed(new Speed(10, 10, 1, false));
        Row quick = row("quick", 0.7, 9).withSpeed(new Speed(9, 9, 2, false));
        List<Row> both = List.of(wide, quick);
        assertTrue(Frontier.isOn(wide, both, Speed::prediction));
        assertFalse(Frontier.isOn(quick, both, Speed::prediction));
        assertTrue(Frontier.isOn(quick, both, Speed::oneImage));
        assertFalse(Frontier.isOn(wide, both, Speed::oneImage));
        assertEquals(List.of("wide"), marked(Frontier.mark(Samples.of(wide, quick))));
    }

    @Test
    void eachTaskHasItsOwn() {
        Table table = Samples.of(row("tags", 0.7, 100), classes("classes", 0.5, 1));
        assertEquals(List.of("tags", "classes"), marked(Frontier.mark(table)));
    }

    @Test
    void aRowWithoutAMetricIsNotOnIt() {
        Table table = Samples.of(row("a", Double.NaN, 100), row("b", 0.1, 1));
        assertEquals(List.of("b"), marked(Frontier.mark(table)));
        assertEquals(Samples.table(), Frontier.mark(Samples.table()));
    }

    @Test
    void theTextEqualsTheTextKept() throws IOException {
        String text = TableText.render(table());
        assertEquals(Samples.golden("frontier.txt"), text);
        text.lines().forEach(line -> assertTrue(line.length() <= TableText.WIDTH, line));
    }

    @Test
    void filesHaveSpeedsWhereThereAreAny() throws IOException {
        JsonNode rows = new ObjectMapper().readTree(TableJson.render(table())).get("rows");
        assertEquals(
                "{\"embedding\":27.54,\"prediction\":27.04,\"oneImage\":13.52,\"frontier\":true}",
                rows.get(0).get("imagesPerSecond").toString());
        assertFalse(rows.get(2).at("/imagesPerSecond/frontier").asBoolean(true));
        assertFalse(rows.get(4).has("imagesPerSecond"));
        List<String> csv = TableCsv.render(table()).lines().toList();
        assertTrue(
                csv.get(0)
                        .endsWith(
                                ",ensemble,imagesPerSecond:embedded,imagesPerSecond:predicted,imagesPerSecond:one-by-one,frontier"),
                csv.get(0));
        assertTrue(csv.get(1).endsWith(",27.54,27.04,13.52,true"), csv.get(1));
        assertTrue(csv.get(5).endsWith(",,,,"), csv.get(5));
        assertFalse(TableCsv.render(Samples.table()).contains("imagesPerSecond"));
        String markdown = TableMarkdown.render(table());
        assertTrue(markdown.contains("| images/s one by one | on the frontier |"), markdown);
        assertTrue(markdown.contains("| 27.5 | 27.0 | 13.5 | yes |"), markdown);
    }

    @TempDir Path folder;

    @Test
    void whatWasWrittenReadsBack() throws IOException {
        Path file = Files.writeString(folder.resolve("t.json"), TableJson.render(table()));
        assertEquals(table(), TableJson.read(file));
    }

    @Test
    void thePageHasTheChart() throws Exception {
        StringWriter out = new StringWriter();
        HtmlReport.write(out, table(), List.of(), Samples.context("corpus"));
        String page = out.toString();
        assertTrue(page.contains("<a href=\"#frontier-f1\">"), "no link");
        assertTrue(
                page.contains(
                        "Predicted in batches: fast (0.700, 27.0 images a second), best (0.750, 5.80 images a second)."),
                page);
        assertTrue(page.contains("Predicted one by one: fast (0.700, 13.5 images a second)"), page);
        StringWriter without = new StringWriter();
        HtmlReport.write(without, Samples.table(), List.of(), Samples.context("corpus"));
        assertFalse(without.toString().contains("frontier-f1"));
    }
}

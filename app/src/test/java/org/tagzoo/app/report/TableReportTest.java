package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class TableReportTest {

    private static final String HOSTILE = "<script>alert(1)</script>|\"'\n\uD83D\uDE00";

    private static Row ok(String name) {
        return new Row(
                name,
                "resnet50",
                "resnet50.keras",
                false,
                Row.Status.OK,
                null,
                0.5,
                0.25,
                0.75,
                0.5,
                0.5,
                0.5,
                Double.NaN,
                1.5,
                0.75,
                0.625,
                672.0,
                612.0,
                23549012L,
                new Row.Published(0.5, null, 0.25, 1.0, "9 min 12 s"));
    }

    private static Row skipped() {
        return new Row(
                "vgg16",
                "vgg16",
                "vgg16",
                false,
                Row.Status.SKIPPED,
                "no weights",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static Table table(Row... rows) {
        return new Table(
                Table.SCHEMA,
                new Table.CorpusSummary("mirflickr", 10000, 14, 3),
                1,
                List.of(rows),
                List.of(new Table.Baseline("label frequencies at random", 0.07, 0.07, 0.07)));
    }

    private static String page(Table table) {
        StringBuilder out = new StringBuilder();
        ReportContext context =
                new ReportContext(HOSTILE, List.of(HOSTILE), Map.of("a", HOSTILE), null, Map.of());
        HtmlReport.write(out, table, List.of(), context);
        return out.toString();
    }

    @Test
    void terminalRowsAreOneLineWithin120Columns() {
        String text = TableText.render(table(ok("resnet50-" + "x".repeat(90) + "-end"), skipped()));
        assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
        assertTrue(
                text.lines()
                        .anyMatch(l -> l.matches("label frequencies at random +0\\.070 .*0\\.070")),
                text);
        assertTrue(
                text.lines().anyMatch(l -> l.matches("resnet50-x+\\.\\.x+-end +0\\.500.*")), text);
        assertTrue(text.contains("no weights"), text);
    }

    @Test
    void jsonHasTheFieldsInOrderAndNullForWhatIsNotFinite() throws Exception {
        String json = TableJson.render(table(ok("a"), skipped()));
        JsonNode root = new ObjectMapper().readTree(json);
        assertEquals(List.of("schema", "corpus", "seed", "rows", "baselines"), names(root));
        assertEquals(List.of("name", "images", "labels", "quarantined"), names(root.get("corpus")));
        JsonNode row = root.get("rows").get(0);
        assertEquals(
                List.of(
                        "name",
                        "model",
                        "weights",
                        "augmented",
                        "status",
                        "reason",
                        "f1",
                        "f1Low",
                        "f1High",
                        "precision",
                        "recall",
                        "macroF1",
                        "mAP",
                        "ratioOfF1",
                        "threshold",
                        "f1PerLabelThresholds",
                        "trainingSeconds",
                        "embeddingSeconds",
                        "parameters",
                        "published"),
                names(row));
        assertEquals(
                List.of("f1", "precision", "recall", "ratioOfF1", "trainingTime"),
                names(row.get("published")));
        assertTrue(row.get("mAP").isNull());
        assertEquals("skipped", root.get("rows").get(1).get("status").asText());
        assertTrue(root.get("rows").get(1).get("published").isNull());
        assertEquals(json, TableJson.render(table(ok("a"), skipped())));
    }

    @Test
    void hostileNamesAndNoRowsGiveAWellFormedPage() throws Exception {
        for (Table table : List.of(table(ok(HOSTILE), skipped()), table())) {
            String page = page(table);
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(page)));
            assertFalse(page.contains("<script>alert"), page);
            assertFalse(page.matches("(?s).*(src|href)=\"(https?:)?//.*"), page);
            assertEquals(page, page(table));
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableJsonTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void equalsTheTextKept() throws IOException {
        assertEquals(Samples.golden("table.json"), TableJson.render(Samples.table()));
    }

    @Test
    void fieldsHaveTheNamesAndTheOrderOfTheLayout() throws IOException {
        JsonNode table = mapper.readTree(TableJson.render(Samples.table()));
        assertEquals(List.of("schema", "corpus", "seed", "rows", "baselines"), names(table));
        assertEquals(
                List.of("name", "images", "labels", "quarantined"), names(table.get("corpus")));
        List<String> row =
                List.of(
                        ("name model weights augmented status reason f1 f1Low f1High precision"
                                        + " recall macroF1 mAP ratioOfF1 threshold"
                                        + " f1PerLabelThresholds trainingSeconds embeddingSeconds"
                                        + " parameters published f1Spread ensemble imageSize")
                                .split(" "));
        table.get("rows").forEach(r -> assertEquals(row, names(r)));
        assertEquals(
                List.of("f1", "precision", "recall", "ratioOfF1", "trainingTime"),
                names(table.get("rows").get(1).get("published")));
        assertEquals(
                List.of("name", "f1", "precision", "recall"), names(table.get("baselines").get(0)));
    }

    @Test
    void readsBackAsTheSameTable() throws IOException {
        Table table = Samples.table();
        assertEquals(table, mapper.readValue(TableJson.render(table), Table.class));
        Table seeds = Samples.seedsAndEnsemble();
        assertEquals(seeds, mapper.readValue(TableJson.render(seeds), Table.class));
        Table hostile = Samples.named(Samples.SCRIPT + Samples.QUOTES + "\n\u2028\\");
        assertEquals(hostile, mapper.readValue(TableJson.render(hostile), Table.class));
    }

    @Test
    void rowsOfClassesNameTheirTaskAndHaveItsMetrics() throws IOException {
        Table mixed = mixed();
        JsonNode rows = mapper.readTree(TableJson.render(mixed)).get("rows");
        assertFalse(rows.get(0).has("task"));
        assertEquals(
                List.of(
                        ("name model weights augmented status reason task top1 top1Low top1High"
                                        + " top5 macroF1 balancedAccuracy ratioOfTop1"
                                        + " trainingSeconds embeddingSeconds parameters published"
                                        + " top1Spread ensemble imageSize")
                                .split(" ")),
                names(rows.get(1)));
        assertEquals(mixed, mapper.readValue(TableJson.render(mixed), Table.class));
    }

    private static Table mixed() {
        return Samples.of(
                Samples.ok("tags", null, 0.7, null, null), Samples.classes("classes", 0.8));
    }

    @Test
    void aTableOfBothTasksHasTheColumnsOfBoth() {
        String csv = TableCsv.render(mixed());
        assertTrue(
                csv.startsWith(
                        "name,model,weights,augmented,status,reason,f1,f1Low,f1High,precision,recall,macroF1,mAP,f1PerLabelThresholds,ratioOfF1,threshold,top1,top1Low,top1High,top5,balancedAccuracy,ratioOfTop1,trainingSeconds,"),
                csv);
        String line = csv.lines().skip(2).findFirst().orElseThrow();
        assertTrue(line.startsWith("classes,classes,,false,ok,,,,,,,0.61,,,,,0.8,0.75,0.85"), line);
        assertTrue(
                Verdict.of(mixed(), List.of())
                        .orElseThrow()
                        .matches("Highest F1 on test: tags, .*Highest top-1 on test: classes, .*"));
    }

    @Test
    void thresholdKeepsItsLastBit() throws IOException {
        double threshold = Math.nextUp(0.35f);
        Table.Baseline baseline = Samples.baseline("b", threshold, Math.nextUp(0.35), 1e-7);
        Table table =
                new Table(
                        1, new Table.CorpusSummary("c", 1, 1, 0), 1, List.of(), List.of(baseline));
        String text = TableJson.render(table);
        assertEquals(baseline, mapper.readValue(text, Table.class).baselines().get(0));
        assertFalse(text.contains("E-"), text);
    }

    @Test
    void whatIsNotFiniteIsNull() throws IOException {
        Row row = Samples.ok("a", null, Double.NaN, Double.POSITIVE_INFINITY, null);
        JsonNode json = mapper.readTree(TableJson.render(Samples.of(row))).get("rows").get(0);
        assertTrue(json.get("f1").isNull());
        assertTrue(json.get("embeddingSeconds").isNull());
        assertTrue(json.get("published").isNull());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.zoo.metric.Baseline;

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
                                        + " top5 macroF1 balancedAccuracy matthews ratioOfTop1"
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
                        "name,model,weights,augmented,status,reason,f1,f1Low,f1High,precision,recall,macroF1,mAP,f1PerLabelThresholds,ratioOfF1,threshold,top1,top1Low,top1High,top5,balancedAccuracy,matthews,ratioOfTop1,trainingSeconds,"),
                csv);
        String line = csv.lines().skip(2).findFirst().orElseThrow();
        assertTrue(line.startsWith("classes,classes,,false,ok,,,,,,,0.61,,,,,0.8,0.75,0.85"), line);
        assertTrue(
                Verdict.of(mixed())
                        .orElseThrow()
                        .matches("Highest F1 on test: tags, .*Highest top-1 on test: classes, .*"));
    }

    @Test
    void differencesAndIntervalsOfSeedsAreNamesOfTheirOwn() throws IOException {
        JsonNode table = mapper.readTree(TableJson.render(Samples.withDifferences()));
        assertEquals(
                List.of("schema", "corpus", "seed", "rows", "baselines", "differences"),
                names(table));
        JsonNode difference = table.get("differences").get(0);
        assertEquals(
                List.of("row", "best", "micro", "macro", "mcNemar", "holm"), names(difference));
        assertEquals(List.of("value", "interval", "p"), names(difference.get("micro")));
        assertEquals(List.of("onlyFirst", "onlySecond", "p"), names(difference.get("mcNemar")));
        assertEquals(List.of("micro", "macro", "mcNemar"), names(difference.get("holm")));
        JsonNode spread =
                mapper.readTree(TableJson.render(Samples.seedsAndEnsemble()))
                        .at("/rows/0/f1Spread");
        assertEquals(
                List.of("mean", "min", "max", "standardDeviation", "n", "level", "margin"),
                names(spread));
        // t(2, 0.975) = 4.302652729749464, by mpmath
        assertEquals(
                4.302652729749464 * 0.0123 / Math.sqrt(3), spread.get("margin").asDouble(), 1e-15);
        assertEquals(0.95, spread.get("level").asDouble());
    }

    @Test
    void thresholdKeepsItsLastBit() throws IOException {
        double threshold = Math.nextUp(0.35f);
        Baseline baseline = Samples.baseline("b", threshold, Math.nextUp(0.35), 1e-7);
        Table table =
                Table.of(new Table.CorpusSummary("c", 1, 1, 0), 1, List.of(), List.of(baseline));
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

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.json"), text);
    }

    @Test
    void whatWasWrittenReadsBackToTheSameBytes() throws IOException {
        for (Table table :
                new Table[] {
                    Samples.table(), Samples.seedsAndEnsemble(), Samples.withDifferences()
                }) {
            String text = TableJson.render(table);
            assertEquals(text, TableJson.render(TableJson.read(file(text))));
        }
    }

    @Test
    void rowsWrittenBeforeThereWereSeedsAndEnsemblesHaveNone() throws IOException {
        String text =
                TableJson.render(Samples.table())
                        .replaceAll(",\\s+\"f1Spread\": null,\\s+\"ensemble\": null", "");
        assertTrue(!text.contains("ensemble"));
        Row row = TableJson.read(file(text)).rows().get(0);
        assertNull(row.spread());
        assertNull(row.ensemble());
        assertEquals(0.2451, row.first());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"ff1\"' | '\"../../etc\"' | a row is named '../../etc'",
                "'\"ff1\"' | '\"vgg16\"' | stands there twice",
                "'\"schema\": 1' | '\"schema\": 2' | schema must be 1, but is 2",
                "'\"f1\": 0.2451' | '\"f1\": null' | no F1",
                "'\"f1\": 0.2451' | '\"f1\": \"x\"' | 'rows[0].f1' must be a number",
                "'\"rows\"' | '\"lines\"' | 'rows' must be a list",
                "'{' | '[' | is not JSON",
                "'\"ensemble\": null' | '\"ensemble\": {\"rows\": []}' | 'rows[0].ensemble.method'"
                        + " is missing",
                "'\"f1Spread\": null' | '\"f1Spread\": {\"mean\": 1}' | 'rows[0].f1Spread.min' must"
                        + " be a number",
            })
    void wrongFilesAreRefusedInOneLineThatNamesThem(String from, String to, String why)
            throws IOException {
        String text = TableJson.render(Samples.table());
        int at = text.indexOf(from);
        Path file = file(text.substring(0, at) + to + text.substring(at + from.length()));
        IOException error = assertThrows(IOException.class, () -> TableJson.read(file));
        assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(why), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }
}

package org.tagzoo.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;

class TableColumnsTest {

    private static List<String> keys(List<TableColumn> columns) {
        return columns.stream().map(TableColumn::key).toList();
    }

    private static TableColumn find(List<TableColumn> columns, String key) {
        return columns.stream().filter(c -> c.key().equals(key)).findFirst().orElseThrow();
    }

    @Test
    void eachPlaceHasItsColumnsAndNoneTwice() {
        Table table = Samples.table();
        for (List<TableColumn> columns :
                List.of(
                        TableColumns.inFiles(table),
                        TableColumns.inTerminal(table),
                        TableColumns.onPage(table),
                        TableColumns.inMarkdown(table))) {
            List<String> keys = keys(columns);
            assertEquals(keys.size(), new HashSet<>(keys).size(), keys::toString);
            assertEquals("name", keys.get(0));
        }
        assertEquals(
                List.of(
                        ("name f1 f1Interval precision recall macroF1 mAP f1PerLabelThresholds"
                                        + " ratioOfF1 threshold trainingSeconds embeddingSeconds")
                                .split(" ")),
                keys(TableColumns.inTerminal(table)));
    }

    @Test
    void whatOthersPrintedStandsAfterTheOwnColumn() {
        List<String> keys = keys(TableColumns.inMarkdown(Samples.table()));
        for (String key : List.of("f1", "precision", "recall", "ratioOfF1")) {
            assertEquals("published:" + key, keys.get(keys.indexOf(key) + 1));
        }
        int time = keys.indexOf("trainingSeconds");
        assertEquals("published:trainingTime", keys.get(time + 1));
        assertFalse(keys.contains("published:macroF1"));
        Table without = Samples.of(Samples.ok("a", null, 0.5, null, null));
        assertFalse(keys(TableColumns.inMarkdown(without)).contains("published:f1"));
    }

    @Test
    void seedsHaveColumnsWhereThereAreAny() {
        List<String> page = keys(TableColumns.onPage(Samples.seedsAndEnsemble()));
        assertEquals(page.indexOf("f1Interval") + 1, page.indexOf("f1Spread"));
        assertFalse(keys(TableColumns.onPage(Samples.table())).contains("f1Spread"));
        List<TableColumn> files = TableColumns.inFiles(Samples.seedsAndEnsemble());
        Row row = Samples.seedsAndEnsemble().rows().get(0);
        assertEquals(0.6951, find(files, "f1Mean").value(row));
        assertEquals(3, find(files, "seeds").value(row));
        assertEquals(row.spread().margin(), find(files, "f1MeanMargin").value(row));
        Row once = Samples.seedsAndEnsemble().rows().get(1);
        assertNull(find(files, "f1MeanMargin").value(once));
        assertFalse(keys(TableColumns.inFiles(Samples.table())).contains("f1MeanMargin"));
    }

    @Test
    void aRowHasNoIntervalOfAnotherTask() {
        Row tags = Samples.ok("tags", null, 0.7, null, null);
        Row classes = Samples.classes("classes", 0.8);
        List<TableColumn> columns = TableColumns.inFiles(Samples.of(tags, classes));
        assertNull(find(columns, "top1Low").value(tags));
        assertEquals(0.75, (double) find(columns, "top1Low").value(classes), 1e-12);
        assertNull(find(columns, "f1Low").value(classes));
        TableColumn interval = TableColumns.interval(Classes.INSTANCE);
        assertEquals("0.750-0.850", interval.show(classes));
        assertEquals("-", interval.show(tags));
        assertEquals(classes.result().low(), interval.sortValue(classes));
        assertTrue(interval.isIntervalOf(Classes.INSTANCE));
        assertFalse(interval.isIntervalOf(Tags.INSTANCE));
    }

    @Test
    void headingsFitOneLineOrTwo() {
        TableColumn precision = TableColumn.of(Metric.PRECISION);
        assertEquals("precision", precision.title());
        assertEquals(List.of("preci-", "sion"), precision.headingLines());
        TableColumn ratio = TableColumn.of(Metric.RATIO_OF_F1);
        assertEquals("F1 ratio", ratio.title());
        assertEquals(List.of("F1", "ratio"), ratio.headingLines());
        assertEquals(List.of("", "recall"), TableColumn.of(Metric.RECALL).headingLines());
        assertEquals(
                List.of("F1 per", "label"),
                TableColumn.of(Metric.F1_PER_LABEL_THRESHOLDS).headingLines());
    }

    @Test
    void baselinesHaveANameAndMetricsAndNothingElse() {
        Baseline baseline = Samples.baseline("nothing", 0, 0.25, Double.NaN);
        assertEquals("nothing", TableColumn.NAME.show(baseline));
        assertEquals("baseline", TableColumn.STATUS.value(baseline));
        assertEquals("0.250", TableColumn.of(Metric.PRECISION).show(baseline));
        assertEquals("-", TableColumn.of(Metric.RECALL).show(baseline));
        assertEquals("", TableColumn.of(Metric.MACRO_F1).show(baseline));
        assertEquals("", TableColumn.PARAMETERS.show(baseline));
    }

    @Test
    void whatIsNotFiniteIsNothing() {
        Row row = Samples.ok("a", null, Double.NaN, Double.POSITIVE_INFINITY, null);
        assertNull(TableColumn.of(Metric.MICRO_F1).value(row));
        assertNull(TableColumn.EMBEDDING_SECONDS.value(row));
        assertNull(TableColumn.EMBEDDING_SECONDS.sortValue(row));
        assertEquals("-", TableColumn.of(Metric.MICRO_F1).show(row));
        assertNull(TableColumn.of(Metric.MICRO_F1).publishedValue(row));
        assertEquals(Optional.empty(), TableColumn.PARAMETERS.published());
    }
}

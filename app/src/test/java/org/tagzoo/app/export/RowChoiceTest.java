package org.tagzoo.app.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.ensemble.EnsembleRows;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.SyntheticRun;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.task.Classes;

class RowChoiceTest {

    @TempDir static Path folder;
    private static RunResults run;

    /** Rows a, b and c, an ensemble of them that is better than each, and d without figures. */
    @BeforeAll
    static void make() throws IOException {
        Path root = SyntheticRun.make(folder);
        new EnsembleRows(RunResults.open(root), List.of("a", "b", "c"), "all")
                .add(Thumbnails.none());
        run = RunResults.open(root);
    }

    private static double validation(String name) throws IOException {
        return Evaluation.of(run.read(run.row(name)).decide(Part.VALIDATION)).micro().f1();
    }

    @Test
    void theBestNetworkOnValidationIsChosenWhateverTheOrder() throws IOException {
        Map<String, Double> f1 = new HashMap<>();
        for (String name : List.of("a", "b", "c")) {
            f1.put(name, validation(name));
        }
        assertEquals(3, f1.values().stream().distinct().count(), f1.toString());
        String best = f1.entrySet().stream().max(Map.Entry.comparingByValue()).get().getKey();
        List<Row> turned = new ArrayList<>(run.table().rows());
        java.util.Collections.reverse(turned);
        Table table = run.table();
        for (List<Row> rows : List.of(table.rows(), turned)) {
            RunResults ordered =
                    new RunResults(
                            run.root(),
                            Table.of(table.corpus(), table.seed(), rows, table.baselines()));
            for (Optional<String> name : List.of(Optional.<String>empty(), Optional.of("best"))) {
                RowChoice choice = RowChoice.of(ordered, name);
                assertEquals(best, choice.results().row().name(), f1.toString());
                assertEquals(f1.get(best), choice.validation());
                assertTrue(choice.isBest());
            }
        }
        assertTrue(validation("all-mean") > f1.get(best), "the ensemble is no candidate");
    }

    @Test
    void noneIsTheBestOfRowsOfSeveralTasks() throws IOException {
        Table table = run.table();
        List<Row> rows = new ArrayList<>(table.rows());
        Row first = rows.get(0);
        rows.set(
                0,
                new Row(
                        first.name(),
                        first.network(),
                        Classes.INSTANCE,
                        first.status(),
                        first.reason(),
                        first.result(),
                        first.times(),
                        first.published(),
                        first.ensemble()));
        RunResults mixed =
                new RunResults(
                        run.root(),
                        Table.of(table.corpus(), table.seed(), rows, table.baselines()));
        RunException e =
                assertThrows(RunException.class, () -> RowChoice.of(mixed, Optional.empty()));
        assertTrue(
                e.getMessage().endsWith("give --row, one of a (classes), b (tags), c (tags)"),
                e.getMessage());
        assertEquals("b", RowChoice.of(mixed, Optional.of("b")).results().row().name());
    }

    @Test
    void aModelThatIsNoNetworkIsNeitherTheBestNorTaken() throws IOException {
        Table table = run.table();
        String best = RowChoice.of(run, Optional.empty()).results().row().name();
        List<Row> rows = new ArrayList<>(table.rows());
        rows.replaceAll(
                row ->
                        row.name().equals(best)
                                ? new Row(
                                        best,
                                        new Row.Network("random forest", null, false, null, null),
                                        row.task(),
                                        row.status(),
                                        row.reason(),
                                        row.result(),
                                        row.times(),
                                        row.published(),
                                        row.ensemble())
                                : row);
        RunResults other =
                new RunResults(
                        run.root(),
                        Table.of(table.corpus(), table.seed(), rows, table.baselines()));
        assertNotEquals(best, RowChoice.of(other, Optional.empty()).results().row().name());
        String message =
                assertThrows(RunException.class, () -> RowChoice.of(other, Optional.of(best)))
                        .getMessage();
        assertTrue(message.contains("is a random forest and no network"), message);
    }

    @Test
    void aNamedRowIsTakenIfItIsANetworkWithFigures() throws IOException {
        RowChoice choice = RowChoice.of(run, Optional.of("b"));
        assertEquals("b", choice.results().row().name());
        assertFalse(choice.isBest());
        for (Map.Entry<String, String> refused :
                Map.of(
                                "all-mean", "export one of a, b, c",
                                "d", "has no metrics",
                                "z", "no row 'z'")
                        .entrySet()) {
            RunException e =
                    assertThrows(
                            RunException.class,
                            () -> RowChoice.of(run, Optional.of(refused.getKey())));
            assertTrue(e.getMessage().contains(refused.getValue()), e.getMessage());
        }
    }
}

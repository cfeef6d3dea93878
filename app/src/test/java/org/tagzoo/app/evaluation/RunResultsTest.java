package org.tagzoo.app.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.app.report.RowDifference;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.McNemar;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;

class RunResultsTest {

    @TempDir static Path folder;
    private static RunResults run;

    @BeforeAll
    static void make() throws IOException {
        run = RunResults.open(SyntheticRun.make(folder));
    }

    @Test
    void eachRowIsHeldAgainstTheBestAndCorrectedForBoth() throws IOException {
        List<RowDifference> differences = run.table().differences();
        assertEquals(2, differences.size());
        String best = differences.get(0).best();
        run.table().rows().stream()
                .filter(row -> row.first() != null)
                .forEach(row -> assertTrue(row.first() <= run.row(best).first(), row.name()));
        Decisions second = run.read(run.row(best)).decide(Part.TEST);
        for (RowDifference difference : differences) {
            Decisions first = run.read(run.row(difference.row())).decide(Part.TEST);
            PairedBootstrap paired = PairedBootstrap.of(first, second, run.table().seed());
            assertEquals(paired.micro(), difference.micro());
            assertEquals(paired.macro(), difference.macro());
            assertEquals(McNemar.of(first, second), difference.mcNemar());
        }
        // Of two: the smaller p doubled, the other no smaller than that.
        double[] p = differences.stream().mapToDouble(d -> d.micro().p()).sorted().toArray();
        double least = Math.min(1, 2 * p[0]);
        double other = Math.max(least, p[1]);
        assertEquals(
                List.of(least, other),
                differences.stream().map(d -> d.holm().micro()).sorted().toList());
    }

    @Test
    void differencesOfATableWithoutThemAreComputed() throws IOException {
        Table table = run.table();
        Table before = Table.of(table.corpus(), table.seed(), table.rows(), table.baselines());
        assertEquals(List.of(), before.differences());
        assertEquals(table.differences(), new RunResults(run.root(), before).differences());
        assertEquals(table.differences(), run.differences());
        assertEquals(
                List.of(), before.withRow(table.rows().get(0)).differences(), "a row may change");
    }

    @Test
    void oneRowOrRowsOfDifferentTasksHaveNoDifference() throws IOException {
        Map<Row, Decisions> one = new LinkedHashMap<>();
        Row row = run.row("a");
        one.put(row, run.read(row).decide(Part.TEST));
        assertEquals(List.of(), RunReport.differences(one, 1));
        assertEquals(List.of(), RunReport.differences(Map.of(), 1));
    }

    @Test
    void theGalleryShowsTheSurestErrorsFirst() throws IOException {
        RowResults results = run.read(run.row("b"));
        Decisions decisions = results.decide(Part.TEST);
        ErrorGallery gallery = ErrorGallery.of(results, decisions, Thumbnails.none());
        List<RowDetails.ErrorExample> errors = gallery.worst();
        ScoreMatrix test = results.scores().matrix(Part.TEST);
        float highest = 0;
        float lowest = 1;
        for (int n = 0; n < test.images(); n++) {
            for (int l = 0; l < test.labels(); l++) {
                boolean predicted = decisions.predicted()[n][l];
                boolean isTrue = test.targets()[n][l];
                float score = test.scores()[n][l];
                highest = predicted && !isTrue ? Math.max(highest, score) : highest;
                lowest = isTrue && !predicted ? Math.min(lowest, score) : lowest;
            }
        }
        assertEquals("false positive", errors.get(0).kind());
        assertEquals(highest, errors.get(0).score());
        RowDetails.ErrorExample missed =
                errors.stream()
                        .filter(error -> error.kind().equals("false negative"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(lowest, missed.score());
        assertTrue(errors.size() <= 24);
        for (RowDetails.Swap swap : gallery.swaps()) {
            assertTrue(swap.images() >= swap.examples().size() && swap.examples().size() <= 6);
        }
    }

    @Test
    void whatIsNotThereIsSaidInOneLine() {
        for (String[] wrong :
                new String[][] {
                    {"x", "There is no row 'x' in %s. Its rows are a, b, c, d"},
                    {"d", "Row 'd' has no metrics: no weights"},
                }) {
            String message = assertThrows(RunException.class, () -> run.row(wrong[0])).getMessage();
            assertEquals(wrong[1].formatted(run.root()), message);
        }
        String several =
                assertThrows(RunException.class, () -> run.rows(List.of("x", "a", "y")))
                        .getMessage();
        assertTrue(
                several.startsWith(
                        "There is no row 'x' or 'y' in %s. Its rows".formatted(run.root())),
                several);
        Path empty = folder.resolve("empty");
        String message =
                assertThrows(RunException.class, () -> RunResults.open(empty)).getMessage();
        assertTrue(message.startsWith("There is no run in " + empty), message);
    }

    @Test
    void rowsOfOtherImagesAreRefused(@TempDir Path other) throws IOException {
        Path copy = SyntheticRun.copy(run.root(), other.resolve("run"));
        Path scores = copy.resolve("rows/b/scores.csv");
        Files.writeString(scores, Files.readString(scores).replaceFirst("\n3.png,", "\n3.jpg,"));
        RunResults damaged = RunResults.open(copy);
        String message = assertThrows(IOException.class, damaged::readAll).getMessage();
        assertTrue(
                message.startsWith(
                        "Rows 'a' and 'b' differ in line 5 of their scores.csv: '3.png'"),
                message);
    }
}

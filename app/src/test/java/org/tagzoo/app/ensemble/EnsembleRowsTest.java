package org.tagzoo.app.ensemble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.SyntheticRun;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.threshold.PerLabelThresholds;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

class EnsembleRowsTest {

    @TempDir static Path folder;
    private static Path made;
    private Path run;

    @BeforeAll
    static void make() throws IOException {
        made = SyntheticRun.make(folder);
    }

    @BeforeEach
    void copy(@TempDir Path own) throws IOException {
        run = SyntheticRun.copy(made, own.resolve("run"));
    }

    private Table add(String name, String... rows) throws IOException {
        return new EnsembleRows(RunResults.open(run), List.of(rows), name).add(Thumbnails.none());
    }

    private RowResults read(String row) throws IOException {
        RunResults results = RunResults.open(run);
        return results.read(results.row(row));
    }

    @Test
    void voteAttachesWhatMoreThanHalfOfTheRowsAttach() throws IOException {
        for (List<String> rows : List.of(List.of("a", "b", "c"), List.of("a", "b"))) {
            Table table = add("x", rows.toArray(String[]::new));
            Decisions vote = read("x-vote").decide(Part.TEST);
            int[][] votes = new int[vote.images()][vote.labels()];
            for (String row : rows) {
                Decisions decisions = read(row).decide(Part.TEST);
                for (int n = 0; n < votes.length; n++) {
                    for (int l = 0; l < votes[n].length; l++) {
                        votes[n][l] += decisions.predicted()[n][l] ? 1 : 0;
                    }
                }
            }
            boolean[][] majority = new boolean[votes.length][vote.labels()];
            for (int n = 0; n < votes.length; n++) {
                for (int l = 0; l < votes[n].length; l++) {
                    majority[n][l] = 2 * votes[n][l] > rows.size();
                    assertEquals(majority[n][l], vote.predicted()[n][l], rows + " at " + n);
                }
            }
            Decisions expected = new Decisions(majority, vote.targets());
            Row line = table.rows().get(4);
            assertEquals("x-vote", line.name());
            assertEquals(Evaluation.of(expected).micro().f1(), line.first(), 1e-12);
            assertEquals(Evaluation.of(expected).macro().f1(), line.metric(Metric.MACRO_F1), 1e-12);
            assertEquals(
                    F1Intervals.of(expected, table.seed()).micro().low(),
                    line.result().low(),
                    1e-12);
            assertNull(line.metric(Metric.F1_PER_LABEL_THRESHOLDS));
        }
    }

    @Test
    void meanHasThresholdsOfValidationImagesOnly() throws IOException {
        Row line = add("x", "a", "b", "c").rows().get(5);
        RowResults mean = read("x-mean");
        for (int n = 0; n < 100; n += 7) {
            float sum = 0;
            for (String row : List.of("a", "b", "c")) {
                sum += read(row).scores().images().get(n).scores()[1];
            }
            assertEquals(sum / 3, mean.scores().images().get(n).scores()[1], 1e-6);
        }
        assertEquals(
                ThresholdScan.of(mean.scores().matrix(Part.VALIDATION)).best().threshold(),
                line.metric(Metric.THRESHOLD));
        assertEquals(perLabel(mean, Part.VALIDATION), mean.chosen().orElseThrow().perLabel());
        assertNotEquals(perLabel(mean, Part.TEST), mean.chosen().orElseThrow().perLabel());
        assertEquals(Evaluation.of(mean.decide(Part.TEST)).micro().f1(), line.first(), 1e-12);
        assertTrue(line.first() > RunResults.open(run).row("a").first(), "noise averages out");
    }

    private static Thresholds perLabel(RowResults row, Part part) {
        return PerLabelThresholds.choose(
                row.scores().matrix(part), PerLabelThresholds.Criterion.MICRO_F1);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(run)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(run.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void otherRowsStayAsTheyWereAndTheSameNameReplaces() throws IOException {
        Map<String, String> before = files();
        Table old = RunResults.open(run).table();
        add("x", "a", "b", "c");
        Map<String, String> first = files();
        for (String file : before.keySet()) {
            boolean isMade = file.startsWith("table.") || file.equals("report.html");
            assertTrue(isMade || before.get(file).equals(first.get(file)), file);
        }
        String rows = before.get("table.json");
        int lastRow = rows.lastIndexOf("}", rows.indexOf("\"baselines\""));
        assertTrue(first.get("table.json").startsWith(rows.substring(0, lastRow)));
        for (String line : before.get("table.csv").split("\n")) {
            assertTrue(first.get("table.csv").contains(line + "\n"), line);
        }
        add("x", "a", "b", "c");
        assertEquals(first, files());
        add("y", "a", "c");
        add("x", "b", "c");
        Table table = RunResults.open(run).table();
        assertEquals(old.rows(), table.rows().subList(0, 4));
        assertEquals(
                List.of("x-vote", "x-mean", "y-vote", "y-mean"),
                table.rows().subList(4, 8).stream().map(Row::name).toList());
        assertEquals(List.of("b", "c"), table.rows().get(4).ensemble().rows());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("majority vote of b, c"));
        assertTrue(!page.contains("majority vote of a, b, c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | x | two different rows or more",
                "a,a | x | two different rows or more",
                "a,bb | x | no row 'bb'",
                "a,d | x | no weights",
                "a,b | ../x | names no row",
                "a,b | .x | names no row",
                "a,y-mean | x | is an ensemble itself; name the rows that it puts together: a, b",
                "a,b | taken | There is a row 'Taken-vote'",
            })
    void whatCanNotBePutTogetherIsRefused(String rows, String name, String why) throws IOException {
        add("y", "a", "b");
        RunResults results = RunResults.open(run);
        Row taken = renamed(results.row("a"), "Taken-vote");
        RunResults with = new RunResults(run, results.table().withRow(taken));
        RunException error =
                assertThrows(
                        RunException.class,
                        () -> new EnsembleRows(with, List.of(rows.split(",")), name));
        assertTrue(error.getMessage().contains(why), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    private static Row renamed(Row row, String name) {
        return new Row(
                name,
                row.network(),
                row.task(),
                row.status(),
                null,
                row.result(),
                Row.Times.NONE,
                null,
                null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^8.png, | 8a.png, | line 10",
                "^8.png,validation | 8.png,train | line 10",
                ",0$ | ,1 | not the same image with the same part and truth",
                "^(8.png,validation,[0-9.]+),. | $1,2 | not 0, 1 or empty",
                "score:sea | score:lake | column 6 is",
            })
    void rowsOfOtherImagesAreRefusedAndNothingIsWritten(String from, String to, String why)
            throws IOException {
        Path scores = run.resolve("rows/b/scores.csv");
        List<String> lines = Files.readAllLines(scores, StandardCharsets.UTF_8);
        Files.write(scores, lines.stream().map(l -> l.replaceAll(from, to)).toList());
        Map<String, String> before = files();
        IOException error = assertThrows(IOException.class, () -> add("x", "a", "b"));
        assertTrue(error.getMessage().contains(why), error.getMessage());
        assertEquals(before, files());
    }
}

package org.tagzoo.app.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.report.DomainResult;
import org.tagzoo.app.report.FoldMetrics;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableText;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Figure;
import org.tagzoo.zoo.task.TaskEvaluation;

/** A row of six classes: 12 test images of photo, 9 of them right, and 8 of sketch, none right. */
class DomainResultsTest {

    private static final LabelSet LABELS = new LabelSet(List.of("a", "b", "c", "d", "e", "f"));

    @TempDir private Path run;

    private Table table;

    @BeforeEach
    void write() throws IOException {
        List<ScoredImage> images = new ArrayList<>();
        StringBuilder split = new StringBuilder("id,split,domain\n");
        for (int n = 0; n < 40; n++) {
            Part part = n < 10 ? Part.TRAIN : n < 20 ? Part.VALIDATION : Part.TEST;
            boolean photo = n < 32;
            int truth = n % 6;
            int shift = photo ? (n < 29 ? 0 : 1) : 5;
            // The true class is the first, the second, or, of sketches, the last of six.
            float[] scores = new float[6];
            for (int rank = 0; rank < 6; rank++) {
                scores[(truth + rank + 6 - shift) % 6] = (6 - rank) / 21f;
            }
            boolean[] targets = new boolean[6];
            targets[truth] = true;
            images.add(new ScoredImage("im" + n, part, scores, targets));
            split.append("im" + n + "," + part.label() + "," + (photo ? "photo" : "sketch") + "\n");
        }
        Files.writeString(run.resolve("split.csv"), split);
        ScoredCorpus scores = new ScoredCorpus(LABELS, images);
        TaskEvaluation evaluation =
                Classes.INSTANCE.evaluate(
                        LABELS,
                        scores.matrix(Part.TRAIN),
                        scores.matrix(Part.VALIDATION),
                        scores.matrix(Part.TEST),
                        1);
        Path folder = run.resolve("rows/net");
        EvaluationFiles.write(folder, scores, evaluation);
        HistoryFile.write(folder.resolve("history.csv"), Classes.INSTANCE, List.of());
        Row row =
                Row.of(
                        "net",
                        new Row.Network("net", null, false, null, null),
                        evaluation,
                        Row.Times.NONE);
        table = Table.of(new Table.CorpusSummary("drawn", 40, 6, 0), 1, List.of(row), List.of());
    }

    private Table reported() throws IOException {
        return new RunReport(run, Thumbnails.none()).write(table, SyntheticRun.context());
    }

    @Test
    void eachDomainHasItsShareAndItsInterval() throws IOException {
        Map<String, DomainResult> domains =
                reported().domains().stream()
                        .collect(Collectors.toMap(DomainResult::domain, result -> result));
        DomainResult photo = domains.get("photo");
        assertEquals(12, photo.images());
        // scipy 1.15.3: binomtest(9, 12).proportion_ci(), (12, 12), (0, 8) and (12, 20)
        same(new Figure(9 / 12.0, 0.4281415, 0.9451394, 1 / 6.0), photo.figures().get("top1"));
        same(new Figure(1, 0.7353515, 1.0, 5 / 6.0), photo.figures().get("top5"));
        assertTrue(photo.figures().get("top1").exceedsChance());
        assertFalse(photo.figures().get("top5").exceedsChance());
        assertNull(photo.figures().get("macroF1").low());
        DomainResult sketch = domains.get("sketch");
        assertEquals(8, sketch.images());
        same(new Figure(0, 0.0, 0.3694166, 1 / 6.0), sketch.figures().get("top1"));
        assertEquals(0, sketch.figures().get("balancedAccuracy").value());
        DomainResult all = domains.get(DomainResult.ALL);
        assertEquals(20, all.images());
        same(new Figure(9 / 20.0, 0.2305779, 0.6847219, 1 / 6.0), all.figures().get("top1"));
        same(new Figure(12 / 20.0, 0.3605426, 0.8088099, 5 / 6.0), all.figures().get("top5"));
    }

    private static void same(Figure expected, Figure found) {
        assertEquals(expected.value(), found.value(), 1e-12);
        assertEquals(expected.low(), found.low(), 1e-7);
        assertEquals(expected.high(), found.high(), 1e-7);
        assertEquals(expected.chance(), found.chance(), 1e-12);
    }

    /**
     * Photos are in four groups of three, of which three are right, sketches in none. Of samples of
     * the four, by the binomial distribution, 0.4% have no group that is right, 5% one or none, and
     * 32% all.
     */
    @Test
    void foldsDrawWholeGroups() throws IOException {
        Row row = table.rows().get(0);
        RowResults whole = RowResults.read(run.resolve("rows/net"), row);
        FoldMetrics metrics =
                new FoldMetrics(List.of(row.result().metrics(), row.result().metrics()));
        PooledFolds folds =
                new PooledFolds(
                        whole.scores(),
                        whole.decide(Part.TEST),
                        IntStream.range(0, 20).map(n -> n < 12 ? n / 3 : n).boxed().toList(),
                        metrics,
                        1,
                        null);
        RowResults pooled =
                new RowResults(
                        row, whole.scores(), Optional.empty(), List.of(), Optional.of(folds));
        List<DomainResult> found = DomainResults.of(run, 1).ofRow(pooled);
        same(new Figure(0.75, 0.25, 1.0, 1 / 6.0), found.get(0).figures().get("top1"));
        same(new Figure(0, 0.0, 0.3694166, 1 / 6.0), found.get(1).figures().get("top1"));
    }

    @Test
    void everyTableHasThem() throws IOException {
        Table whole = reported();
        assertEquals(whole, RunResults.open(run).table());
        String csv = Files.readString(run.resolve("table.csv"));
        String head = csv.lines().findFirst().orElseThrow();
        int at = List.of(head.split(",")).indexOf("top1High:sketch");
        assertEquals("0.36941", csv.lines().toList().get(1).split(",")[at].substring(0, 7));
        String md = Files.readString(run.resolve("table.md"));
        assertTrue(md.contains("| net | photo | 12 | 0.750 | 0.428-0.945 | 1.000 |"), md);
        assertTrue(md.contains("Guessing comes to 0.167 for top-1 and 0.833 for top-5"), md);
        String html = Files.readString(run.resolve("report.html"));
        assertTrue(html.contains("<section id=\"domains\">"), html);
        String text = TableText.render(whole);
        assertTrue(text.lines().allMatch(line -> line.length() <= 120), text);
        assertTrue(text.contains("net      sketch       8  0.000  0.000-0.369  0.000"), text);
    }

    @Test
    void aRunWithoutDomainsHasNone() throws IOException {
        Path split = run.resolve("split.csv");
        Files.writeString(split, Files.readString(split).replaceAll(",[^,\n]*\n", "\n"));
        assertEquals(List.of(), reported().domains());
        assertFalse(Files.readString(run.resolve("table.md")).contains("by domain"));
        assertFalse(Files.readString(run.resolve("table.json")).contains("domains"));
    }
}

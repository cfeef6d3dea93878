package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;

/** Rows from a drawn corpus to the table and the run's folder. */
class ComparisonTest {

    private static final String FF1 = SmallComparison.row("small", "ff1", "none", 2);

    @TempDir static Path folder;
    private static Path corpus;
    private static SmallComparison run;
    private static Table table;

    /**
     * One row that succeeds, one whose weights are nowhere, and one whose folder holds nonsense.
     */
    @BeforeAll
    static void compare() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
        String absent = SmallComparison.row("absent", "resnet18", "pretrained", 1);
        String wrong = SmallComparison.row("wrong", "cnn", "none", 1);
        run = new SmallComparison(corpus, folder.resolve("run"), absent + wrong + FF1);
        RunConfig.begin(RunFolder.create(run.root), run.settings());
        Path outcome = Files.createDirectories(run.row("wrong")).resolve("outcome.json");
        Files.writeString(outcome, "{}");
        table = run.run();
    }

    @Test
    void whateverHappensInARowIsItsLineAndTheOthersGoOn() {
        assertEquals(
                List.of(Row.Status.SKIPPED, Row.Status.FAILED, Row.Status.OK),
                table.rows().stream().map(Row::status).toList());
        Row absent = table.rows().get(0);
        assertNull(absent.first());
        assertTrue(absent.reason().contains("resnet18"), absent.reason());
        Row wrong = table.rows().get(1);
        assertTrue(
                wrong.reason().contains("outcome.json is not what TagZoo wrote"), wrong.reason());
        assertTrue(run.comparison.isComplete(), "nothing was to follow");
    }

    @Test
    void saysInALineWhatTheCorpusIsAndWhatEachRowCameTo() {
        assertTrue(
                run.said
                        .get(0)
                        .endsWith(
                                "colours: 60 images, 3 labels; train 36, validation 12, test 12; 0"
                                        + " quarantined"),
                run.said.get(0));
        assertTrue(run.says("absent: skipped. "), run.said.toString());
        assertTrue(run.says("wrong: failed. "), run.said.toString());
        String ok = run.said.get(run.said.size() - 1);
        assertTrue(
                ok.matches(
                        "small: F1 \\d\\.\\d{3} on test, \\d\\.\\d{3} on validation at threshold"
                                + " \\d\\.\\d\\d, trained in \\d+\\.\\d s"),
                ok);
    }

    /** Micro F1 by hand, from the scores, the targets and the threshold that the files have. */
    @Test
    void theTablesF1IsThatOfTheRowsFiles() throws IOException {
        JsonNode thresholds = SmallComparison.json(run.row("small").resolve("thresholds.json"));
        double threshold = thresholds.get("threshold").asDouble();
        List<String> lines = Files.readAllLines(run.row("small").resolve("scores.csv"));
        List<String> header = List.of(lines.get(0).split(","));
        int hits = 0;
        int wrong = 0;
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            if (!cells.get(header.indexOf("split")).equals("test")) {
                continue;
            }
            for (String label : List.of("blue", "green", "red")) {
                String score = cells.get(header.indexOf("score:" + label));
                boolean isTrue = cells.get(header.indexOf("target:" + label)).equals("1");
                boolean predicted = Double.parseDouble(score) >= threshold;
                hits += predicted && isTrue ? 2 : 0;
                wrong += predicted == isTrue ? 0 : 1;
            }
        }
        assertEquals((double) hits / (hits + wrong), table.rows().get(2).first(), 1e-12);
    }

    @Test
    void theFolderHoldsAllThatTheTableIsMadeOf() throws IOException {
        for (String file :
                List.of(
                        "config.json",
                        "split.csv",
                        "quarantine.csv",
                        "table.json",
                        "report.html")) {
            assertTrue(Files.isRegularFile(run.root.resolve(file)), file);
        }
        try (Stream<Path> files = Files.list(run.row("small"))) {
            assertEquals(
                    Set.of(
                            "checkpoint",
                            "confusion.csv",
                            "cooccurrence.csv",
                            "history.csv",
                            "labels.csv",
                            "network.json",
                            "outcome.json",
                            "scores.csv",
                            "thresholds.json"),
                    files.map(f -> f.getFileName().toString()).collect(Collectors.toSet()));
        }
        List<String> history = Files.readAllLines(run.row("small").resolve("history.csv"));
        assertEquals(3, history.size(), "a heading and two epochs");
        assertTrue(history.get(0).contains("trainF1,validationF1"), history.get(0));
        try (Stream<Path> files = Files.list(run.row("wrong"))) {
            assertEquals(List.of(run.row("wrong").resolve("outcome.json")), files.toList());
        }
    }

    @Test
    void baselinesAreOfTheTestPart() {
        // A third of the labels of each image is true: all predicted, precision is 1/3, recall 1.
        Map<String, Double> f1 = new HashMap<>();
        table.baselines()
                .forEach(
                        baseline ->
                                f1.put(
                                        baseline.name(),
                                        baseline.metrics()
                                                .get(org.tagzoo.zoo.metric.Metric.MICRO_F1)));
        assertEquals(0.0, f1.get("nothing predicted"));
        assertEquals(0.5, f1.get("everything predicted"), 1e-12);
    }

    /** The same settings elsewhere: the same bytes; and again in its folder: nothing is trained. */
    @Test
    void oneSeedGivesOneResultAndWhatIsDoneIsNotDoneAgain() throws IOException {
        SmallComparison again = new SmallComparison(corpus, folder.resolve("again"), FF1);
        again.run();
        for (String file : List.of("scores.csv", "labels.csv", "thresholds.json")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            run.row("small").resolve(file), again.row("small").resolve(file)),
                    file);
        }
        String outcome = Files.readString(again.row("small").resolve("outcome.json"));
        Path weights = again.row("small").resolve("checkpoint/weights.safetensors");
        Files.delete(again.row("small").resolve("network.json"));
        var trained = Files.getLastModifiedTime(weights);
        again.run();
        assertEquals(outcome, Files.readString(again.row("small").resolve("outcome.json")));
        assertEquals(trained, Files.getLastModifiedTime(weights));
        assertTrue(Files.exists(again.row("small").resolve("network.json")), "written anew");
        Files.delete(again.row("small").resolve("outcome.json"));
        again.run();
        assertEquals(
                outcome.replaceAll("Seconds\":[^,]*", ""),
                Files.readString(again.row("small").resolve("outcome.json"))
                        .replaceAll("Seconds\":[^,]*", ""));
    }

    @Test
    void aCorpusThatHasChangedIsRefused() throws IOException {
        Path other = Colours.draw(folder.resolve("other"));
        SmallComparison begun = new SmallComparison(other, folder.resolve("changed"), FF1);
        begun.run();
        Colours.image(other.resolve("red/new.png"), Color.RED, new SplittableRandom(9));
        IOException error = assertThrows(IOException.class, begun::run);
        assertTrue(error.getMessage().contains("has changed since this run began"), error + "");
    }

    @Test
    void withoutWeightsARowIsRunFromRandomOnesIfAskedAndGoesOnSo() throws IOException {
        SmallComparison random =
                new SmallComparison(
                        corpus,
                        folder.resolve("random"),
                        SmallComparison.row("absent", "resnet18", "pretrained", 1));
        random.randomWeights = true;
        Row row = random.run().rows().get(0);
        assertEquals("absent-random-weights", row.name());
        assertEquals(Row.Status.OK, row.status());
        assertNull(row.network().weights());
        assertEquals(row, random.run().rows().get(0));
        try (Stream<Path> rows = Files.list(random.root.resolve("rows"))) {
            List<String> names =
                    new ArrayList<>(rows.map(f -> f.getFileName().toString()).toList());
            names.sort(Comparator.naturalOrder());
            assertTrue(names.contains("absent-random-weights"), names.toString());
        }
        assertFalse(Files.exists(random.row("absent").resolve("outcome.json")));
    }
}

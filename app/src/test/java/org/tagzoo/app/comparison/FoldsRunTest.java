package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.ensemble.EnsembleRows;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableJson;
import org.tagzoo.app.report.TableText;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/** Rows in folds: what the run's folder holds, and that no image's label reaches its own scores. */
class FoldsRunTest {

    private static final String ROWS =
            SmallComparison.row("small", "ff1", "none", 2)
                    + SmallComparison.row("other", "ff1", "none", 1);

    @TempDir static Path folder;
    private static SmallComparison run;
    private static Table table;

    @BeforeAll
    static void compare() throws IOException {
        run =
                new SmallComparison(
                        Colours.draw(folder.resolve("colours")), folder.resolve("run"), ROWS);
        run.folds = 3;
        table = run.run();
    }

    @Test
    void everyImageIsScoredOnceByANetworkThatDidNotSeeIt() throws IOException {
        ScoredCorpus pooled = ScoresFile.read(run.row("small").resolve("scores.csv"));
        assertEquals(60, pooled.images().size());
        Map<String, float[]> tested = new HashMap<>();
        for (int fold = 1; fold <= 3; fold++) {
            Path own = run.root.resolve("folds/" + fold + "/rows/small/scores.csv");
            for (ScoredImage image : ScoresFile.read(own).images(Part.TEST)) {
                assertEquals(null, tested.put(image.id(), image.scores()));
            }
        }
        for (ScoredImage image : pooled.images()) {
            assertArrayEquals(tested.get(image.id()), image.scores());
        }
    }

    /** The row's metrics are means over folds, computed here from the folds' own files. */
    @Test
    void metricsAreMeansOverFolds() throws IOException {
        Row row = table.rows().get(0);
        double sum = 0;
        for (int fold = 1; fold <= 3; fold++) {
            JsonNode outcome =
                    SmallComparison.json(
                            run.root.resolve("folds/" + fold + "/rows/small/outcome.json"));
            sum += outcome.get("row").get("f1").doubleValue();
        }
        assertEquals(sum / 3, row.first(), 1e-15);
        assertEquals(3, row.folds().count());
        assertTrue(row.result().low() <= row.result().high());
        assertEquals(table, TableJson.read(run.root.resolve("table.json")));
        String text = TableText.render(table).replaceAll("\\s+", " ");
        assertTrue(text.contains("sd of 3 folds"), text);
        assertTrue(text.contains("corrected resampled t test"), text);
        List<String> csv = Files.readAllLines(run.root.resolve("table.csv"));
        assertTrue(csv.get(0).endsWith(",thresholdFoldDeviation"), csv.get(0));
    }

    @Test
    void aRunThatLostAFoldEndsWithTheSameBytes() throws IOException {
        Path copy = folder.resolve("copy");
        FileUtils.copyDirectory(run.root.toFile(), copy.toFile());
        FileUtils.deleteDirectory(copy.resolve("folds/2/rows/small").toFile());
        FileUtils.deleteDirectory(copy.resolve("rows").toFile());
        Files.delete(copy.resolve("folds.csv"));
        remark(copy, 3, "small", "stopped early");
        for (int fold = 1; fold <= 3; fold++) {
            remark(copy, fold, "other", "from random values");
        }
        SmallComparison again = new SmallComparison(folder.resolve("colours"), copy, ROWS);
        again.folds = 3;
        List<Row> rows = again.run().rows();
        assertEquals("in fold 3: stopped early", rows.get(0).reason());
        assertEquals("from random values", rows.get(1).reason());
        for (String file : List.of("folds.csv", "rows/small/scores.csv", "rows/small/labels.csv")) {
            assertEquals(-1, Files.mismatch(run.root.resolve(file), copy.resolve(file)), file);
        }
    }

    private static void remark(Path run, int fold, String row, String remark) throws IOException {
        Path file = run.resolve("folds/%d/rows/%s/outcome.json".formatted(fold, row));
        ObjectNode outcome = (ObjectNode) SmallComparison.json(file);
        ((ObjectNode) outcome.get("row")).put("reason", remark);
        Files.writeString(file, outcome.toString());
    }

    @Test
    void aRowOfFoldsHasNoNetworkOfItsOwn() throws IOException {
        RunResults results = RunResults.open(run.root);
        String message =
                assertThrows(
                                RunException.class,
                                () -> new EnsembleRows(results, List.of("small", "other"), "both"))
                        .getMessage();
        assertTrue(message.contains("3 networks, one a fold"), message);
        assertEquals(60, results.read(results.row("small")).decide(Part.TEST).images());
    }

    /** One label of one image is turned; the folds stay as they were. */
    @Test
    void anImagesOwnLabelChangesNoByteOfItsScores() throws IOException {
        Path images = NoiseCorpus.draw(folder.resolve("turned"), 1);
        SmallComparison before = noise("before", images, Optional.empty(), 2);
        before.run();
        String turned = "12.png";
        SmallComparison after = noise("after", images, Optional.of(turned), 2);
        for (int fold = 1; fold <= 3; fold++) {
            Path split = after.root.resolve("folds/" + fold + "/split.csv");
            Files.createDirectories(split.getParent());
            Files.copy(before.root.resolve("folds/" + fold + "/split.csv"), split);
        }
        RunConfig.begin(RunFolder.open(after.root), after.settings());
        after.run();
        Map<String, ScoredImage> one = scores(before);
        Map<String, ScoredImage> two = scores(after);
        assertNotEquals(
                List.of(one.get(turned).targets()[0], one.get(turned).targets()[1]),
                List.of(two.get(turned).targets()[0], two.get(turned).targets()[1]));
        assertArrayEquals(one.get(turned).scores(), two.get(turned).scores());
        long others =
                one.keySet().stream()
                        .filter(id -> one.get(id).scores()[0] != two.get(id).scores()[0])
                        .count();
        assertTrue(others > 20, "networks of the other folds learned it: " + others);
    }

    /** Labels are drawn, and each image is there twice: who has a copy in train knows its label. */
    @Test
    void noiseIsPredictedByChance() throws IOException {
        Path images = NoiseCorpus.draw(folder.resolve("noise"), 2);
        SmallComparison noise = noise("noise-run", images, Optional.empty(), 25);
        Row row = noise.run().rows().get(0);
        double chance = 0.5;
        assertTrue(row.result().low() < chance && chance < row.result().high(), row.toString());
        assertTrue(row.metric(Metric.TOP_1) < 0.65, row.toString());
    }

    private static SmallComparison noise(
            String root, Path images, Optional<String> turned, int epochs) throws IOException {
        SmallComparison comparison =
                NoiseCorpus.comparison(
                        images,
                        NoiseCorpus.labels(images, turned),
                        folder.resolve(root),
                        NoiseCorpus.row("small", epochs));
        comparison.folds = 3;
        return comparison;
    }

    private static Map<String, ScoredImage> scores(SmallComparison run) throws IOException {
        Map<String, ScoredImage> scores = new HashMap<>();
        ScoresFile.read(run.row("small").resolve("scores.csv"))
                .images()
                .forEach(image -> scores.put(image.id(), image));
        return scores;
    }
}

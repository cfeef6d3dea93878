package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.weights.Safetensors;

/** What follows a row's evaluation: other seeds, all data, tags of other images. */
class AfterEvaluationTest {

    private static final String ROW = SmallComparison.row("small", "ff1", "none", 2);

    @TempDir static Path folder;
    private static Path corpus;
    private static Path images;
    private static SmallComparison plain;
    private static Row plainRow;
    private static SmallComparison whole;
    private static Row wholeRow;

    @BeforeAll
    static void compare() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
        images = Colours.drawToTag(folder.resolve("new"));
        plain = new SmallComparison(corpus, folder.resolve("plain"), ROW);
        plainRow = plain.run().rows().get(0);
        whole = new SmallComparison(corpus, folder.resolve("whole"), ROW);
        whole.repeats = 3;
        whole.useAllData = true;
        whole.predict = java.util.Optional.of(images);
        wholeRow = whole.run().rows().get(0);
    }

    private static float[] weights(Path row, String name) throws IOException {
        try (Safetensors weights = Safetensors.open(row.resolve("checkpoint").resolve(name))) {
            var values = weights.read("fc.weight");
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        }
    }

    @Test
    void nothingOfItChangesTheRowsOwnMetrics() throws IOException {
        assertEquals(plainRow.result().metrics(), wholeRow.result().metrics());
        for (String file : List.of("scores.csv", "labels.csv", "thresholds.json")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            plain.row("small").resolve(file), whole.row("small").resolve(file)),
                    file);
        }
        assertTrue(whole.comparison.isComplete(), whole.said.toString());
    }

    /** Mean and standard deviation by Commons Math, of what the folders of the seeds hold. */
    @Test
    void theSpreadIsOfTheRowAndItsOtherSeeds() throws IOException {
        DescriptiveStatistics f1 = new DescriptiveStatistics();
        f1.addValue(plainRow.first());
        for (int k = 2; k <= 3; k++) {
            Path seed = whole.row("small").resolve("seeds").resolve(String.valueOf(k));
            f1.addValue(
                    SmallComparison.json(seed.resolve("outcome.json")).at("/row/f1").asDouble());
            assertFalse(Files.exists(seed.resolve("scores.csv")), "only the outcome is kept");
            assertFalse(
                    Arrays.equals(
                            weights(whole.row("small"), "weights.safetensors"),
                            weights(seed, "weights.safetensors")));
        }
        Spread spread = wholeRow.spread();
        assertEquals(3, spread.n());
        assertEquals(f1.getMean(), spread.mean(), 1e-12);
        assertEquals(f1.getStandardDeviation(), spread.standardDeviation(), 1e-12);
        assertTrue(whole.says("; F1 over 3 seeds "), whole.said.toString());
    }

    @Test
    void theTrainingOnAllDataGoesOnFromTheRowsWeightsAndLeavesThem() throws IOException {
        Path row = whole.row("small");
        float[] own = weights(row, "weights.safetensors");
        float[] all = weights(row, "weights-all-data.safetensors");
        assertTrue(Arrays.equals(own, weights(plain.row("small"), "weights.safetensors")));
        assertFalse(Arrays.equals(own, all));
        double largest = 0;
        for (int i = 0; i < own.length; i++) {
            largest = Math.max(largest, Math.abs(own[i] - all[i]));
        }
        // Two epochs of one update each at a tenth of the rate: a small step from where it was.
        assertTrue(largest > 0 && largest < 0.1, "largest step " + largest);
        try (Stream<Path> left = Files.list(row.resolve("checkpoint"))) {
            assertEquals(
                    List.of(
                            "weights-all-data.json",
                            "weights-all-data.safetensors",
                            "weights.json",
                            "weights.safetensors"),
                    left.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void otherImagesAreTaggedAndBrokenOnesToldApart() throws IOException {
        List<String> lines = Files.readAllLines(whole.row("small").resolve("predictions.csv"));
        assertEquals(5, lines.size(), lines.toString());
        assertTrue(lines.get(1).startsWith("\"blue, light.png\","), lines.get(1));
        assertTrue(lines.get(4).startsWith("red 10.png,"), "natural order: " + lines.get(4));
        String broken = Files.readString(whole.row("small").resolve("predictions-quarantine.csv"));
        assertTrue(broken.contains("cut.jpg"), broken);
        assertTrue(whole.says("small: 4 images of " + images + " are tagged in"));
        assertTrue(whole.says("; 1 were left out, see "));
    }

    @Test
    void whatIsDoneIsNotDoneAgainAndWhatIsLostIs() throws IOException {
        Path row = whole.row("small");
        String predictions = Files.readString(row.resolve("predictions.csv"));
        Path all = row.resolve("checkpoint/weights-all-data.safetensors");
        var before = Files.getLastModifiedTime(all);
        Files.delete(row.resolve("predictions.csv"));
        assertEquals(wholeRow.spread(), whole.run().rows().get(0).spread());
        assertEquals(before, Files.getLastModifiedTime(all));
        assertEquals(predictions, Files.readString(row.resolve("predictions.csv")));
    }

    @Test
    void aFailureLeavesTheRowAndIsTriedAgain() throws IOException {
        SmallComparison later = new SmallComparison(corpus, folder.resolve("later"), ROW);
        Path missing = folder.resolve("missing");
        later.predict = java.util.Optional.of(missing);
        Row row = later.run().rows().get(0);
        assertEquals(Row.Status.OK, row.status());
        assertEquals(plainRow.result(), row.result());
        assertFalse(later.comparison.isComplete());
        assertTrue(
                later.says("small: its metrics stand, but tagging failed. "),
                later.said.toString());
        Files.createDirectories(missing);
        Colours.image(missing.resolve("green.png"), Color.GREEN, new SplittableRandom(4));
        later.run();
        assertTrue(later.comparison.isComplete());
        String predictions = Files.readString(later.row("small").resolve("predictions.csv"));
        assertNotEquals(-1, predictions.indexOf("green.png"));
    }
}

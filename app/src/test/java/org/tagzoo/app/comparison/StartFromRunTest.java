package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;

class StartFromRunTest {

    @TempDir Path folder;

    private static String still(String name, String start) {
        return SmallComparison.row(
                name,
                "ff1",
                "none",
                1,
                "schedule: {kind: constant, maxLr: 1e-30, momentum: 0}",
                "startFrom: " + start);
    }

    private SmallComparison run(String name, String rows) throws IOException {
        Path corpus = folder.resolve("colours");
        return new SmallComparison(
                Files.exists(corpus) ? corpus : Colours.draw(corpus), folder.resolve(name), rows);
    }

    /** A row that moves nothing has the scores of the row it starts from, for every seed. */
    @Test
    void goesOnFromTheOtherRowsWeights() throws IOException {
        String first = SmallComparison.row("first", "ff1", "none", 2);
        SmallComparison run = run("run", first + still("second", "first"));
        run.repeats = 2;
        Table table = run.run();
        for (String place : List.of("checkpoint", "seeds/2/checkpoint")) {
            assertEquals(weights(run, "first", place), weights(run, "second", place));
        }
        assertNotEquals(
                weights(run, "first", "checkpoint"), weights(run, "first", "seeds/2/checkpoint"));
        assertEquals(scores(run, "first"), scores(run, "second"));
        // What was done is not done again; what was lost is, with the same scores.
        List<String> before = scores(run, "second");
        FileUtils.deleteDirectory(run.row("second").toFile());
        Table again = run.run();
        assertEquals(before, scores(run, "second"));
        assertEquals(table.rows().get(1).first(), again.rows().get(1).first());
    }

    private static List<Byte> weights(SmallComparison run, String row, String place)
            throws IOException {
        byte[] file =
                Files.readAllBytes(run.row(row).resolve(place).resolve("weights.safetensors"));
        // The header holds what the training was; the values stand last.
        int values = (16 * 16 * 3 + 1) * 3 * Float.BYTES;
        List<Byte> last = new ArrayList<>();
        for (int i = file.length - Math.min(values, file.length / 2); i < file.length; i++) {
            last.add(file[i]);
        }
        return last;
    }

    private static List<String> scores(SmallComparison run, String row) throws IOException {
        return Files.readAllLines(run.row(row).resolve("scores.csv"));
    }

    /** Its search chooses the higher of two rates, under which the other row and its twin train. */
    @Test
    void takesOverWhatAnotherRowsSearchChose() throws IOException {
        String search = "search: {by: validation-f1, settings: {schedule.maxLr: [1.0e-30, 0.05]}}";
        String first = SmallComparison.row("first", "ff1", "none", 2, search);
        String low = "schedule: {kind: constant, maxLr: 1.0e-29, momentum: 0.9}";
        String second = SmallComparison.row("second", "ff1", "none", 3, low, "settingsFrom: first");
        String third = SmallComparison.row("third", "ff1", "none", 3, "settingsFrom: second");
        String models = "yardsticks: {models: [{name: svm, model: svm-linear, row: third}]}\n";
        SmallComparison run = run("settings", first + second + third + models);
        Table table = run.run();
        Row found = table.rows().get(1);
        assertEquals("schedule.maxLr as chosen for first", found.reason());
        assertEquals(scores(run, "second"), scores(run, "third"));
        assertTrue(
                Files.readString(run.row("second").resolve("search/chosen.json"))
                        .contains("\"maxLr\" : 0.05"));
        Row machine = table.rows().get(3);
        assertEquals(
                "a support-vector machine (linear) on features of the trained network of third",
                machine.reason());
        // ff1 has no hidden layer: the features are pixels, in which colours are apart.
        assertEquals(1, machine.first());
        List<String> before = scores(run, "third");
        FileUtils.deleteDirectory(run.row("third").toFile());
        run.run();
        assertEquals(before, scores(run, "third"));
    }

    /** The searched row has no weights here, and stands under another name. */
    @Test
    void takesOverWhatARowFromRandomValuesFound() throws IOException {
        String low = "schedule: {kind: constant, maxLr: 1.0e-29, momentum: 0.9}";
        String search = "search: {by: validation-f1, settings: {schedule.maxLr: [0.05]}}";
        String first = SmallComparison.row("first", "resnet18", "pretrained", 1, low, search);
        String second = SmallComparison.row("second", "ff1", "none", 1, low, "settingsFrom: first");
        String models = "yardsticks: {models: [{name: svm, model: svm-linear, row: first}]}\n";
        SmallComparison run = run("random", first + second + models);
        run.randomWeights = true;
        Table table = run.run();
        assertEquals(
                "schedule.maxLr as chosen for first-random-weights", table.rows().get(1).reason());
        assertTrue(
                Files.readString(run.row("second").resolve("search/chosen.json"))
                        .contains("\"maxLr\" : 0.05"));
        assertEquals(Row.Status.OK, table.rows().get(2).status(), table.rows().get(2).reason());
    }

    /** 8 x 8 pixels of 3 colours, where the other row has 16 x 16. */
    @Test
    void tensorsOfAnotherShapeAreRefused() throws IOException {
        String first = SmallComparison.row("first", "ff1", "none", 1);
        String second =
                SmallComparison.row("second", "ff1", "none", 1, "imageSize: 8", "startFrom: first");
        Row failed = run("shapes", first + second).run().rows().get(1);
        assertEquals(Row.Status.FAILED, failed.status());
        assertTrue(
                failed.reason().contains("768], but must be of ")
                        && failed.reason().contains(", 192]: start from"),
                failed.reason());
    }

    @Test
    void aRowWhoseStartHasNoWeightsIsSkippedWithTheReason() throws IOException {
        String absent = SmallComparison.row("absent", "resnet18", "pretrained", 1);
        String second =
                SmallComparison.row("second", "resnet18", "pretrained", 1, "startFrom: absent");
        String third =
                SmallComparison.row("third", "resnet18", "pretrained", 1, "startFrom: second");
        Table table = run("absent", absent + second + third).run();
        Row skipped = table.rows().get(1);
        assertEquals(Row.Status.SKIPPED, skipped.status());
        assertTrue(
                skipped.reason()
                        .startsWith(
                                "It starts from absent, which has no weights. "
                                        + "The weights resnet18.tv1 are not available: "),
                skipped.reason());
        assertEquals(Row.Status.SKIPPED, table.rows().get(2).status());
    }
}

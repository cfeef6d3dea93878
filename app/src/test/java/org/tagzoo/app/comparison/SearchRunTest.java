package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.metric.Metric;

/** Searches on drawn corpora, from the recipe to the page. */
class SearchRunTest {

    private static final String RATES = "settings: {schedule.maxLr: [0.0001, 0.2, 0.02]}";

    @TempDir static Path folder;
    private static Path corpus;

    @BeforeAll
    static void draw() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
    }

    private static SmallComparison run(String name, Path of, String... more) throws IOException {
        SmallComparison run =
                new SmallComparison(
                        of,
                        folder.resolve(name),
                        SmallComparison.row("found", "ff1", "none", 2, more));
        run.run();
        return run;
    }

    private static List<String> trials(SmallComparison run) throws IOException {
        return Files.readAllLines(run.row("found").resolve("search/trials.csv")).stream()
                .map(line -> line.replaceAll(",[^,]*(,[^,]*)$", "$1"))
                .toList();
    }

    private static List<String> cells(List<String> trials, int trial) {
        return List.of(trials.get(trial).split(",", -1));
    }

    /** The row is the same, to the byte of its weights, as one that had the settings at once. */
    @Test
    void theRowIsTrainedWithWhatTheBestTrialHad() throws IOException {
        SmallComparison run =
                run("whole", corpus, "search: {by: validation-loss, rungs: [1, 3], " + RATES + "}");
        List<String> trials = trials(run);
        assertEquals(
                "trial,schedule.maxLr,validation loss after 1 epoch,validation loss after 3 epochs,outcome",
                trials.get(0));
        List<String> chosen = trials.stream().filter(line -> line.endsWith(",chosen")).toList();
        assertEquals(1, chosen.size());
        String rate = chosen.get(0).split(",")[1];
        assertNotEquals("0.0001", rate);
        SmallComparison plain =
                new SmallComparison(
                        corpus,
                        folder.resolve("plain"),
                        SmallComparison.row(
                                "found",
                                "ff1",
                                "none",
                                3,
                                "schedule: {kind: constant, maxLr: %s, momentum: 0.9}"
                                        .formatted(rate)));
        Row row = plain.run().rows().get(0);
        for (String file : List.of("checkpoint/weights.safetensors", "scores.csv")) {
            assertEquals(
                    -1,
                    Files.mismatch(
                            plain.row("found").resolve(file), run.row("found").resolve(file)));
        }
        // It went on after the first rung where it was: its score is that of a row at once.
        double loss =
                Double.parseDouble(
                        Files.readAllLines(plain.row("found").resolve("history.csv"))
                                .get(3)
                                .split(",")[2]);
        assertEquals(loss, Double.parseDouble(chosen.get(0).split(",")[3]), 0);
        assertFalse(Files.exists(run.row("found").resolve("search/trials")));
        String page = Files.readString(run.row("found").resolve("search/search.html"));
        assertTrue(page.contains("trial chosen"), page);
        JsonNode report = SmallComparison.json(run.root.resolve("report.json"));
        String settings = report.get("settings").get("row found").textValue();
        assertTrue(settings.endsWith("3 epochs, batch 16, learning rate " + rate), settings);
        String f1 = "test micro F1</dt><dd>%.3f</dd>".formatted(row.metric(Metric.MICRO_F1));
        assertTrue(page.contains(f1), f1);
    }

    /**
     * Heads are trained beside one another, each by itself: as many or as few as there are, a trial
     * comes to the same to the last bit.
     */
    @Test
    void aTrialOfAHeadIsTheSameAloneAndBesideOthers() throws IOException {
        String row =
                "  - {name: found, model: efficientnet_lite0, weights: pretrained, imageSize: 32, phases: [{train: head, epochs: 2}], search: {by: validation-loss, settings: {schedule.maxLr: [%s]}}}%n";
        List<List<String>> found = new ArrayList<>();
        for (String rates : List.of("0.01, 0.02, 0.03, 0.04", "0.03")) {
            SmallComparison run =
                    new SmallComparison(
                            corpus,
                            folder.resolve("heads-" + rates.length()),
                            row.formatted(rates));
            run.run();
            found.add(trials(run));
        }
        assertEquals(5, found.get(0).size());
        assertEquals(cells(found.get(1), 1).get(2), cells(found.get(0), 3).get(2));
    }

    /** A cosine depends on the epochs to come, so the second rung begins anew. */
    @Test
    void aScheduleWithAnEndIsTrainedAnewInEachRung() throws IOException {
        String cosine = "schedule: {kind: cosine, maxLr: 0.02, momentum: 0.9, warmUpEpochs: 0}";
        String search = "search: {by: validation-loss, %s settings: {batchSize: [16]}}";
        List<String> once = trials(run("once", corpus, cosine, search.formatted("")));
        List<String> rungs =
                trials(run("rungs", corpus, cosine, search.formatted("rungs: [1, 2],")));
        assertEquals(cells(once, 1).get(2), cells(rungs, 1).get(3));
    }

    @Test
    void trialsAreScoredOnFoldsByTheMean() throws IOException {
        SmallComparison run =
                run("folds", corpus, "search: {by: validation-f1, folds: 3, " + RATES + "}");
        List<String> trials = trials(run);
        assertEquals("trial,schedule.maxLr,micro F1 over 3 folds,outcome", trials.get(0));
        assertEquals(4, trials.size());
        assertTrue(Double.parseDouble(cells(trials, 2).get(2)) > 0.2, trials.toString());
    }

    /**
     * Nothing can be learned from it: the best of 12 is at chance or above, its test figure at
     * chance.
     */
    @Test
    void ofLabelsThatAreNoiseASearchReportsChance() throws IOException {
        Path noise = folder.resolve("noise");
        SplittableRandom random = new SplittableRandom(11);
        for (String name : List.of("a", "b")) {
            Files.createDirectories(noise.resolve(name));
            for (int i = 0; i < 60; i++) {
                Color color = new Color(random.nextInt(1 << 24));
                Colours.image(noise.resolve(name).resolve(i + ".png"), color, random);
            }
        }
        for (String on : List.of("", "folds: 3, ")) {
            SmallComparison run =
                    new SmallComparison(
                            noise,
                            folder.resolve("noise-run" + on.length()),
                            SmallComparison.row(
                                    "found",
                                    "ff1",
                                    "none",
                                    1,
                                    "task: classes",
                                    "loss: {kind: default}",
                                    "search: {by: validation-top1, trials: 12, %s settings: {schedule.maxLr: {logUniform: [0.001, 0.5]}, batchSize: [4, 8, 16, 32]}}"
                                            .formatted(on)));
            Row row = run.run().rows().get(0);
            double best =
                    trials(run).stream()
                            .filter(line -> line.endsWith(",chosen"))
                            .mapToDouble(line -> Double.parseDouble(line.split(",")[3]))
                            .findFirst()
                            .orElseThrow();
            assertTrue(best >= 0.5, "the best of many: " + best);
            assertTrue(
                    row.result().low() <= 0.5 && 0.5 <= row.result().high(),
                    row.result().toString());
        }
    }
}

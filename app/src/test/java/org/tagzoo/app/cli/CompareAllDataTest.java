package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/** What is done with rows once they are evaluated. */
class CompareAllDataTest {

    private static final String WEIGHTS = "checkpoint/weights.safetensors";
    private static final String ALL_DATA = "checkpoint/weights-all-data.safetensors";

    @TempDir static Path folder;
    private static Path corpus;
    private static Path images;
    private static Path plain;
    private static Path all;
    private static Result allResult;

    /** One run that ends with the metrics, and one that goes on. */
    @BeforeAll
    static void run() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
        images = Colours.drawToTag(folder.resolve("new"));
        plain = folder.resolve("plain");
        Colours.compare(corpus, "ff1,cnn", plain, "--predict", images.toString());
        all = folder.resolve("all");
        allResult =
                Colours.compare(
                        corpus, "ff1,cnn", all, "--use-all-data", "--predict", images.toString());
    }

    private static Path row(Path run, String name) {
        return run.resolve("rows").resolve(name);
    }

    private static boolean same(Path one, Path other) throws IOException {
        return Files.mismatch(one, other) == -1;
    }

    @Test
    void metricsAreTheSameWithAndWithout() throws IOException {
        assertEquals(0, allResult.exitCode(), allResult.err());
        for (String name : List.of("ff1", "cnn")) {
            for (String file : List.of("scores.csv", "labels.csv", "thresholds.json")) {
                assertTrue(same(row(plain, name).resolve(file), row(all, name).resolve(file)));
            }
            assertFalse(Files.exists(row(plain, name).resolve(ALL_DATA)));
            assertFalse(same(row(all, name).resolve(WEIGHTS), row(all, name).resolve(ALL_DATA)));
            String predictions = "predictions.csv";
            assertFalse(
                    same(
                            row(plain, name).resolve(predictions),
                            row(all, name).resolve(predictions)));
        }
        assertEquals(withoutTimes(plain), withoutTimes(all));
    }

    private static String withoutTimes(Path run) throws IOException {
        return Files.readString(run.resolve("table.json"))
                .replaceAll("\"(training|embedding)Seconds\" ?: ?[0-9.Ee-]+", "");
    }

    @Test
    void nothingIsLeftOfTheWayThere() throws IOException {
        try (var files = Files.list(row(all, "cnn").resolve("checkpoint"))) {
            assertEquals(
                    List.of(
                            "weights-all-data.json",
                            "weights-all-data.safetensors",
                            "weights.json",
                            "weights.safetensors"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void imagesAreTaggedInOrderAndBrokenOnesAreSaid() throws IOException {
        Path file = row(all, "cnn").resolve("predictions.csv");
        List<String> lines = Files.readAllLines(file);
        assertEquals("image,score:blue,score:green,score:red,tags", lines.get(0));
        assertEquals(
                List.of("\"blue, light.png\"", "more/green 1.png", "red 2.png", "red 10.png"),
                lines.stream().skip(1).map(l -> l.replaceAll("(\\.png\"?),.*", "$1")).toList());
        LabelSet labels = new LabelSet(List.of("blue", "green", "red"));
        float threshold =
                (float)
                        ThresholdsFile.read(row(all, "cnn").resolve("thresholds.json"), labels)
                                .forAll();
        for (String line : lines.subList(1, 5)) {
            String[] cells = line.replaceAll("\"[^\"]*\"", "").split(",", -1);
            List<String> tags = new ArrayList<>();
            for (int label = 0; label < 3; label++) {
                if (Float.parseFloat(cells[label + 1]) >= threshold) {
                    tags.add(labels.name(label));
                }
            }
            assertEquals(String.join(";", tags), cells[4], line);
        }
        String quarantine = Files.readString(row(all, "cnn").resolve("predictions-quarantine.csv"));
        assertTrue(quarantine.contains("\ncut.jpg,"), quarantine);
        assertTrue(allResult.err().contains("1 were left out"), allResult.err());
    }

    /** Tagging the corpus itself by the row's own weights gives the scores of the corpus. */
    @Test
    void withoutAllDataTheRowsOwnWeightsPredict() throws IOException {
        Path out = folder.resolve("own");
        Result result = Colours.compare(corpus, "cnn", out, "--predict", corpus.toString());
        assertEquals(0, result.exitCode(), result.err());
        ScoredCorpus scores = ScoresFile.read(row(out, "cnn").resolve("scores.csv"));
        List<String> lines = Files.readAllLines(row(out, "cnn").resolve("predictions.csv"));
        assertEquals(scores.images().size() + 1, lines.size());
        for (ScoredImage image : scores.images()) {
            String line =
                    lines.stream().filter(l -> l.startsWith(image.id() + ",")).findAny().get();
            for (int label = 0; label < 3; label++) {
                float score = Float.parseFloat(line.split(",")[label + 1]);
                assertEquals(image.scores()[label], score, 1e-5, line);
            }
        }
    }

    @Test
    void aResumedRunMakesWhatIsMissingWithTheSameBytes() throws IOException {
        Path out = folder.resolve("resumed");
        Colours.compare(corpus, "ff1,cnn", out, "--use-all-data", "--predict", images.toString());
        Path weights = row(out, "cnn").resolve(ALL_DATA);
        Path predictions = row(out, "cnn").resolve("predictions.csv");
        assertTrue(same(row(all, "cnn").resolve(ALL_DATA), weights));
        Files.delete(weights);
        Files.delete(predictions);
        var untouched = row(out, "ff1").resolve(ALL_DATA);
        var before = Files.getLastModifiedTime(untouched);
        Result result = Result.run("resume", out.toString());
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(same(row(all, "cnn").resolve(ALL_DATA), weights));
        assertTrue(same(row(all, "cnn").resolve("predictions.csv"), predictions));
        assertEquals(before, Files.getLastModifiedTime(untouched));
        assertFalse(result.err().contains("ff1: 4 images"), result.err());
        assertEquals(withoutTimes(all), withoutTimes(out));
    }

    @Test
    void aFolderThatIsGoneLeavesTheFiguresAndIsSaid() throws IOException {
        Path gone = Files.createDirectories(folder.resolve("gone"));
        Path out = folder.resolve("left");
        Result result = Colours.compare(corpus, "ff1", out, "--predict", gone.toString());
        assertEquals(1, result.exitCode());
        assertTrue(
                result.err().contains("ff1: its metrics stand, but tagging failed. The folder"),
                result.err());
        assertTrue(result.out().contains("ff1"), result.out());
        Colours.image(gone.resolve("1.png"), Colours.CLASSES.get("red"), new SplittableRandom(1));
        assertEquals(0, Result.run("resume", out.toString()).exitCode());
        assertTrue(Files.exists(row(out, "ff1").resolve("predictions.csv")));
        result = Colours.compare(corpus, "ff1", folder.resolve("no"), "--predict", "nowhere");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("there is no folder nowhere"), result.err());
    }
}

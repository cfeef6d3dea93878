package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoresFile;

/** A table with blanks and -1 that are unknown targets, from training to an export's card. */
class CompareUnknownTest {

    private static final int IMAGES = 40;
    private static final Color[] COLOURS = {Color.RED, Color.GREEN, Color.BLUE};

    @TempDir static Path folder;
    private static Path table;
    private static Path run;
    private static Result compared;

    private static boolean isUnknown(int image) {
        return image % 7 == 3 || image % 7 == 5;
    }

    @BeforeAll
    static void compare() throws IOException {
        table = folder.resolve("labels.csv");
        run = folder.resolve("run");
        List<String> lines = new ArrayList<>(List.of("file,red,green,blue"));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < IMAGES; i++) {
            Colours.image(folder.resolve("i" + i + ".png"), COLOURS[i % 3], random);
            String blue = i % 7 == 3 ? "" : i % 7 == 5 ? "-1" : i % 3 == 2 ? "1" : "0";
            lines.add(
                    "i%d.png,%d,%d,%s".formatted(i, i % 3 == 0 ? 1 : 0, i % 3 == 1 ? 1 : 0, blue));
        }
        Files.write(table, lines);
        compared = run("--models", "ff1,cnn", "--out", run.toString());
        assertEquals(0, compared.exitCode(), compared.err());
    }

    private static Result run(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "compare",
                                "--corpus",
                                "csv:" + table,
                                "--image-size",
                                "16",
                                "--epochs",
                                "4",
                                "--blank",
                                "unknown",
                                "--uncertain",
                                "unknown"));
        arguments.addAll(List.of(more));
        return Result.run(arguments.toArray(String[]::new));
    }

    @Test
    void scoresMarkThemApartFromZero() throws IOException {
        ScoredCorpus scores = ScoresFile.read(run.resolve("rows/ff1/scores.csv"));
        assertEquals(IMAGES, scores.images().size());
        scores.images()
                .forEach(
                        image -> {
                            int i = Integer.parseInt(image.id().replaceAll("\\D", ""));
                            assertEquals(isUnknown(i), image.unknown()[2], image.id());
                            assertEquals(i % 3 == 2 && !isUnknown(i), image.targets()[2]);
                        });
        ScoreMatrix test = scores.matrix(Part.TEST);
        // Of images that are known to be blue, or not: everything predicted is right for these.
        int known = (int) (2L * test.images() + test.known(2).count());
        int positives =
                Stream.of(test.targets())
                        .mapToInt(row -> (row[0] ? 1 : 0) + (row[1] ? 1 : 0) + (row[2] ? 1 : 0))
                        .sum();
        String precision = "%.3f".formatted((double) positives / known);
        String line =
                compared.out()
                        .lines()
                        .filter(text -> text.startsWith("everything predicted"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(line.contains(precision), line + " has not " + precision);
    }

    @Test
    void tableReportAndCardSayHowMany() throws IOException {
        String said = "unknown, left out of losses, thresholds and metrics: blue of 11 images";
        assertTrue(compared.err().contains(said), compared.err());
        assertTrue(Files.readString(run.resolve("report.html")).contains(said));
        Path export = folder.resolve("export");
        Result exported =
                Result.run("export", run.toString(), "--row", "ff1", "--out", export.toString());
        assertEquals(0, exported.exitCode(), exported.err());
        assertTrue(Files.readString(export.resolve("README.md")).contains(said));
    }

    @Test
    void rowsArePutTogetherWithThem() throws IOException {
        Result ensemble = Result.run("ensemble", run.toString(), "--rows", "ff1,cnn");
        assertEquals(0, ensemble.exitCode(), ensemble.err());
        Path mean = run.resolve("rows/ensemble-mean/scores.csv");
        assertTrue(ScoresFile.read(mean).matrix(Part.TEST).unknown().length > 0);
    }

    @Test
    void classesAreRefused() {
        Result classes = run("--models", "ff1", "--task", "classes", "--out", folder + "/classes");
        assertEquals(2, classes.exitCode());
        assertTrue(classes.err().contains("use task tags"), classes.err());
        assertEquals(1, classes.err().lines().filter(l -> l.startsWith("tagzoo:")).count());
    }
}

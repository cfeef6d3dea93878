package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.SyntheticRun;

/** The commands that work on a run that is done. */
class RunCommandsTest {

    @TempDir static Path folder;
    private static Path run;

    @BeforeAll
    static void make() throws IOException {
        run = SyntheticRun.make(folder);
    }

    @Test
    void ensembleAddsRowsPrintsTheTableAndDrawsTheImages() throws IOException {
        Result result = run("ensemble", run.toString(), "--rows", "a,b,c", "--name", "all");
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("\nall-vote "), result.out());
        assertTrue(
                result.out().contains("all-mean is the mean of scores of a, b, c."), result.out());
        assertTrue(result.out().contains("Report: " + run.resolve("report.html")), result.out());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("data:image/jpeg"));
        assertFalse(page.contains(">no image<"));
    }

    @Test
    void differenceSaysWhichIsBetterInOneLineAFigure() throws IOException {
        Result result = run("difference", run.toString(), "a", "b");
        assertEquals(0, result.exitCode(), result.err());
        List<String> lines = result.out().lines().toList();
        assertEquals(3, lines.size());
        RunResults results = RunResults.open(run);
        double difference = results.row("a").first() - results.row("b").first();
        String start = String.format(Locale.ROOT, "a is %.3f (", Math.abs(difference));
        assertTrue(lines.get(0).startsWith(start), lines.get(0));
        String word =
                difference >= 0 ? " better in micro F1 than b; " : " worse in micro F1 than b; ";
        assertTrue(lines.get(0).contains(word), lines.get(0));
        assertTrue(lines.get(1).contains(" in macro F1 than b; "), lines.get(1));
        assertTrue(lines.get(2).startsWith("only a has all labels right on "), lines.get(2));
        assertEquals(result, run("difference", run.toString(), "a", "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "difference nowhere a b | no run in nowhere",
                "difference RUN a | Missing required parameter",
                "difference RUN a a | takes two rows",
                "difference RUN a e | no row 'e'",
                "difference RUN a d | Row 'd' has no metrics: no weights",
                "ensemble RUN | --rows",
                "ensemble RUN --rows a | two different rows or more",
                "ensemble RUN --rows a,b --name a/b | names no row",
                "ensemble nowhere --rows a,b | no run in nowhere",
            })
    void mistakesGetOneLineAndExitCodeTwo(String line, String part) {
        Result result =
                run(
                        List.of(line.trim().split(" ")).stream()
                                .map(word -> word.equals("RUN") ? run.toString() : word)
                                .toArray(String[]::new));
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: "), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
    }

    @Test
    void aCorpusThatIsGoneIsSaidAndTheImagesCanBeLeftOut(@TempDir Path other) throws IOException {
        Path moved = SyntheticRun.make(other);
        Files.move(other.resolve("corpus.csv"), other.resolve("elsewhere.csv"));
        byte[] page = Files.readAllBytes(moved.resolve("report.html"));
        Result result = run("ensemble", moved.toString(), "--rows", "a,b");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("--no-images"), result.err());
        assertEquals(-1, Arrays.mismatch(page, Files.readAllBytes(moved.resolve("report.html"))));
        assertFalse(Files.exists(moved.resolve("rows/ensemble-vote")));
        result = run("ensemble", moved.toString(), "--rows", "a,b", "--no-pictures");
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(Files.readString(moved.resolve("report.html")).contains(">no image<"));
    }
}

package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableJson;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.torchscript.EngineThreads;

/** A run folder with older names, killed in the middle of its second row: see its README. */
class BeforeRenamingTest {

    private static final Path RUN = resource("run");
    private static final Path FINISHED = resource("finished");

    private static final String NUMBER = "\\d+\\.\\d+";

    @TempDir Path folder;

    @Test
    void anOlderRunIsResumedComparedAndExported() throws IOException {
        Path here = folder.resolve("run");
        PathUtils.copyDirectory(RUN, here);
        int threads = EngineThreads.count();
        try {
            succeed("resume", here.toString());
        } finally {
            JniUtils.setNumThreads(threads);
        }
        Path second = here.resolve("rows/second");
        assertSameScores(second.resolve("scores.csv"));
        for (String file : List.of("thresholds.json", "labels.csv")) {
            assertSameNumbers(read(FINISHED.resolve(file)), read(second.resolve(file)));
        }
        assertEquals(
                epochs(FINISHED.resolve("history.csv")), epochs(second.resolve("history.csv")));
        // The time of the first epoch is known from the checkpoint alone.
        assertEquals(
                Files.readAllLines(FINISHED.resolve("history.csv")).get(1),
                Files.readAllLines(second.resolve("history.csv")).get(1));
        Table before = TableJson.read(FINISHED.resolve("table.json"));
        Table after = TableJson.read(here.resolve("table.json"));
        assertEquals(before.baselines(), after.baselines());
        for (int i = 0; i < 2; i++) {
            Row row = after.rows().get(i);
            assertEquals(before.rows().get(i).name(), row.name());
            assertEquals(before.rows().get(i).result(), row.result(), row.name());
        }
        assertEquals(1, after.differences().size());

        String[] lines =
                succeed("difference", here.toString(), "first", "second").out().split("\n");
        assertTrue(lines[0].startsWith("first is 0.150 (-0.150 to 0.550) worse"), lines[0]);
        assertEquals(3, lines.length);
        Result none = run("difference", here.toString(), "nothing predicted", "third");
        assertEquals(2, none.exitCode());
        assertTrue(
                none.err()
                        .contains(
                                "There is no row 'nothing predicted' or 'third' in %s. A baseline has no scores to compare. Its rows are first, second"
                                        .formatted(here)),
                none.err());
        succeed("ensemble", here.toString(), "--rows", "first,second");
        assertEquals(4, TableJson.read(here.resolve("table.json")).rows().size());

        Path exported = folder.resolve("export");
        succeed("export", here.toString(), "--row", "first", "--out", exported.toString());
        assertEquals(
                before.rows().get(0).metric(Metric.THRESHOLD),
                Export.open(exported).description().thresholds().orElseThrow().value(0));
        assertTrue(read(exported.resolve("README.md")).contains("365 drawings"));
    }

    private static Result succeed(String... line) {
        Result result = run(line);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    /** On another processor, sums differ in their last digits. */
    private static void assertSameScores(Path file) throws IOException {
        List<ScoredImage> expected = ScoresFile.read(FINISHED.resolve("scores.csv")).images();
        List<ScoredImage> found = ScoresFile.read(file).images();
        assertEquals(expected.size(), found.size());
        for (int n = 0; n < found.size(); n++) {
            assertEquals(expected.get(n).id(), found.get(n).id());
            assertEquals(expected.get(n).part(), found.get(n).part());
            assertArrayEquals(expected.get(n).targets(), found.get(n).targets());
            assertArrayEquals(expected.get(n).scores(), found.get(n).scores(), 1e-5f);
        }
    }

    private static void assertSameNumbers(String expected, String found) {
        assertEquals(expected.replaceAll(NUMBER, "#"), found.replaceAll(NUMBER, "#"));
        assertArrayEquals(numbers(expected), numbers(found), 1e-5);
    }

    private static double[] numbers(String text) {
        return Pattern.compile(NUMBER)
                .matcher(text)
                .results()
                .mapToDouble(number -> Double.parseDouble(number.group()))
                .toArray();
    }

    /** Each epoch's number and metrics, losses in five digits; not its time. */
    private static List<String> epochs(Path history) throws IOException {
        return Files.readAllLines(history).stream()
                .map(line -> line.replaceAll(",[^,]*$", "").replaceAll("(\\.\\d{4})\\d*", "$1"))
                .toList();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }

    private static Path resource(String name) {
        try {
            return Path.of(BeforeRenamingTest.class.getResource("before-renaming/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

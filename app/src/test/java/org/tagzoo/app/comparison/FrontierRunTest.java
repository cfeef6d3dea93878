package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Speed;
import org.tagzoo.app.report.Table;

/** A recipe that measures speeds, from a drawn corpus to the run's folder. */
class FrontierRunTest {

    @TempDir static Path folder;
    private static SmallComparison run;
    private static Table table;

    @BeforeAll
    static void compare() throws IOException {
        Path corpus = Colours.draw(folder.resolve("colours"));
        String rows =
                SmallComparison.row("small", "ff1", "none", 2)
                        + SmallComparison.row(
                                "larger", "cnn", "none", 1, "imageSize: 64", "metadata: [bytes]")
                        + SmallComparison.row(
                                "absent", "resnet18", "pretrained", 1, "imageSize: 0");
        run = new SmallComparison(corpus, folder.resolve("run"), rows);
        run.frontier = true;
        table = run.run();
    }

    @Test
    void eachNetworksSpeedIsMeasured() {
        Speed small = table.rows().get(0).times().speed();
        Speed larger = table.rows().get(1).times().speed();
        for (Speed speed : List.of(small, larger)) {
            assertTrue(speed.embedding() > 0 && speed.oneImage() > 0, speed.toString());
        }
        // A multiplication of 768 numbers beside convolutions of 16 times as many pixels.
        assertTrue(small.prediction() > larger.prediction(), small + " " + larger);
        assertTrue(small.prediction() > small.oneImage(), small.toString());
    }

    /** The fastest is always on it; the other one if it is better. */
    @Test
    void theFrontierFollowsFromTheTable() {
        Row small = table.rows().get(0);
        Row larger = table.rows().get(1);
        assertTrue(small.times().speed().isOnFrontier());
        assertEquals(larger.first() > small.first(), larger.times().speed().isOnFrontier());
    }

    @Test
    void weightsThatAreNotHereAreNotFetchedAndTheReasonSaysWhatDoes() {
        Row absent = table.rows().get(2);
        assertEquals(Row.Status.SKIPPED, absent.status());
        assertEquals(
                "Its weights are not here, and this recipe fetches none; 'tagzoo models fetch NAME' does",
                absent.reason());
        assertEquals(null, absent.network().imageSize());
        assertEquals(null, absent.times().speed());
    }

    @Test
    void filesAndPageHaveSpeeds() throws IOException {
        JsonNode json = SmallComparison.json(run.root.resolve("table.json"));
        assertTrue(json.at("/rows/0/imagesPerSecond/frontier").asBoolean());
        assertTrue(
                SmallComparison.json(run.root.resolve("config.json"))
                        .at("/recipe/frontier")
                        .asBoolean());
        String page = Files.readString(run.root.resolve("report.html"));
        assertTrue(page.contains("id=\"frontier-f1\""), "no chart");
    }

    /** What was measured once stays: the same table, and nothing is said of measuring. */
    @Test
    void resumedRunsKeepWhatWasMeasured() throws IOException {
        byte[] before = Files.readAllBytes(run.root.resolve("table.json"));
        run.said.clear();
        assertEquals(table, run.run());
        assertArrayEquals(before, Files.readAllBytes(run.root.resolve("table.json")));
        assertTrue(run.said.stream().noneMatch(line -> line.contains("Measuring")));
    }
}

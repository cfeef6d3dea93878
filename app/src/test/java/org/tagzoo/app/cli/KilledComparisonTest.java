package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole comparisons that are told to stop, as by Ctrl-C or a system that shuts down, or meet a
 * kill, a disk without room, damaged files or another corpus. A run is stopped, then killed twice,
 * at other moments in each build; {@code -Dtagzoo.kills=20} kills it more often, until it is over.
 */
@EnabledOnOs(OS.LINUX)
class KilledComparisonTest {

    private static final int KILLS = Integer.getInteger("tagzoo.kills", 2);

    /**
     * In blocks of 512 bytes: above the size of the trained weights, 2.6 MB, and below that of a
     * checkpoint of the last stage with momentum, 5.2 MB. The native libraries are unpacked before.
     */
    private static final int FILE_SIZE_LIMIT = 8_000;

    /** What Java answers to SIGTERM: 128 and the signal's number. */
    private static final int TERMINATED = 143;

    @TempDir static Path folder;
    private static SurvivingRuns runs;
    private static long wholeMillis;

    @BeforeAll
    static void runWithoutAStop() throws Exception {
        runs = new SurvivingRuns(folder);
        long start = System.nanoTime();
        int exitCode = SurvivingRuns.exitCode(runs.start("whole", runs.compare("whole")));
        wholeMillis = (System.nanoTime() - start) / 1_000_000;
        assertEquals(0, exitCode, runs.said("whole"));
    }

    private static void assertSameAsWhole(String out) throws IOException {
        for (String file : SurvivingRuns.FILES) {
            long difference =
                    Files.mismatch(runs.run("whole").resolve(file), runs.run(out).resolve(file));
            assertEquals(-1, difference, () -> out + "/" + file);
        }
        for (String row : List.of("tuned", "small")) {
            assertEquals(runs.history("whole", row), runs.history(out, row));
        }
        assertEquals(runs.table("whole"), runs.table(out));
        assertEquals(names("whole"), names(out), "no file is left over or missing");
    }

    private static List<String> names(String out) throws IOException {
        Path run = runs.run(out);
        try (Stream<Path> files = Files.walk(run)) {
            return files.map(file -> run.relativize(file).toString()).sorted().toList();
        }
    }

    /** It stops between two batches and says how to go on. */
    @Test
    void aRunStoppedAndKilledAgainAndAgainEndsWithTheSameBytes() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Process process = runs.start("killed", runs.compare("killed"));
        Path training = runs.run("killed").resolve("rows/tuned/checkpoint/phase-1");
        while (process.isAlive() && !Files.isDirectory(training)) {
            Thread.sleep(5);
        }
        process.waitFor(random.nextLong(250), TimeUnit.MILLISECONDS);
        process.destroy();
        assertEquals(TERMINATED, SurvivingRuns.exitCode(process), () -> said("killed"));
        String line = "Stopped. 'tagzoo resume %s' goes on.".formatted(runs.run("killed"));
        assertTrue(runs.said("killed").contains(line), () -> said("killed"));
        process = runs.start("killed", runs.resume("killed"));
        int kills = 0;
        while (kills < KILLS) {
            // A run after the first one finds what the cache keeps, and is over sooner.
            long wait = wholeMillis / 16 + random.nextLong(wholeMillis / 4);
            if (process.waitFor(wait, TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            kills++;
            process = runs.start("killed", runs.resume("killed"));
        }
        String story = "seed " + seed + ", " + kills + " kills";
        assertEquals(0, SurvivingRuns.exitCode(process), () -> said("killed") + story);
        assertTrue(kills >= 1, story);
        for (String bad : List.of("is skipped", "fatal error", "failed")) {
            assertFalse(runs.said("killed").contains(bad), () -> said("killed") + story);
        }
        assertSameAsWhole("killed");
    }

    /** The row goes on from what it got to, as far as that is sound. */
    @Test
    void aDiskWithoutRoomFailsTheRowAndResumingFinishesItPastDamagedFiles() throws Exception {
        List<String> limit =
                List.of("sh", "-c", "ulimit -f " + FILE_SIZE_LIMIT + " && exec \"$@\"", "sh");
        Process process = runs.start(limit, "full", runs.compare("full"));
        assertEquals(1, SurvivingRuns.exitCode(process), () -> said("full"));
        String said = runs.said("full");
        assertTrue(said.contains("tuned: failed. Can't write the weights file"), said);
        assertTrue(said.contains("phase-2"), said);
        assertTrue(said.contains("small: F1 "), said);
        Path row = runs.run("full").resolve("rows/tuned");
        Path stray = row.resolve("checkpoint/phase-2/000009-epoch-3.safetensors");
        assertTrue(Files.isDirectory(stray.getParent()));
        Files.write(stray, new byte[100]);
        Path small = runs.run("full").resolve("rows/small");
        Files.delete(small.resolve("outcome.json"));
        Path weights = small.resolve("checkpoint/weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length / 2] ^= 4;
        Files.write(weights, bytes);
        Process resumed = runs.start("full", runs.resume("full"));
        assertEquals(0, SurvivingRuns.exitCode(resumed), () -> said("full"));
        assertSaidOnce("full", "weights.safetensors is trained anew: ");
        assertSaidOnce("full", "000009-epoch-3.safetensors is skipped");
        assertSameAsWhole("full");
    }

    private static void assertSaidOnce(String out, String part) throws IOException {
        List<String> lines = runs.said(out).lines().toList();
        assertEquals(
                1, lines.stream().filter(line -> line.contains(part)).count(), lines.toString());
    }

    @Test
    void anotherCorpusIsAClearStopThatChangesNothing() throws Exception {
        copy("whole", "changed");
        Path quarantine = runs.run("changed").resolve("quarantine.csv");
        String before = Files.readString(quarantine);
        Path extra = folder.resolve("corpus/c" + java.awt.Color.RED.getRGB()).resolve("new.png");
        Files.writeString(extra, "no image");
        Files.copy(extra.resolveSibling("1.png"), extra.resolveSibling("copy.png"));
        try {
            int exitCode = SurvivingRuns.exitCode(runs.start("changed", runs.resume("changed")));
            assertEquals(1, exitCode, () -> said("changed"));
        } finally {
            Files.delete(extra);
            Files.delete(extra.resolveSibling("copy.png"));
        }
        List<String> lines =
                runs.said("changed").lines().filter(line -> line.startsWith("tagzoo: ")).toList();
        assertEquals(1, lines.size(), () -> said("changed"));
        assertTrue(lines.get(0).contains("has changed since this run began"), lines.get(0));
        assertEquals(before, Files.readString(quarantine));
        assertSameAsWhole("changed");
    }

    private static void copy(String from, String to) throws IOException {
        for (String name : names(from)) {
            Files.copy(runs.run(from).resolve(name), runs.run(to).resolve(name));
        }
    }

    private static String said(String out) {
        try {
            return runs.said(out);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

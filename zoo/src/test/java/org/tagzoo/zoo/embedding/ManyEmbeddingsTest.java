package org.tagzoo.zoo.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.zoo.JavaProcess;

/**
 * Embeddings in processes of their own, whose Java heap has one size from the start and is touched
 * whole. {@code EmbedMany} of the benchmarks does the same with real images, 200,000 of them.
 */
@EnabledOnOs(OS.LINUX)
class ManyEmbeddingsTest {

    private static final int FEW = 1_000;
    private static final int MANY = 10_000;
    private static final int KILLED = 4_000;

    @TempDir Path folder;

    private static Process start(Path cache, int images) throws IOException {
        return JavaProcess.startSteady(64, KillableEmbedding.class, cache, images);
    }

    private double peak(String cache, int images) throws Exception {
        return JavaProcess.lines(start(folder.resolve(cache), images)).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tenTimesTheImagesNeedNoMoreMemory() throws Exception {
        double few = peak("few", FEW);
        double many = peak("many", MANY);
        assertTrue(many <= 1.05 * few, few + " and " + many);
    }

    @Test
    void whatAKilledProcessWroteIsTakenUp() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Path cache = folder.resolve("killed");
        List<Long> sizes = new ArrayList<>();
        for (int kill = 0; kill < 2; kill++) {
            Process process = start(cache, KILLED);
            long before = size(cache);
            while (process.isAlive() && size(cache) <= before) {
                Thread.sleep(1);
            }
            process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            sizes.add(size(cache));
        }
        String story = "seed " + seed + ", sizes " + sizes;
        assertTrue(sizes.get(0) > 0 && sizes.get(1) >= sizes.get(0), story);
        CachedRows resumed = KillableEmbedding.embed(cache, KILLED);
        assertSame(KillableEmbedding.embed(folder.resolve("whole"), KILLED), resumed, story);
        assertEquals(size(folder.resolve("whole")), size(cache), "no row is there twice; " + story);
    }

    @Test
    void twoProcessesThatNeedTheSameEndWithTheSameAndOneComputesIt() throws Exception {
        Path cache = folder.resolve("shared");
        List<Process> both = List.of(start(cache, KILLED), start(cache, KILLED));
        for (Process process : both) {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), said);
        }
        CachedRows shared = KillableEmbedding.embed(cache, KILLED);
        assertSame(KillableEmbedding.embed(folder.resolve("alone"), KILLED), shared, "");
        assertEquals(size(folder.resolve("alone")), size(cache), "no row is there twice");
    }

    private static void assertSame(CachedRows expected, CachedRows rows, String story) {
        for (int i = 0; i < KILLED; i++) {
            assertEquals(expected.row(i), rows.row(i), "row " + i + "; " + story);
        }
    }

    private static long size(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }
}

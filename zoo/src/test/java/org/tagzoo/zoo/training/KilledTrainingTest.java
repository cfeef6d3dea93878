package org.tagzoo.zoo.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.zoo.JavaProcess;
import org.tagzoo.zoo.training.KillableTraining.Outcome;

/**
 * A training that is killed at any moment ends, when it is taken up again, as one that never
 * stopped. What a kill leaves behind is had by stopping a process (SIGSTOP) at random moments and
 * copying its folder, then letting it go on: one process gives as many kills as wanted. {@code
 * -Dtagzoo.kills=1000} makes more than the 100 here. Of kills that leave files of the same names
 * and sizes, at the same update that is, one is taken up again.
 */
@EnabledOnOs(OS.LINUX)
class KilledTrainingTest {

    private static final int KILLS = Integer.getInteger("tagzoo.kills", 100);
    private static final Duration RARELY = Duration.ofHours(1);

    @TempDir Path folder;

    @Test
    void aTrainingKilledAtAnyMomentEndsWithTheSameBits() throws Exception {
        Outcome whole = KillableTraining.train(folder.resolve("whole"), RARELY);
        long seed = System.nanoTime();
        Set<String> moments = new TreeSet<>();
        List<Path> left = kill(new SplittableRandom(seed));
        for (Path killed : left) {
            if (moments.add(moment(killed))) {
                assertEquals(
                        whole,
                        KillableTraining.train(killed, RARELY),
                        () -> "seed " + seed + ", " + killed);
            }
        }
        assertEquals(KILLS, left.size());
        assertTrue(moments.size() > 10, "killed at few different moments: " + moments);
        assertTrue(
                moments.stream().anyMatch(names -> names.contains(".part")),
                "never killed while a file was written: " + moments);
    }

    private List<Path> kill(SplittableRandom random) throws Exception {
        Path runs = Files.createDirectory(folder.resolve("runs"));
        Process process = JavaProcess.start(List.of(), KillableTraining.class, runs);
        List<Path> left = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !line.equals("0")) {
                line = lines.readLine();
            }
            assertEquals("0", line, "the first training was not finished");
            while (left.size() < KILLS) {
                Thread.sleep(random.nextInt(40));
                signal(process, "STOP");
                awaitStop(process);
                Path copy = folder.resolve("killed-" + left.size());
                copy(newest(runs), copy);
                signal(process, "CONT");
                left.add(copy);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return left;
    }

    private static void signal(Process process, String name) throws Exception {
        int rc =
                new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor();
        assertEquals(0, rc, "kill -" + name);
    }

    /** A signal is only on its way when {@code kill} returns; threads run on for a moment. */
    private static void awaitStop(Process process) throws Exception {
        Path threads = Path.of("/proc/" + process.pid() + "/task");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!areStopped(threads)) {
            assertTrue(System.nanoTime() < end, "the process did not stop");
            Thread.sleep(1);
        }
    }

    private static boolean areStopped(Path threads) throws IOException {
        for (String thread : names(threads)) {
            try {
                String status = Files.readString(threads.resolve(thread).resolve("status"));
                if (!status.contains("\nState:\tT")) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                // A thread that ended since the others were listed.
                return false;
            }
        }
        return true;
    }

    private static Path newest(Path runs) throws IOException {
        try (Stream<Path> all = Files.list(runs)) {
            return all.max(
                            Comparator.comparingInt(
                                    run -> Integer.parseInt(run.getFileName().toString())))
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        for (String name : names(from)) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    /** Returns the names of files with their sizes; of half-written ones without: none is read. */
    private static String moment(Path folder) throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : names(folder)) {
            files.add(
                    name.endsWith(".part")
                            ? name.replaceAll("[0-9a-f-]{36}", "*")
                            : name + " " + Files.size(folder.resolve(name)));
        }
        return files.toString();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}

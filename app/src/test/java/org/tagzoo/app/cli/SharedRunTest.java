package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that several processes train at once, as on several devices or machines: all files are as of
 * one process. Of two that share a run, one is stopped past its lease and woken; the other, which
 * took its row, is killed, and a third joins, once in a build, or as often as {@code
 * -Dtagzoo.kills=20} says.
 */
@EnabledOnOs(OS.LINUX)
class SharedRunTest {

    private static final int KILLS = Integer.getInteger("tagzoo.kills", 1);
    private static final int ATTEMPTS = 3;

    /** One row fails, as its weights are no weights, and one rests on another. */
    private static final String RECIPE =
            """
            name: shared
            settings:
              weights: none
              imageSize: 16
              batchSize: 8
              phases: [{train: all, epochs: 12}]
              head: {hidden: [], dropout: 0.3, standardized: false}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: constant, maxLr: 0.01, momentum: 0.9}
              trainingThreshold: 0.5
            rows:
              - {name: plain, model: cnn}
              - {name: averaged, model: cnn, averageDecay: 0.9}
              - {name: broken, model: mobilenet_v3_small, weights: pretrained}
              - {name: clipped, model: cnn, clipNorm: 5}
              - {name: further, model: cnn, startFrom: plain}
            """;

    private static final List<String> ROWS = List.of("plain", "averaged", "clipped", "further");

    @TempDir static Path folder;
    private static SurvivingRuns runs;

    @BeforeAll
    static void runInOneProcess() throws Exception {
        runs = new SurvivingRuns(folder);
        Files.writeString(folder.resolve("shared.yaml"), RECIPE);
        Files.writeString(folder.resolve("weights.safetensors"), "no weights");
        assertEquals(1, SurvivingRuns.exitCode(runs.start("whole", compare("whole"))));
    }

    private static String[] compare(String out, String... more) {
        List<String> arguments = new ArrayList<>(Arrays.asList(runs.compare(out)));
        int recipe = arguments.indexOf("--recipe") + 1;
        arguments.set(recipe, folder.resolve("shared.yaml").toString());
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static void assertSameAsWhole(String out) throws IOException {
        for (String row : ROWS) {
            assertEquals(runs.history("whole", row), runs.history(out, row));
            for (String file : List.of("checkpoint/weights.safetensors", "scores.csv")) {
                Path inRun = Path.of("rows", row, file);
                assertEquals(
                        -1,
                        Files.mismatch(
                                runs.run("whole").resolve(inRun), runs.run(out).resolve(inRun)),
                        out + "/" + inRun);
            }
        }
        assertEquals(runs.table("whole"), runs.table(out));
        Set<String> names = names("whole");
        names.add("shared");
        assertEquals(names, names(out), "no file is left over or missing");
    }

    private static Set<String> names(String out) throws IOException {
        Path run = runs.run(out);
        try (Stream<Path> files = Files.walk(run)) {
            Set<String> names = new TreeSet<>();
            files.forEach(file -> names.add(run.relativize(file).toString()));
            return names;
        }
    }

    /** The first process that has others at work is killed, and they end with it. */
    @Test
    void twoDevicesTrainRowsSideBySideWithTheSameBytes() throws Exception {
        Process process = runs.start("devices", compare("devices", "--device", "cpu,cpu"));
        List<ProcessHandle> workers = List.of();
        while (process.isAlive() && (workers.size() < 2 || places("devices").isEmpty())) {
            Thread.sleep(5);
            workers = process.descendants().toList();
        }
        process.destroyForcibly().waitFor();
        assertEquals(2, workers.size(), runs.said("devices"));
        for (ProcessHandle worker : workers) {
            worker.onExit().get(60, TimeUnit.SECONDS);
        }
        for (Path place : places("devices")) {
            assertEquals("", Files.readString(place.resolve("lease")), "it was given up");
        }
        Process resume =
                runs.start(
                        "resumed", "resume", runs.run("devices").toString(), "--device", "cpu,cpu");
        assertEquals(1, SurvivingRuns.exitCode(resume), runs.said("resumed"));
        assertSameAsWhole("devices");
        String said = runs.said("resumed");
        assertTrue(said.contains("further: top-1 "), said);
        assertEquals(
                1, said.lines().filter(line -> line.startsWith("broken: failed")).count(), said);
    }

    /** Rows take a fraction of a second: where none was stopped in its middle, another run is. */
    @Test
    void processesThatAreStoppedWokenAndKilledEndWithTheSameTable() throws Exception {
        boolean stopped = false;
        for (int attempt = 0; attempt < ATTEMPTS && !stopped; attempt++) {
            stopped = stopWakeAndKill("shared" + attempt);
        }
        assertTrue(stopped, "all rows were over before one could be stopped in its middle");
    }

    /** Returns whether a row's owner was stopped until another had it. */
    private static boolean stopWakeAndKill(String out) throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        List<Process> processes = new ArrayList<>();
        processes.add(machine(out, compare(out, "--shared")));
        Path lease = runs.run(out).resolve("shared");
        while (processes.get(0).isAlive() && !Files.exists(lease)) {
            Thread.sleep(5);
        }
        // In one step: the other process reads it at any moment.
        Path second = Files.writeString(folder.resolve("second"), "1\n");
        Files.move(second, lease, StandardCopyOption.ATOMIC_MOVE);
        processes.add(machine(out, runs.resume(out)));
        boolean stopped = false;
        for (int kill = 0; kill < KILLS; kill++) {
            Optional<Process> woken = stopOne(out, processes, random);
            if (woken.isEmpty()) {
                break;
            }
            stopped = true;
            List<Process> others = new ArrayList<>(processes);
            others.remove(woken.get());
            Process killed = others.get(0);
            killed.destroyForcibly().waitFor();
            processes.remove(killed);
            processes.add(machine(out, runs.resume(out)));
        }
        String story = "seed " + seed + ": " + runs.said(out);
        for (Process process : processes) {
            // As a row failed; who ends otherwise has not printed the table.
            assertEquals(1, SurvivingRuns.exitCode(process), story);
        }
        String said = runs.said(out);
        assertFalse(said.contains("failed. There is no file"), said);
        assertTrue(!stopped || said.contains("is another process's now"), said);
        assertEquals(processes.size(), said.split("Report: ", -1).length - 1, said);
        assertSameAsWhole(out);
        return stopped;
    }

    /** Stops the owner of a row until another has it, then wakes it; empty if all are over. */
    private static Optional<Process> stopOne(
            String out, List<Process> processes, SplittableRandom random) throws Exception {
        while (processes.stream().allMatch(Process::isAlive)) {
            for (Path place : places(out)) {
                String pid = read(place.resolve("lease")).split("@")[0];
                Optional<Process> owner =
                        processes.stream().filter(p -> pid.equals("" + p.pid())).findFirst();
                Path row = place.resolve("rows").resolve(place.getParent().getFileName());
                if (owner.isPresent() && Files.isDirectory(row)) {
                    Thread.sleep(random.nextInt(50));
                    signal("STOP", pid);
                    // It may have been over before it was stopped.
                    while (Files.exists(place.resolve("lease"))
                            && !Files.exists(place.resolve("outcome.json"))) {
                        Thread.sleep(5);
                    }
                    boolean isTaken = !Files.exists(place.resolve("lease"));
                    signal("CONT", pid);
                    if (isTaken) {
                        return owner;
                    }
                }
            }
            Thread.sleep(5);
        }
        return Optional.empty();
    }

    private static void signal(String name, String pid) throws Exception {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }

    /** Starts a process with a cache of its own, as on another machine, but for libraries in it. */
    private static Process machine(String out, String... arguments) throws IOException {
        Path cache = folder.resolve("cache-" + System.nanoTime());
        Path libraries = Files.createDirectories(cache.resolve("native"));
        try (Stream<Path> files = Files.list(folder.resolve("cache/native"))) {
            // 65 MB that each would unpack again.
            for (Path file : files.toList()) {
                Files.createLink(libraries.resolve(file.getFileName()), file);
            }
        }
        return runs.start(List.of("env", "TAGZOO_CACHE=" + cache), out, arguments);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "gone";
        }
    }

    private static List<Path> places(String out) throws IOException {
        Path work = runs.run(out).resolve("work");
        Path rows = work.resolve(read(work.resolve("session")));
        List<Path> found = new ArrayList<>();
        for (String row : ROWS) {
            if (Files.isDirectory(rows.resolve(row))) {
                try (Stream<Path> places = Files.list(rows.resolve(row))) {
                    places.forEach(found::add);
                }
            }
        }
        return found;
    }
}

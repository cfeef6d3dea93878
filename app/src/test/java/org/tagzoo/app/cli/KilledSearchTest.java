package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A search whose process is killed again and again, at other moments in each build: twice, or as
 * often as {@code -Dtagzoo.kills=20} says.
 */
@EnabledOnOs(OS.LINUX)
class KilledSearchTest {

    private static final int KILLS = Integer.getInteger("tagzoo.kills", 2);
    private static final int LONGEST_WAIT_MILLIS = 200;

    /** One row whose trials go on in each rung, and one whose trials begin anew. */
    private static final String RECIPE =
            """
            name: searched
            settings:
              weights: none
              imageSize: 16
              batchSize: 8
              phases: [{train: all, epochs: 1}]
              head: {hidden: [], dropout: 0.3, standardized: false}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: constant, maxLr: 0.01, momentum: 0.9}
              trainingThreshold: 0.5
              search:
                by: validation-loss
                trials: 8
                rungs: [1, 2, 4]
                settings: {schedule.maxLr: {logUniform: [0.001, 0.3]}, head.dropout: {uniform: [0, 0.5]}}
            rows:
              - {name: constant, model: ff1}
              - name: cosine
                model: ff1
                schedule: {kind: cosine, maxLr: 0.01, momentum: 0.9, warmUpEpochs: 0}
            """;

    @TempDir Path folder;

    private static String[] compare(SurvivingRuns runs, String out) {
        String[] arguments = runs.compare(out);
        int recipe = Arrays.asList(arguments).indexOf("--recipe") + 1;
        arguments[recipe] = runs.folder.resolve("searched.yaml").toString();
        return arguments;
    }

    private static Path trials(SurvivingRuns runs, String out, String row) {
        return runs.run(out).resolve("rows").resolve(row).resolve("search/trials.csv");
    }

    private static FileTime changed(SurvivingRuns runs) throws IOException {
        FileTime latest = FileTime.fromMillis(0);
        for (String row : List.of("constant", "cosine")) {
            Path file = trials(runs, "killed", row);
            if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(latest) > 0) {
                latest = Files.getLastModifiedTime(file);
            }
        }
        return latest;
    }

    private static List<String> withoutTimes(Path trials) throws IOException {
        return Files.readAllLines(trials).stream()
                .map(line -> line.replaceAll(",[^,]*(,[^,]*)$", "$1"))
                .toList();
    }

    @Test
    void aSearchKilledAgainAndAgainEndsWithTheSameTable() throws Exception {
        SurvivingRuns runs = new SurvivingRuns(folder);
        Files.writeString(folder.resolve("searched.yaml"), RECIPE);
        Process whole = runs.start("whole", compare(runs, "whole"));
        assertEquals(0, SurvivingRuns.exitCode(whole), runs.said("whole"));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Process process = runs.start("killed", compare(runs, "killed"));
        int kills = 0;
        while (kills < KILLS) {
            FileTime before = changed(runs);
            // Each process gets at least one training further.
            while (process.isAlive() && changed(runs).equals(before)) {
                Thread.sleep(2);
            }
            if (process.waitFor(random.nextLong(LONGEST_WAIT_MILLIS), TimeUnit.MILLISECONDS)) {
                break;
            }
            process.destroyForcibly().waitFor();
            kills++;
            process = runs.start("killed", runs.resume("killed"));
        }
        String story = "seed " + seed + ", " + kills + " kills: " + runs.said("killed");
        assertEquals(0, SurvivingRuns.exitCode(process), story);
        assertTrue(kills >= 1, story);
        assertFalse(runs.said("killed").contains("failed"), story);
        for (String row : List.of("constant", "cosine")) {
            List<String> expected = withoutTimes(trials(runs, "whole", row));
            assertEquals(expected, withoutTimes(trials(runs, "killed", row)), story);
            assertEquals(9, expected.size());
            assertFalse(Files.exists(trials(runs, "killed", row).resolveSibling("trials")));
        }
        for (String file : List.of("constant", "cosine")) {
            String weights = "rows/" + file + "/checkpoint/weights.safetensors";
            assertEquals(
                    -1,
                    Files.mismatch(
                            runs.run("whole").resolve(weights),
                            runs.run("killed").resolve(weights)),
                    story);
        }
        assertEquals(runs.table("whole"), runs.table("killed"), story);
    }
}

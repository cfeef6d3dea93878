package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.lang3.ArrayUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The range test reads the corpus and chooses the task as a comparison does. */
class FindRateCommandTest {

    @TempDir Path folder;

    private Result find(String corpus, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("find-rate", "--row", "ff1", "--updates", "10"));
        arguments.addAll(List.of("--corpus", corpus, "--out", page().toString()));
        arguments.addAll(List.of(more));
        return Result.run(arguments.toArray(String[]::new));
    }

    private Path page() {
        return folder.resolve("rates.html");
    }

    @Test
    void classesOfListsKeepTheRarestLabel() throws IOException {
        Path images = Colours.draw(folder.resolve("colours"));
        List<String> lines = new ArrayList<>(List.of("file,tags"));
        for (String colour : Colours.CLASSES.keySet()) {
            for (int i = 0; i < 20; i++) {
                lines.add("%s/%d.png,colour;%s".formatted(colour, i, colour));
            }
        }
        Path table = Files.write(folder.resolve("tags.csv"), lines);
        Result found =
                find(
                        "csv:" + table,
                        "--image-folder",
                        images.toString(),
                        "--separator",
                        ";",
                        "--task",
                        "classes");
        assertEquals(0, found.exitCode(), found.err());
        assertTrue(found.err().contains("(--several rarest)"), found.err());
        assertEquals(11, Files.readAllLines(folder.resolve("rates.csv")).size());
        assertTrue(Files.exists(page()));
    }

    @Test
    void refusesWhatACompareRefuses() {
        Result task = find("openmoji", "--task", "names");
        assertEquals(2, task.exitCode());
        assertTrue(
                task.err().contains("--task must be tags, classes or class-and-box, but is names"),
                task.err());
        String[] row = {"--recipe=genres-32px", "--row=cost-matrix", "--out=" + page()};
        Result taken = Result.run(ArrayUtils.insert(0, row, "find-rate", "--corpus=openmoji"));
        assertTrue(
                taken.err().contains("'cost-matrix' takes settings from what a search finds for"),
                taken.err());
        Result weights = find("openmoji", "--weights", "ff1=nowhere.pth");
        assertEquals(2, weights.exitCode());
        assertTrue(
                weights.err().contains("--weights ff1: there is no file nowhere.pth"),
                weights.err());
    }
}

package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compare says of a corpus, and a corpus that comes with its parts. */
class CompareReadyPartsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Then split.csv has no groups, as that of an older version. */
    private static final String ANYWHERE = "--near-duplicates=anywhere";

    @TempDir private static Path folder;
    private static Path corpus;

    /** Classes red and blue in train, val and test; one file that is no image, and a dead link. */
    @BeforeAll
    static void draw() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        corpus = folder.resolve("parts");
        for (String part : List.of("train", "train", "val", "test")) {
            for (String name : List.of("red", "blue")) {
                Path images = Files.createDirectories(corpus.resolve(part).resolve(name));
                for (int i = 0; i < 8; i++) {
                    Path file = images.resolve(random.nextInt(1 << 20) + ".png");
                    Colours.image(file, Colours.CLASSES.get(name), random);
                }
            }
        }
        Files.writeString(corpus.resolve("train/red/notes.txt"), "no image");
        Files.createSymbolicLink(corpus.resolve("test/blue/dead.png"), Path.of("/nowhere.png"));
    }

    @Test
    void whatWasUnderstoodIsPrintedReportedAndCounted() throws IOException {
        Path out = folder.resolve("said");
        Result result = Colours.compare(corpus, "ff1", out, ANYWHERE);
        assertEquals(0, result.exitCode(), result.err());
        String report = Files.readString(out.resolve("report.html"));
        for (String line :
                List.of(
                        "labels: blue 32, red 32",
                        "left out: 2 (1 no image, 1 not there)",
                        "parts: train, validation and test are the corpus's own (--split anew mixes them)",
                        "classes are the names of folders, such as 'blue' in test/blue/")) {
            assertTrue(result.err().contains(line), line + ": " + result.err());
            String escaped = line.replace("'", "&#x27;");
            assertTrue(report.contains(line) || report.contains(escaped), line);
        }
        JsonNode counts = JSON.readTree(out.resolve("table.json").toFile()).at("/corpus/counts");
        assertEquals(
                "{\"parts\":{\"train\":32,\"validation\":16,\"test\":16},\"labels\":{\"blue\":32,\"red\":32},"
                        + "\"leftOut\":{\"no image\":1,\"not there\":1}}",
                counts.toString());
        Map<String, Integer> kinds = new TreeMap<>();
        List<String> rows = Files.readAllLines(out.resolve("quarantine.csv"));
        rows.subList(1, rows.size())
                .forEach(row -> kinds.merge(row.replaceAll(".*,", ""), 1, Integer::sum));
        assertEquals(Map.of("no image", 1, "not there", 1), kinds);
        for (String row : Files.readAllLines(out.resolve("split.csv"))) {
            String part = row.split("/")[0];
            assertTrue(
                    row.equals("id,split,group")
                            || row.contains("," + part.replace("val", "validation") + ","),
                    row);
        }
    }

    /** A run of a version that mixed all parts goes on with the split that it wrote. */
    @Test
    void anOlderRunIsResumedFromItsOwnSplit() throws IOException {
        Path out = folder.resolve("older");
        Result begun = Colours.compare(corpus, "ff1", out, "--split", "anew", ANYWHERE);
        assertEquals(0, begun.exitCode(), begun.err());
        Path config = out.resolve("config.json");
        ObjectNode older = (ObjectNode) JSON.readTree(config.toFile());
        ((ObjectNode) older.get("corpusOptions"))
                .retain(
                        "imageFolder",
                        "idColumn",
                        "labelColumns",
                        "minimumSupport",
                        "limit",
                        "seed");
        Files.writeString(config, older.toString());
        List<String> split = Files.readAllLines(out.resolve("split.csv"));
        // Another split than any that this version makes: two images have changed places.
        int train = first(split, ",train,");
        int test = first(split, ",test,");
        split.set(train, split.get(train).replace(",train,", ",test,"));
        split.set(test, split.get(test).replace(",test,", ",train,"));
        Files.write(out.resolve("split.csv"), split);
        PathUtils.deleteDirectory(out.resolve("rows"));
        Result resumed = run("resume", out.toString());
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals(split, Files.readAllLines(out.resolve("split.csv")));
        assertTrue(resumed.err().contains("mixed and split anew"), resumed.err());
        List<String> scores = Files.readAllLines(out.resolve("rows/ff1/scores.csv"));
        String moved = split.get(train).replaceAll(",test,.*", "");
        assertTrue(scores.stream().anyMatch(row -> row.startsWith(moved + ",test")), moved);
    }

    private static int first(List<String> rows, String part) {
        return rows.indexOf(
                rows.stream().filter(row -> row.contains(part)).findFirst().orElseThrow());
    }
}

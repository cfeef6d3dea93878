package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.app.predict.SmallExport;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;

/** The command as a user runs it. */
class PredictCommandTest {

    @TempDir static Path folder;
    private static ImagesToTag given;

    @BeforeAll
    static void make() throws IOException {
        given = ImagesToTag.make(folder);
    }

    @Test
    void aFolderAsJsonInNaturalOrderWithItsBrokenFile() throws IOException {
        Result result = given.predict(given.images(), "--json", "--all");
        assertEquals(1, result.exitCode(), result.err());
        List<JsonNode> lines = ImagesToTag.json(result.out());
        assertEquals(
                List.of("9.png", "10.png", "more/a, b.png", "more/海.png", "text.jpg").stream()
                        .map(given::name)
                        .toList(),
                lines.stream().map(line -> line.get("image").textValue()).toList());
        assertEquals(
                "the file is text, not an image; TagZoo reads JPEG, PNG, GIF, BMP, TIFF and WebP",
                lines.get(4).get("error").textValue());
        assertFalse(lines.get(4).has("tags"));
        JsonNode tags = lines.get(0).get("tags");
        Set<String> labels = new TreeSet<>();
        double before = 1;
        for (JsonNode tag : tags) {
            labels.add(tag.get("label").textValue());
            double score = tag.get("score").doubleValue();
            assertTrue(score <= before && score > 0, tags.toString());
            before = score;
            boolean predicted = (float) score >= (float) tag.get("threshold").doubleValue();
            assertEquals(predicted, tag.get("attached").booleanValue());
            assertEquals(tag.get("attached"), tag.get("predicted"));
        }
        assertEquals(new TreeSet<>(SmallExport.LABELS.names()), labels);
        assertTrue(result.err().contains("1 of 5 images"), result.err());
    }

    @Test
    void withoutAllOnlyAttachedOnesAndTopTakesTheBest() throws IOException {
        Path file = given.images().resolve("9.png");
        List<JsonNode> all = ImagesToTag.json(given.predict(file, "--json", "--all").out());
        List<String> predicted = new ArrayList<>();
        for (JsonNode tag : all.get(0).get("tags")) {
            if (tag.get("attached").booleanValue()) {
                predicted.add(tag.toString());
            }
        }
        assertFalse(predicted.isEmpty());
        JsonNode some = ImagesToTag.json(given.predict(file, "--json").out()).get(0).get("tags");
        List<String> shown = new ArrayList<>();
        some.forEach(tag -> shown.add(tag.toString()));
        assertEquals(predicted, shown);
        JsonNode one =
                ImagesToTag.json(given.predict(file, "--json", "--top", 1).out())
                        .get(0)
                        .get("tags");
        assertEquals("[" + all.get(0).get("tags").get(0) + "]", one.toString());
        JsonNode every =
                ImagesToTag.json(given.predict(file, "--json", "--threshold", 0).out())
                        .get(0)
                        .get("tags");
        assertEquals(4, every.size());
        assertEquals(0, every.get(0).get("threshold").doubleValue());
    }

    @Test
    void csvAndJsonSayTheSameAndTheFileIsWhatWouldBePrinted() throws IOException {
        Path out = folder.resolve("out.csv");
        Result result = given.predict(given.images(), "--csv", "--out", out);
        assertEquals(1, result.exitCode(), result.err());
        assertEquals("", result.out());
        assertEquals(Files.readString(out), given.predict(given.images(), "--csv").out());
        assertTrue(
                result.err().startsWith("tagzoo: " + given.name("text.jpg") + ": the file is text"),
                result.err());
        List<CSVRecord> rows = ImagesToTag.csv(Files.readString(out));
        List<JsonNode> lines =
                ImagesToTag.json(given.predict(given.images(), "--json", "--all").out());
        List<String> labels = SmallExport.LABELS.names();
        assertEquals(5, rows.size());
        assertEquals(
                Stream.of(
                                Stream.of("image"),
                                labels.stream().map(label -> "score:" + label),
                                Stream.of("tags"))
                        .flatMap(part -> part)
                        .toList(),
                rows.get(0).toList());
        for (int n = 0; n < 4; n++) {
            CSVRecord row = rows.get(n + 1);
            assertEquals(lines.get(n).get("image").textValue(), row.get(0));
            List<String> predicted = new ArrayList<>();
            for (JsonNode tag : lines.get(n).get("tags")) {
                int column = 1 + labels.indexOf(tag.get("label").textValue());
                assertEquals(tag.get("score").doubleValue(), Double.parseDouble(row.get(column)));
                if (tag.get("attached").booleanValue()) {
                    predicted.add(tag.get("label").textValue());
                }
            }
            predicted.sort(Comparator.comparing(labels::indexOf));
            assertEquals(String.join(";", predicted), row.get(5));
        }
    }

    @Test
    void aTableWithAllThatFailedOnTheOtherOutput() {
        Result result = given.predict(given.images(), "gone.jpg");
        assertEquals(1, result.exitCode());
        List<String> lines = result.out().lines().toList();
        assertTrue(lines.get(0).startsWith("image "), result.out());
        assertEquals(List.of(), lines.stream().filter(line -> line.contains("text.jpg")).toList());
        assertTrue(
                result.err().contains("\ntagzoo: gone.jpg: there is no such file\n"), result.err());
        assertTrue(result.err().endsWith("tagzoo: 2 of 6 images could not be tagged\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predict EXPORT nowhere.jpg | There is no file or folder 'nowhere.jpg'",
                "predict EXPORT a.jpg b.jpg | None of the 2 files is there; the first is 'a.jpg'",
                "predict EXPORT | Missing required parameter: 'IMAGE'",
                "predict EXPORT - - | can be read only once",
                "predict EXPORT IMAGES --csv --json | mutually exclusive",
                "predict EXPORT IMAGES --top 0 | --top must be 1 or more, not 0",
                "predict EXPORT IMAGES --threshold 1.5 | --threshold must be 0 to 1, not 1.5",
                "predict EXPORT IMAGES --threshold NaN | --threshold must be 0 to 1, not NaN",
                "predict EXPORT IMAGES --batch-size 0 | --batch-size must be 1 to 1024, not 0",
                "predict EXPORT IMAGES --threads 0 | --threads must be 1 to 256, not 0",
                "predict EXPORT IMAGES --device cuda:99 | There is no device cuda:99",
                "predict EXPORT IMAGES --out IMAGES | it is there, and no file",
                "predict IMAGES IMAGES | there is no file tagzoo.json",
                "predict nowhere IMAGES | There is no export at nowhere",
                "predict nowhere gone.jpg | There is no export at nowhere",
            })
    void mistakesGetOneLineAndExitCodeTwo(String line, String part) {
        List<String> arguments = new ArrayList<>();
        for (String word : line.strip().split(" ")) {
            arguments.add(
                    switch (word) {
                        case "EXPORT" -> given.export().toString();
                        case "IMAGES" -> given.images().toString();
                        default -> word;
                    });
        }
        Result result = Result.run(arguments.toArray(String[]::new));
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: "), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        assertEquals("", result.out());
    }

    /** Though no image needed it; a file that is no network is told with its export. */
    @Test
    void aNetworkThatCannotBeLoadedIsSaidAndNothingIsWritten() throws IOException {
        Path export = folder.resolve("no-network");
        FileUtils.copyDirectory(given.export().toFile(), export.toFile());
        Path model = export.resolve("model.pt");
        String before = Sha256.of(model);
        Files.writeString(model, "no network");
        Path manifest = export.resolve("tagzoo.json");
        String text = Files.readString(manifest);
        assertTrue(text.contains(before), text);
        Files.writeString(manifest, text.replace(before, Sha256.of(model)));
        Path out = folder.resolve("none.json");
        for (String image : List.of("text.jpg", "9.png")) {
            for (List<String> more : List.of(List.<String>of(), List.of("--out", out.toString()))) {
                List<String> line =
                        new ArrayList<>(List.of("predict", export.toString(), given.name(image)));
                line.addAll(more);
                Result result = Result.run(line.toArray(String[]::new));
                assertEquals(1, result.exitCode(), result.err());
                assertTrue(
                        result.err().contains("tagzoo: " + export + " can't be loaded: "),
                        result.err());
                assertFalse(Files.exists(out));
            }
        }
    }

    /** Gray, turned, long, transparent images: every score of the run, however they are fed. */
    @Test
    void scoresAreThoseOfTheRunWhateverBatchAndThreads() throws IOException {
        Path corpus = folder.resolve("corpus");
        OddImages.draw(corpus);
        Path run = folder.resolve("run");
        Result result = Colours.compare(corpus, "cnn", run);
        assertEquals(0, result.exitCode(), result.err());
        Path exported = folder.resolve("exported");
        result = Result.run("export", run.toString(), "--raw-scores", "--out", exported.toString());
        assertEquals(0, result.exitCode(), result.err());
        ScoredCorpus scores = ScoresFile.read(run.resolve("rows/cnn/scores.csv"));
        for (int[] way : new int[][] {{1, 1}, {7, 3}, {64, 2}}) {
            result =
                    Result.run(
                            "predict",
                            exported.toString(),
                            corpus.toString(),
                            "--csv",
                            "--batch-size",
                            "" + way[0],
                            "--threads",
                            "" + way[1]);
            assertEquals(0, result.exitCode(), result.err());
            List<CSVRecord> rows = ImagesToTag.csv(result.out());
            assertEquals(scores.images().size() + 1, rows.size());
            for (CSVRecord row : rows.subList(1, rows.size())) {
                String id = row.get(0).substring(corpus.toString().length() + 1);
                ScoredImage image =
                        scores.images().stream().filter(i -> i.id().equals(id)).findAny().get();
                for (int label = 0; label < image.scores().length; label++) {
                    float score = Float.parseFloat(row.get(1 + label));
                    assertEquals(image.scores()[label], score, 1e-5, id);
                }
            }
        }
    }
}

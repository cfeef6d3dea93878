package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tagzoo.app.cli.Result.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.threshold.Thresholds;

/** The command as a user runs it, on small images that the test draws. */
class CompareCommandTest {

    @TempDir static Path folder;
    private static Path corpus;

    /**
     * Images that are red, green or blue, with a little noise; a class each, and one broken file.
     */
    @BeforeAll
    static void draw() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
        Files.writeString(corpus.resolve("red").resolve("broken.png"), "no image");
    }

    private static Result compare(Path out, String... more) {
        return compareModels("ff1,cnn", out, more);
    }

    private static Result compareModels(String models, Path out, String... more) {
        return Colours.compare(corpus, models, out, more);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void printsATableAndWritesTheRunFolder() throws IOException {
        Path out = folder.resolve("whole");
        Result result = compare(out);
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(result.out().contains("ff1"), result.out());
        assertTrue(result.out().contains("Report: " + out.resolve("report.html")), result.out());
        assertTrue(result.out().contains("Is the difference real?"), result.out());
        for (String file :
                List.of(
                        "config.json",
                        "split.csv",
                        "quarantine.csv",
                        "table.json",
                        "table.csv",
                        "table.md",
                        "report.html",
                        "report.json",
                        "rows/cnn/confusion.csv",
                        "rows/cnn/cooccurrence.csv",
                        "rows/cnn/history.csv",
                        "rows/cnn/scores.csv",
                        "rows/cnn/labels.csv",
                        "rows/cnn/thresholds.json",
                        "rows/cnn/checkpoint/weights.safetensors")) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        JsonNode table = json(out.resolve("table.json"));
        assertEquals(60, table.get("corpus").get("images").asInt());
        assertEquals(1, table.get("corpus").get("quarantined").asInt());
        assertEquals(2, table.get("rows").size());
        assertEquals(3, table.get("baselines").size());
        assertTrue(Files.readString(out.resolve("quarantine.csv")).contains("red/broken.png"));
    }

    @Test
    void theTablesFiguresFollowFromTheScores() throws IOException {
        Path out = folder.resolve("recomputed");
        assertEquals(0, compareModels("ff1", out).exitCode());
        JsonNode row = json(out.resolve("table.json")).get("rows").get(0);
        ScoredCorpus scores = ScoresFile.read(out.resolve("rows/ff1/scores.csv"));
        assertEquals(60, scores.images().size());
        Thresholds thresholds = Thresholds.same(row.get("threshold").asDouble(), 3);
        Evaluation test = Evaluation.of(thresholds.decide(scores.matrix(Part.TEST)));
        assertEquals(test.micro().f1(), row.get("f1").asDouble(), 1e-12);
        assertEquals(test.micro().recall(), row.get("recall").asDouble(), 1e-12);
        assertEquals(test.macro().f1(), row.get("macroF1").asDouble(), 1e-12);
        assertTrue(row.get("f1").asDouble() > 0.8, "colours are easy: " + row);
    }

    @Test
    void rowsOfARunCanBePutTogetherAndComparedAfterwards() throws IOException {
        Path out = folder.resolve("together");
        assertEquals(0, compare(out).exitCode());
        Result ensemble = run("ensemble", out.toString(), "--rows", "ff1,cnn");
        assertEquals(0, ensemble.exitCode(), ensemble.err());
        assertEquals(4, json(out.resolve("table.json")).get("rows").size());
        assertFalse(Files.readString(out.resolve("report.html")).contains(">no image<"));
        Result resumed = run("resume", out.toString());
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals(4, json(out.resolve("table.json")).get("rows").size(), "resume keeps them");
        Result difference = run("difference", out.toString(), "ensemble-mean", "cnn");
        assertEquals(0, difference.exitCode(), difference.err());
        assertEquals(3, difference.out().lines().count(), difference.out());
    }

    @Test
    void whatWasPutTogetherFollowsItsRowsWhenARunIsResumed() throws IOException {
        Path out = folder.resolve("followed");
        assertEquals(0, compare(out).exitCode());
        assertEquals(0, run("ensemble", out.toString(), "--rows", "ff1,cnn").exitCode());
        String scores = Files.readString(out.resolve("rows/ensemble-mean/scores.csv"));
        Path config = out.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace("\"epochs\" : 4", "\"epochs\" : 1"));
        Files.delete(out.resolve("rows/cnn/outcome.json"));
        Files.delete(out.resolve("rows/cnn/checkpoint/weights.safetensors"));
        assertEquals(0, run("resume", out.toString()).exitCode());
        assertNotEquals(scores, Files.readString(out.resolve("rows/ensemble-mean/scores.csv")));
        String table = withoutTimes(out);
        assertEquals(0, run("ensemble", out.toString(), "--rows", "ff1,cnn").exitCode());
        assertEquals(table, withoutTimes(out));
        Files.writeString(
                config,
                Files.readString(config).replace("\"name\" : \"cnn\"", "\"name\" : \"cnn2\""));
        Result renamed = run("resume", out.toString());
        assertEquals(0, renamed.exitCode(), renamed.err());
        assertTrue(
                renamed.err().contains("ensemble-vote is left out. There is no row 'cnn'"),
                renamed.err());
        assertEquals(2, json(out.resolve("table.json")).get("rows").size());
    }

    @Test
    void oneSeedGivesTheSameBytesButForTimes() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        compare(first);
        compare(second);
        for (String file : List.of("split.csv", "rows/ff1/scores.csv", "rows/cnn/scores.csv")) {
            assertEquals(-1, Files.mismatch(first.resolve(file), second.resolve(file)), file);
        }
        assertEquals(withoutTimes(first), withoutTimes(second));
        Path other = folder.resolve("other");
        compare(other, "--seed", "2");
        assertFalse(Files.mismatch(first.resolve("split.csv"), other.resolve("split.csv")) == -1);
    }

    private static String withoutTimes(Path out) throws IOException {
        return Files.readString(out.resolve("table.json"))
                .replaceAll("\"(training|embedding)Seconds\" ?: ?[0-9.Ee-]+", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compare --corpus folders:nowhere | 2 | nowhere",
                "compare --corpus folder:nowhere | 2 | Did you mean 'folders'?",
                "compare --corpus mirflickr:pom.xml | 2 | pom.xml",
                "compare --models resnet51 | 2 | Did you mean 'resnet50', 'resnet101' or",
                "compare --corpus src | 2 | Did you mean 'folders:src'?",
                "comapre | 2 | There is no command 'comapre'",
                "comapre | 2 | Did you mean 'compare'?",
                "compare --recipe nothing | 2 | quick, plain, helsinki",
                "compare --recipe bset | 2 | Did you mean 'best'?",
                "compare --epochs none | 2 | --epochs must be a number of 1 or more, or a share such as 12.5%, but is none",
                "compare --models cnn,inception_v3 --image-size 64 --corpus folders:nowhere | 2 |"
                        + " row 'inception_v3': imageSize 64",
                "compare --epochs 0 | 2 | epochs must be 1 to 10000, but is 0",
                "compare --device cuda:99 | 2 | no device cuda:99",
                "compare --device tpu | 2 | cpu or cuda:<number>",
                "compare --limit 0 | 2 | at least 1",
                "compare --weights resnet34=nowhere.safetensors | 2 | nowhere.safetensors",
                "compare --colour | 2 | --colour",
                "compare --corpus folders:src/main/java | 2 | ",
                "compare --out pom.xml/x | 2 | choose another with --out",
                "compair | 2 | compare",
                "'' | 2 | ",
            })
    void mistakesGetOneLineAndNoTrace(String line, int exitCode, String part) {
        Result result = run(line.isBlank() ? new String[0] : line.trim().split(" "));
        assertEquals(exitCode, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: "), result.err());
        assertTrue(part == null || result.err().contains(part), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
    }

    /** Before precision is measured, and before there is a folder. */
    @Test
    void aLossThatNamesALabelThatIsNotThereIsRefusedAtOnce() throws IOException {
        Path out = folder.resolve("unknown label");
        Path recipe = folder.resolve("costs.yaml");
        Files.writeString(
                recipe,
                """
                name: costs
                description: A loss for another corpus.
                settings:
                  weights: none
                  imageSize: 16
                  batchSize: 16
                  task: tags
                  phases: [{train: all, epochs: 1}]
                  head: {hidden: [], dropout: 0, standardized: false}
                  loss: {kind: cost-matrix, cost: {rde: 10}}
                  optimizer: {kind: sgd, nesterov: true, weightDecay: 0}
                  schedule: {kind: constant, maxLr: 0.05, momentum: 0.9}
                  trainingThreshold: 0.5
                rows: [{name: costly, model: ff1}, {name: large, model: resnet50}]
                """);
        Result result = compareModels("costly,large", out, "--recipe", recipe.toString());
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains("row 'costly': cost names the label 'rde'"), result.err());
        assertFalse(result.err().contains("Precision"), result.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aFolderThatIsInUseIsLeftAlone() throws IOException {
        Path out = Files.createDirectories(folder.resolve("used"));
        Files.writeString(out.resolve("thesis.txt"), "mine");
        Result result = compare(out);
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("not empty"), result.err());
        assertEquals("mine", Files.readString(out.resolve("thesis.txt")));
    }

    @Test
    void aModelWithoutWeightsIsSkippedAndSaysHowToGetThem() throws IOException {
        Path out = folder.resolve("skipped");
        Result result = compareModels("resnet34,ff1", out, "--offline");
        assertEquals(0, result.exitCode(), result.err());
        JsonNode rows = json(out.resolve("table.json")).get("rows");
        assertEquals("skipped", rows.get(0).get("status").asText());
        assertTrue(rows.get(0).get("reason").asText().contains("resnet34.tv1.safetensors"));
        assertTrue(rows.get(0).get("f1").isNull());
        assertEquals("ok", rows.get(1).get("status").asText());
    }

    @Test
    void aTraceIsShownOnRequest() {
        Result result = run("compare", "--corpus", "folders:nowhere", "--verbose");
        assertTrue(result.err().contains("\tat "), result.err());
    }
}

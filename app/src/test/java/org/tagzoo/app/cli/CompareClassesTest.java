package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tagzoo.app.evaluation.SyntheticRun;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.TopAccuracy;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoresFile;

/** A folders corpus whose images have one label each, from training to the answer of an export. */
class CompareClassesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir static Path folder;
    private static Path corpus;
    private static Path run;
    private static Path export;
    private static Path red;
    private static Result compared;

    @BeforeAll
    static void compare() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
        run = folder.resolve("run");
        compared =
                Result.run(
                        "compare",
                        "--corpus",
                        "folders:" + corpus,
                        "--models",
                        "ff1,cnn",
                        "--image-size",
                        "16",
                        "--epochs",
                        "30",
                        "--batch-size",
                        "12",
                        "--precision",
                        "float32",
                        "--repeats",
                        "2",
                        "--out",
                        run.toString());
        assertEquals(0, compared.exitCode(), compared.err());
        export = folder.resolve("export");
        Result exported =
                Result.run("export", run.toString(), "--row", "cnn", "--out", export.toString());
        assertEquals(0, exported.exitCode(), exported.err());
        assertTrue(exported.out().contains("cnn (top-1 "), exported.out());
        red = folder.resolve("red.png");
        Colours.image(red, Color.RED, new SplittableRandom(77));
    }

    private static JsonNode json(String file) throws IOException {
        return JSON.readTree(run.resolve(file).toFile());
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theCorpusDecidesAndSaysSo() throws IOException {
        assertTrue(
                compared.err()
                        .contains(
                                "has exactly one label: ff1, cnn predict classes (softmax, top-1);"
                                        + " --task tags keeps tags"),
                compared.err());
        JsonNode row = json("config.json").at("/recipe/rows/0");
        assertEquals("classes", row.get("task").textValue());
        assertEquals("softmax", row.at("/loss/kind").textValue());
    }

    @Test
    void theTableHasTheColumnsOfClasses() throws IOException {
        JsonNode row = json("table.json").at("/rows/1");
        assertEquals("classes", row.get("task").textValue());
        assertTrue(row.get("top1").doubleValue() > 0.9, row.toString());
        assertEquals(1, row.get("top5").doubleValue());
        assertFalse(row.has("f1") || row.has("threshold") || row.has("mAP"), row.toString());
        assertEquals(2, row.at("/top1Spread/n").intValue());
        assertTrue(row.get("top1Low").doubleValue() <= row.get("top1").doubleValue());
        assertEquals(List.of("name", "top1"), names(json("table.json").at("/baselines/0")));
        String csv = Files.readString(run.resolve("table.csv"));
        assertTrue(
                csv.startsWith(
                        "name,model,weights,augmented,status,reason,top1,top1Low,top1High,top5,macroF1,balancedAccuracy,matthews,ratioOfTop1,trainingSeconds,"),
                csv);
        assertTrue(compared.out().contains("top-1"), compared.out());
        assertFalse(compared.out().contains("F1, precision"), compared.out());
        assertTrue(compared.err().contains("cnn: top-1 "), compared.err());
    }

    @Test
    void top1IsThatOfTheScoresWhichAddUpToOne() throws IOException {
        ScoreMatrix test = ScoresFile.read(run.resolve("rows/cnn/scores.csv")).matrix(Part.TEST);
        assertEquals(TopAccuracy.of(test, 1), json("table.json").at("/rows/1/top1").doubleValue());
        for (float[] scores : test.scores()) {
            assertEquals(1, scores[0] + scores[1] + scores[2], 1e-6);
        }
    }

    @Test
    void theFilesOfARowHaveNoThresholds() throws IOException {
        Path row = run.resolve("rows/cnn");
        assertFalse(Files.exists(row.resolve("thresholds.json")));
        assertFalse(Files.exists(row.resolve("cooccurrence.csv")));
        String confusion = Files.readString(row.resolve("confusion.csv"));
        assertTrue(confusion.startsWith("true \\ attached,blue,green,red\n"), confusion);
        assertEquals(4, confusion.lines().count());
        assertTrue(
                Files.readString(row.resolve("history.csv"))
                        .startsWith("epoch,trainLoss,validationLoss,trainTop1,validationTop1,"));
        assertTrue(json("rows/cnn/outcome.json").has("validationTop1"));
    }

    @Test
    void theReportHasNoThresholdCharts() throws IOException {
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("Top-1 with intervals"));
        assertTrue(page.contains("A row is the true class"));
        assertFalse(page.contains("Threshold scan"));
        assertFalse(page.contains("no label"));
        assertFalse(page.contains("Which labels go together"));
        assertTrue(page.contains("Highest top-1 on test: "));
    }

    @Test
    void aResumedRunGivesTheSameTable() throws IOException {
        byte[] before = Files.readAllBytes(run.resolve("table.json"));
        Result resumed = Result.run("resume", run.toString());
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals(
                new String(before, StandardCharsets.UTF_8),
                Files.readString(run.resolve("table.json")));
    }

    @Test
    void predictSaysTheClass() throws IOException {
        Result line = Result.run("predict", export.toString(), red.toString(), "--json", "--all");
        assertEquals(0, line.exitCode(), line.err());
        JsonNode answer = JSON.readTree(line.out());
        assertEquals(List.of("image", "class", "tags"), names(answer));
        assertEquals("red", answer.get("class").textValue());
        double sum = 0;
        for (JsonNode tag : answer.get("tags")) {
            assertEquals(List.of("label", "score", "attached", "predicted"), names(tag));
            assertEquals(
                    tag.get("label").textValue().equals("red"), tag.get("attached").asBoolean());
            sum += tag.get("score").doubleValue();
        }
        assertEquals(1, sum, 1e-6);
        String table = Result.run("predict", export.toString(), red.toString()).out();
        assertTrue(table.lines().findFirst().orElseThrow().matches("image +class +score"), table);
        assertTrue(table.contains("red"), table);
        String csv = Result.run("predict", export.toString(), red.toString(), "--csv").out();
        assertTrue(csv.startsWith("image,score:blue,score:green,score:red,class\n"), csv);
        assertTrue(csv.strip().endsWith(",red"), csv);
    }

    /** Twelve validation images without an error can promise 0.7, but not 0.99. */
    @Test
    void anExportMayNotBeSureOfTheClass() throws IOException {
        Path never = folder.resolve("never");
        Result exported =
                Result.run(
                        "export",
                        "" + run,
                        "--row",
                        "cnn",
                        "--abstain",
                        "0.99",
                        "--out",
                        "" + never);
        assertEquals(0, exported.exitCode(), exported.err());
        Result line = Result.run("predict", never.toString(), red.toString(), "--json", "--all");
        JsonNode answer = JSON.readTree(line.out());
        assertEquals(List.of("image", "tags"), names(answer));
        assertEquals("red", answer.at("/tags/0/label").textValue());
        assertTrue(answer.at("/tags/0/unsure").booleanValue(), line.out());
        assertFalse(answer.at("/tags/0/predicted").booleanValue(), line.out());
        assertFalse(answer.at("/tags/1").has("unsure"), line.out());
        String csv = Result.run("predict", never.toString(), red.toString(), "--csv").out();
        assertTrue(csv.contains(",class,unsure\n") && csv.strip().endsWith(",,red"), csv);
        String table = Result.run("predict", never.toString(), red.toString()).out();
        assertTrue(table.contains("not sure"), table);
        String card = Files.readString(never.resolve("README.md"));
        assertTrue(card.contains("It is never sure"), card);
        Path often = folder.resolve("often");
        Result.run("export", "" + run, "--row", "cnn", "--abstain", "0.7", "--out", "" + often);
        line = Result.run("predict", often.toString(), red.toString(), "--json");
        assertEquals("red", JSON.readTree(line.out()).get("class").textValue(), line.out());
    }

    @Test
    void theExportSaysClasses() throws IOException {
        JsonNode manifest = JSON.readTree(export.resolve("tagzoo.json").toFile());
        assertEquals(9, manifest.get("format").intValue());
        assertEquals("classes", manifest.get("task").textValue());
        assertEquals(List.of("label"), names(manifest.at("/labels/0")));
        assertFalse(Files.exists(export.resolve("thresholds.json")));
        String card = Files.readString(export.resolve("README.md"));
        assertTrue(card.contains("Gives an image one of 3 classes."), card);
        assertTrue(card.contains("top-1 accuracy"), card);
        assertTrue(card.contains("torch.softmax"), card);
        assertFalse(card.contains("hreshold"), card);
        String recipe = card.substring(card.indexOf("```yaml\n") + 8);
        Path file = folder.resolve("again.yaml");
        Files.writeString(file, recipe.substring(0, recipe.indexOf("```")));
        assertEquals("classes", RecipeReader.read(file.toString()).rows().get(0).task());
    }

    @Test
    void ensemblesAverageProbabilitiesAndVote(@TempDir Path own) throws IOException {
        Path copy = SyntheticRun.copy(run, own.resolve("run"));
        Result result =
                Result.run("ensemble", copy.toString(), "--rows", "ff1,cnn", "--name", "both");
        assertEquals(0, result.exitCode(), result.err());
        JsonNode table = JSON.readTree(copy.resolve("table.json").toFile());
        assertEquals("both-vote", table.at("/rows/2/name").textValue());
        assertEquals("classes", table.at("/rows/3/task").textValue());
        ScoreMatrix mean =
                ScoresFile.read(copy.resolve("rows/both-mean/scores.csv")).matrix(Part.TEST);
        assertEquals(TopAccuracy.of(mean, 1), table.at("/rows/3/top1").doubleValue());
        for (float[] scores : mean.scores()) {
            assertEquals(1, scores[0] + scores[1] + scores[2], 1e-6);
        }
        Result difference = Result.run("difference", copy.toString(), "cnn", "ff1");
        assertEquals(0, difference.exitCode(), difference.err());
        assertTrue(difference.out().contains("in top-1 accuracy than ff1"), difference.out());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "export RUN --row cnn --out X --thresholds per-label | predicts classes, which have"
                        + " no thresholds",
                "predict EXPORT RED --threshold 0.5 | --threshold: ",
                "compare --corpus CORPUS --task boxes --out X | --task must be tags,"
                        + " classes or class-and-box, but is boxes",
                "compare --corpus CORPUS --task classes --recipe helsinki --out X | row 'ff1': the"
                        + " loss binary-cross-entropy is for task tags, not for task classes",
            })
    void whatHasNoThresholdsIsToldSo(String command, String why) {
        String[] arguments =
                command.replace("RUN", run.toString())
                        .replace("EXPORT", export.toString())
                        .replace("RED", red.toString())
                        .replace("CORPUS", "folders:" + corpus)
                        .replace("X", folder.resolve("x").toString())
                        .split(" ");
        Result result = Result.run(arguments);
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains(why), result.err());
    }
}

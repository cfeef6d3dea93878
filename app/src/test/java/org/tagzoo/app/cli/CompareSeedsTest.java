package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.zoo.metric.Spread;

/** Rows that are trained with several seeds, and rows from random weights. */
class CompareSeedsTest {

    @TempDir static Path folder;
    private static Path corpus;

    @BeforeAll
    static void draw() throws IOException {
        corpus = Colours.draw(folder.resolve("colours"));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static JsonNode row(Path out, int index) throws IOException {
        return json(out.resolve("table.json")).get("rows").get(index);
    }

    @Test
    void repeatsGiveASpreadAndLeaveTheRowsOwnFiguresAsTheyAre() throws IOException {
        Path once = folder.resolve("once");
        Path thrice = folder.resolve("thrice");
        Colours.compare(corpus, "cnn", once);
        Result result = Colours.compare(corpus, "cnn", thrice, "--repeats", "3");
        assertEquals(0, result.exitCode(), result.err());
        String scores = "rows/cnn/scores.csv";
        assertEquals(-1, Files.mismatch(once.resolve(scores), thrice.resolve(scores)));
        assertTrue(row(once, 0).get("f1Spread").isNull());
        double[] figures = {row(thrice, 0).get("f1").asDouble(), 0, 0};
        for (int k = 2; k <= 3; k++) {
            Path seed = thrice.resolve("rows/cnn/seeds/" + k);
            figures[k - 1] = json(seed.resolve("outcome.json")).at("/row/f1").asDouble();
            assertFalse(-1 == Files.mismatch(weights(seed), weights(thrice.resolve("rows/cnn"))));
        }
        Spread spread =
                new ObjectMapper().treeToValue(row(thrice, 0).get("f1Spread"), Spread.class);
        assertEquals(Spread.of(figures), spread);
        assertTrue(result.err().contains("over 3 seeds"), result.err());
    }

    private static Path weights(Path rowFolder) {
        return rowFolder.resolve("checkpoint/weights.safetensors");
    }

    @Test
    void aResumedRunTrainsOnlyTheSeedThatIsMissing() throws IOException {
        Path out = folder.resolve("resumed");
        Colours.compare(corpus, "ff1", out, "--repeats", "3");
        String table = withoutTimes(out);
        Path lost = out.resolve("rows/ff1/seeds/3");
        Path kept = weights(out.resolve("rows/ff1/seeds/2"));
        Files.delete(lost.resolve("outcome.json"));
        Files.delete(weights(lost));
        FileTime before = Files.getLastModifiedTime(kept);
        Result result = Result.run("resume", out.toString());
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(table, withoutTimes(out));
        assertEquals(before, Files.getLastModifiedTime(kept));
        assertTrue(Files.exists(weights(lost)));
    }

    private static String withoutTimes(Path out) throws IOException {
        return Files.readString(out.resolve("table.json"))
                .replaceAll("\"(training|embedding)Seconds\" ?: ?[0-9.Ee-]+", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1"})
    void theNumberOfRepeatsIsChecked(String repeats) {
        Path out = folder.resolve("never");
        Result result = Colours.compare(corpus, "ff1", out, "--repeats", repeats);
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("--repeats must be 1 to 100, not " + repeats));
        assertFalse(Files.exists(out));
    }

    @Test
    void onRequestARowWithoutWeightsIsRunFromRandomOnesAndSaysSo() throws IOException {
        Path out = folder.resolve("random");
        Result result =
                Colours.compare(
                        corpus, "mobilenet_v3_small,ff1", out, "--offline", "--random-weights");
        assertEquals(0, result.exitCode(), result.err());
        JsonNode row = row(out, 0);
        assertEquals("mobilenet_v3_small-random-weights", row.get("name").asText());
        assertEquals("ok", row.get("status").asText());
        assertTrue(row.get("weights").isNull());
        assertEquals("mobilenet_v3_small", row.get("model").asText());
        assertEquals("ff1", row(out, 1).get("name").asText());
        long epochs;
        try (var lines =
                Files.lines(out.resolve("rows/mobilenet_v3_small-random-weights/history.csv"))) {
            epochs = lines.count() - 1;
        }
        assertEquals(4, epochs);
        String table = Files.readString(out.resolve("table.json"));
        Result resumed = Result.run("resume", out.toString());
        assertEquals(0, resumed.exitCode(), resumed.err());
        assertEquals(table, Files.readString(out.resolve("table.json")));
    }

    @ParameterizedTest
    @CsvSource({
        "--folds 1, '--folds must be 2 to 100, not 1'",
        "--folds 3 --repeats 2, 'it goes without --stack, --repeats'",
        "--folds 3 --explain, '--predict, --explain, --thresholds, --tensorboard, --shared'",
        "--folds 3 --thresholds f2, '--predict, --explain, --thresholds, --tensorboard, --shared'",
        "--folds 3 --tensorboard, '--predict, --explain, --thresholds, --tensorboard, --shared'",
        "--without-test, 'it goes with --folds K'",
        "--folds 3 --stack, 'it goes without --stack, --repeats'",
        "--folds 3 --split-fractions 70/20/10, 'it goes without --hold-out'",
        "--stack 101, '--stack must be 2 to 100, not 101'"
    })
    void foldsThatDontGoTogetherAreRefused(String options, String why) {
        Result result =
                Colours.compare(corpus, "ff1", folder.resolve("refused"), options.split(" "));
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains(why), result.err());
    }
}

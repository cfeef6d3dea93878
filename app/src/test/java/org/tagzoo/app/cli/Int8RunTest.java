package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.zoo.metric.Metric;

/**
 * A head on embeddings in int8, of EfficientNet-Lite0 with its published weights, and its export.
 */
class Int8RunTest {

    private static final String RECIPE =
            """
            name: int8
            description: One network.
            settings:
              weights: pretrained
              imageSize: 48
              batchSize: 16
              phases: [{train: head, epochs: 2}]
              head: {hidden: [], dropout: 0, standardized: false}
              loss: {kind: binary-cross-entropy, posWeight: true}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: one-cycle, maxLr: 0.01, baseMomentum: 0.5, maxMomentum: 0.95}
              trainingThreshold: 0.5
            rows:
              - {name: lite, model: efficientnet_lite0}
            """;

    @TempDir static Path folder;
    private static Path corpus;
    private static Path run;
    private static Path int8;
    private static String said;

    @BeforeAll
    static void compare() throws IOException {
        corpus = folder.resolve("odd");
        run = folder.resolve("run");
        OddImages.draw(corpus);
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        ok(
                "compare",
                "--corpus",
                "folders:" + corpus,
                "--limit",
                "40",
                "--recipe",
                recipe.toString(),
                "--precision",
                "int8",
                "--offline",
                "--out",
                run.toString());
        int8 = folder.resolve("int8");
        said =
                ok(
                        "export",
                        run.toString(),
                        "--raw-scores",
                        "--out",
                        int8.toString(),
                        "--precision",
                        "int8");
    }

    private static String ok(String... arguments) {
        Result result = Result.run(arguments);
        assertEquals(0, result.exitCode(), result.err());
        return result.out();
    }

    @Test
    void anInt8ExportGivesTheScoresOfARunInInt8() throws Exception {
        assertTrue(Files.size(int8.resolve("model.pt")) < 5e6);
        ScoresOfExport.Difference same =
                ScoresOfExport.from(
                        int8,
                        run.resolve("rows/lite/scores.csv"),
                        corpus::resolve,
                        RunResults.open(run).row("lite").metric(Metric.THRESHOLD));
        assertTrue(same.largest() < 1e-5, same.toString());
        assertEquals(0, same.otherTags());
        double f1 = RunResults.open(run).row("lite").first();
        String figures = "F1 is %.3f in int8, and was %1$.3f in the run".formatted(f1);
        String card = Files.readString(int8.resolve("README.md"));
        assertTrue(card.contains(figures), figures + "\n" + card);
        assertTrue(said.contains("In int8, F1 is %.3f".formatted(f1)), said);
    }

    @Test
    void aFloat32ExportSaysWhoseThresholdsItHas() throws IOException {
        Path float32 = folder.resolve("float32");
        String out = ok("export", run.toString(), "--raw-scores", "--out", float32.toString());
        assertTrue(out.contains("--precision int8 exports what was measured"), out);
        String card = Files.readString(float32.resolve("README.md"));
        assertTrue(card.contains("calibration are from scores in int8 on cpu"), card);
        assertFalse(said.contains("exports what was measured"), said);
    }

    @Test
    void whatAnInt8ExportHasNotIsRefused() {
        assertFalse(Files.exists(int8.resolve("architecture.json")));
        Result index =
                Result.run(
                        "index",
                        corpus.toString(),
                        "--export",
                        int8.toString(),
                        "--out",
                        folder.resolve("index").toString());
        assertEquals(1, index.exitCode());
        assertTrue(index.err().contains("writes it, in float32"), index.err());
        Result other =
                Result.run("export", run.toString(), "--precision", "int8", "--image-size", "64");
        assertEquals(2, other.exitCode());
        assertTrue(other.err().contains("leave out --all-data and --image-size"), other.err());
    }
}

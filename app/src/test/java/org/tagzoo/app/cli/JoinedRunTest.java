package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.report.Row;
import org.tagzoo.zoo.metric.Metric;

/** A row of views, stages and heads of folds, from its recipe to any DJL program. */
class JoinedRunTest {

    private static final String RECIPE =
            """
            name: joined
            settings:
              weights: pretrained
              imageSize: 32
              batchSize: 16
              task: tags
              phases: [{train: head, epochs: 5}]
              head: {hidden: [8], dropout: 0.2, standardized: true}
              optimizer: {kind: adamw, weightDecay: 0.01}
              schedule: {kind: constant, maxLr: 0.01, momentum: 0.9}
              trainingThreshold: 0.5
            rows:
              - {model: efficientnet_lite0~flip^blocks4, foldHeads: 3}
            """;

    @TempDir Path folder;

    @Test
    void isOneNetworkEverywhere() throws Exception {
        Path corpus = Colours.draw(folder.resolve("colours"));
        Path recipe = Files.writeString(folder.resolve("joined.yaml"), RECIPE);
        Path run = folder.resolve("run");
        Result result =
                Result.run(
                        "compare",
                        "--precision",
                        "float32",
                        "--corpus",
                        "folders:" + corpus,
                        "--recipe",
                        recipe.toString(),
                        "--out",
                        run.toString());
        assertEquals(0, result.exitCode(), result.err());
        String name = "efficientnet_lite0-flip-blocks4";
        Row row = RunResults.open(run).row(name);
        assertEquals("efficientnet_lite0~flip^blocks4", row.network().model());
        assertTrue(row.first() > 0.9, "F1: " + row.first());
        assertTrue(row.reason().startsWith("the mean of 3 heads, each"), row.reason());
        Path rowFolder = run.resolve("rows").resolve(name);
        RowNetwork network = NetworkFile.read(rowFolder);
        assertEquals(3, network.heads());
        assertEquals(
                NetworkFile.text(network), Files.readString(rowFolder.resolve("network.json")));
        result = Result.run("export", run.toString(), "--raw-scores");
        assertEquals(0, result.exitCode(), result.err());
        ScoresOfExport.Difference difference =
                ScoresOfExport.from(
                        rowFolder.resolve("export"),
                        rowFolder.resolve("scores.csv"),
                        corpus::resolve,
                        row.metric(Metric.THRESHOLD));
        assertEquals(60, difference.images());
        assertTrue(difference.largest() <= 1e-5, difference.toString());
        assertEquals(0, difference.otherTags());
    }
}

package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Metric;

/** Colours are told from colours; sizes, which are all the same, say nothing. */
class ClassicRowsTest {

    private static final String YARDSTICKS =
            """
            yardsticks:
              person: {right: 8, of: 20}
              models:
                - {name: forest, model: random-forest, features: [colour]}
                - {name: sizes, model: logistic, features: [image-size]}
                - {name: embedded, model: svm-linear, embedding: efficientnet_lite0}
            """;

    @TempDir Path folder;

    private SmallComparison run(String task) throws IOException {
        Path corpus = Colours.draw(folder.resolve("colours"));
        return new SmallComparison(
                corpus,
                folder.resolve("run"),
                SmallComparison.row("net", "ff1", "none", 1, task) + YARDSTICKS);
    }

    @Test
    void classesAreRowsOfTheSameTable() throws IOException {
        SmallComparison run = run("task: classes, loss: {kind: softmax, smoothing: 0}");
        Table table = run.run();
        assertEquals(
                List.of("net", "forest", "sizes", "embedded"),
                table.rows().stream().map(Row::name).toList());
        Row forest = table.rows().get(1);
        assertEquals(1, forest.metric(Metric.TOP_1), "colours");
        assertEquals("a random forest on red, green, blue", forest.reason());
        assertTrue(table.rows().get(2).metric(Metric.TOP_1) < 0.6, "sizes");
        Row embedded = table.rows().get(3);
        assertEquals(Row.Status.OK, embedded.status(), embedded.reason());
        assertEquals("efficientnet_lite0", embedded.network().weights());
        Baseline person = table.baselines().get(table.baselines().size() - 1);
        // scipy.stats.beta.ppf([0.025, 0.975], [8, 9], [13, 12]) = 0.19119014, 0.63945742
        assertEquals("a person (8 of 20; 0.19 to 0.64)", person.name());
        assertEquals(0.4, person.metrics().get(Metric.TOP_1));
        // What is there is taken as it is.
        Files.delete(run.row("sizes").resolve("outcome.json"));
        List<String> scores = Files.readAllLines(run.row("sizes").resolve("scores.csv"));
        Table again = run.run();
        assertEquals(table.rows().get(1), again.rows().get(1));
        assertEquals(scores, Files.readAllLines(run.row("sizes").resolve("scores.csv")));
    }

    @Test
    void tagsHaveThresholds() throws IOException {
        Table table = run("trainingThreshold: 0.5").run();
        Row forest = table.rows().get(1);
        assertEquals(1, forest.metric(Metric.MICRO_F1), "colours");
        assertTrue(forest.metric(Metric.THRESHOLD) > 0, forest.toString());
    }
}

package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.recipe.RecipeException;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.network.MetadataInput;

/** Images say nothing of their classes here; what boat they were taken from says all. */
class MetadataRunTest {

    private static final String CLASSES =
            "task: classes, loss: {kind: softmax, classWeights: false, smoothing: 0}";
    private static final String JOINED = "metadata: [boat, number, image-size]";

    @TempDir Path folder;
    private Path images;
    private Path table;

    @BeforeEach
    void draw() throws IOException {
        images = NoiseCorpus.draw(folder.resolve("noise"), 2);
        table = boats(Map.of("one", "Anna", "other", "Berta"));
    }

    /** Writes the boat of each class; one image in 9 has no number. */
    private Path boats(Map<String, String> boatOf) throws IOException {
        List<String> lines = Files.readAllLines(NoiseCorpus.labels(images, Optional.empty()));
        List<String> with = new ArrayList<>(List.of("file,class,boat,number"));
        for (int n = 1; n < lines.size(); n++) {
            String of = boatOf.get(lines.get(n).split(",")[1]);
            with.add(lines.get(n) + "," + of + "," + (n % 9 == 0 ? "" : n * 7 % 31));
        }
        return Files.write(folder.resolve("boats.csv"), with);
    }

    private static String row(String name, String model, String more) {
        return SmallComparison.row(name, model, "none", 20, CLASSES, more);
    }

    private SmallComparison run(String root, String rows) {
        SmallComparison run = NoiseCorpus.comparison(images, table, folder.resolve(root), rows);
        // Classes are taken from a column that has to be named: a boat may be one too.
        run.labelColumns = List.of("class");
        return run;
    }

    @Test
    void networksAndYardsticksLearnFromColumns() throws IOException {
        String frozen =
                "  - {name: frozen, model: efficientnet_lite0, weights: at-hand, phases: [{train: head, epochs: 20}], %s, head: {standardized: true}, %s}%n"
                        .formatted(CLASSES, JOINED);
        String yardsticks =
                "yardsticks: {models: [{name: boats, model: logistic, features: [boat, number]}]}\n";
        SmallComparison run =
                run(
                        "run",
                        row("pixels", "ff1", "views: 0")
                                + row("joined", "ff1", JOINED)
                                + frozen
                                + yardsticks);
        run.stack = 2;
        run.predict = Optional.of(images);
        Table made = run.run();
        Map<String, Row> rows =
                made.rows().stream().collect(Collectors.toMap(Row::name, row -> row));
        assertTrue(accuracy(rows, "pixels") < 0.85, "pixels: " + accuracy(rows, "pixels"));
        for (String name : List.of("joined", "frozen", "boats", "stacked")) {
            assertTrue(accuracy(rows, name) > 0.95, name + ": " + accuracy(rows, name));
        }
        assertEquals("a logistic regression on boat, number", rows.get("boats").reason());
        // All images are of one size, and so many bytes are in each.
        assertTrue(run.says("metadata: 'width' is left out"), run.said.toString());
        MetadataInput read = NetworkFile.read(run.row("joined")).head().form().metadata();
        assertEquals(List.of("boat", "number", "bytes"), read.encoder().fields());
        // Images without columns of a table are predicted too.
        assertEquals(121, Files.readAllLines(run.row("joined").resolve("predictions.csv")).size());
    }

    private static double accuracy(Map<String, Row> rows, String name) {
        Row row = rows.get(name);
        assertEquals(Row.Status.OK, row.status(), row.reason());
        return row.metric(Metric.TOP_1);
    }

    /** Each fold fits its own columns; a run does not go on with other ones. */
    @Test
    void columnsBelongToATraining() throws IOException {
        SmallComparison folds = run("folds", row("joined", "ff1", JOINED));
        folds.folds = 3;
        double pooled = folds.run().rows().get(0).metric(Metric.TOP_1);
        assertTrue(pooled > 0.85, "folds: " + pooled);
        long said =
                folds.said.stream().filter(line -> line.contains("'width' is left out")).count();
        assertEquals(1, said, "once, not once a fold");
        SmallComparison run = run("run", row("joined", "ff1", JOINED));
        run.run();
        Files.delete(run.row("joined").resolve("outcome.json"));
        boats(Map.of("one", "Berta", "other", "Anna"));
        String message = assertThrows(IOException.class, run::run).getMessage();
        assertTrue(message.contains("changed"), message);
    }

    @Test
    void aColumnThatIsNotThereIsRefusedBeforeAnythingIsTrained() {
        SmallComparison run =
                run(
                        "run",
                        row("first", "ff1", "views: 0") + row("joined", "ff1", "metadata: [boot]"));
        String message = assertThrows(RecipeException.class, run::run).getMessage();
        assertTrue(message.startsWith("row 'joined': metadata must be columns that"), message);
        assertTrue(message.contains("boot") && message.contains("boat, bytes"), message);
        assertTrue(Files.notExists(run.row("first").resolve("scores.csv")), "nothing trained");
    }

    @Test
    void anImageWithoutAFieldIsRefusedWhereTheRecipeSaysSo() throws IOException {
        SmallComparison run =
                run("run", row("all", "ff1", "metadata: {columns: [number], missing: refuse}"));
        Row row = run.run().rows().get(0);
        assertEquals(Row.Status.FAILED, row.status());
        assertTrue(row.reason().contains("number must be given for each image"), row.reason());
    }
}

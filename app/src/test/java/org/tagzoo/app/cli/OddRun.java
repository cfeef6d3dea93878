package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.zoo.metric.Metric;

/**
 * A run with each kind of network on images of all kinds: trained whole, in part, and only its
 * head.
 */
record OddRun(Path folder, Path corpus, Path weights, Path run) {

    private static final String RECIPE =
            """
            name: odd
            description: Three networks.
            settings:
              weights: none
              imageSize: 40
              batchSize: 16
              phases: [{train: all, epochs: 2}]
              head: {hidden: [], dropout: 0, standardized: false}
              loss: {kind: binary-cross-entropy, posWeight: true}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.001}
              schedule: {kind: one-cycle, maxLr: 0.01, baseMomentum: 0.5, maxMomentum: 0.95}
              trainingThreshold: 0.5
            rows:
              - {name: whole, model: cnn, averageDecay: 0.9}
              - name: frozen
                model: mobilenet_v3_small
                weights: pretrained
                phases: [{train: head, epochs: 2}]
                head: {hidden: [8], dropout: 0.2, standardized: true}
              - name: part
                model: mobilenet_v3_small
                weights: pretrained
                head: {hidden: [], dropout: 0.3, standardized: false}
                phases: [{train: head, epochs: 1}, {train: features9, epochs: 1}]
            """;

    /** A row more, with weights that leave resizing to their authors. */
    private static final String OWN_IMAGES =
            """
              - name: own-images
                model: efficientnet_lite0
                weights: pretrained
                phases: [{train: head, epochs: 2}]
            """;

    /**
     * Trains the rows.
     *
     * @param more options of {@code compare}
     */
    static OddRun make(Path folder, String... more) throws IOException {
        return of(RECIPE, folder, more);
    }

    /** Trains the rows and {@code own-images}. */
    static OddRun withOwnImages(Path folder, String... more) throws IOException {
        return of(RECIPE + OWN_IMAGES, folder, more);
    }

    /** Trains the rows of another recipe. */
    static OddRun of(String recipe, Path folder, String... more) throws IOException {
        Path corpus = folder.resolve("odd");
        OddImages.draw(corpus);
        Path weights = RandomWeights.write(folder.resolve("mobilenet_v3_small.safetensors"));
        Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
        Path run = folder.resolve("run");
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "compare",
                                "--precision",
                                "float32",
                                "--corpus",
                                "folders:" + corpus,
                                "--recipe",
                                file.toString(),
                                "--weights",
                                "mobilenet_v3_small=" + weights,
                                "--offline",
                                "--out",
                                run.toString()));
        arguments.addAll(List.of(more));
        Result result = Result.run(arguments.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result.err());
        return new OddRun(folder, corpus, weights, run);
    }

    /** Exports a row into a folder of its name, with the scores of the table. */
    Path exported(String row) {
        Path out = folder.resolve("export-" + row);
        Result result = export("--row", row, "--out", out.toString(), "--raw-scores");
        assertEquals(0, result.exitCode(), result.err());
        return out;
    }

    /** Compares an export's scores with those that the run wrote of a row's test images. */
    ScoresOfExport.Difference difference(Path exported, String row) throws Exception {
        return ScoresOfExport.from(
                exported,
                row(row).resolve("scores.csv"),
                corpus::resolve,
                RunResults.open(run).row(row).metric(Metric.THRESHOLD));
    }

    void assertSameScores(Path exported, String row) throws Exception {
        ScoresOfExport.Difference difference = difference(exported, row);
        assertTrue(difference.images() >= 84, difference.toString());
        assertTrue(difference.largest() <= 1e-5, difference.toString());
        assertEquals(0, difference.otherTags());
    }

    /** Says that no row of another run on the same images has the same scores. */
    void assertOtherScores(OddRun other) throws IOException {
        for (String row : List.of("whole", "frozen", "part")) {
            assertNotEquals(
                    Files.readString(row(row).resolve("scores.csv")),
                    Files.readString(other.row(row).resolve("scores.csv")),
                    row);
        }
    }

    /** Returns the folder of a row. */
    Path row(String name) {
        return run.resolve("rows").resolve(name);
    }

    /** Exports from the run. */
    Result export(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "export";
        arguments[1] = run.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Result.run(arguments);
    }

    /** Exports, which must fail with one line. */
    void refused(int exitCode, String part, String... more) {
        Result result = export(more);
        assertEquals(exitCode, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: "), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }
}

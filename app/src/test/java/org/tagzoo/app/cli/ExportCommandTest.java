package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.SyntheticRun;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.InitialValues;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.network.Parameter;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdsFile;
import org.tagzoo.zoo.weights.SafetensorsWriter;
import org.tagzoo.zoo.weights.TensorMap;

/** Exports of a run with each kind of network: trained whole, in part, and only its head. */
class ExportCommandTest {

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
                model: resnet18
                weights: pretrained
                phases: [{train: head, epochs: 2}]
                head: {hidden: [8], dropout: 0.2, standardized: true}
              - name: part
                model: resnet18
                weights: pretrained
                head: {hidden: [], dropout: 0.3, standardized: false}
                phases: [{train: head, epochs: 1}, {train: layer4, epochs: 1}]
            """;

    @TempDir static Path folder;
    private static Path corpus;
    private static Path weights;
    private static Path run;

    @BeforeAll
    static void compare() throws IOException {
        corpus = folder.resolve("odd");
        OddPictures.draw(corpus);
        weights = folder.resolve("resnet18.safetensors");
        SafetensorsWriter.write(weights, randomWeights(), Map.of());
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        run = folder.resolve("run");
        Colours.Result result =
                Colours.run(
                        "compare",
                        "--precision",
                        "float32",
                        "--corpus",
                        "folders:" + corpus,
                        "--recipe",
                        recipe.toString(),
                        "--weights",
                        "resnet18=" + weights,
                        "--offline",
                        "--use-all-data",
                        "--out",
                        run.toString());
        assertEquals(0, result.exitCode(), result.err());
        result = Colours.run("ensemble", run.toString(), "--rows", "whole,part");
        assertEquals(0, result.exitCode(), result.err());
    }

    private static TensorMap randomWeights() {
        TensorMap tensors = new TensorMap("random weights");
        Network network =
                new Network(Backbones.byName("resnet18").orElseThrow(), Head.linear(1000));
        Normalization none = new Normalization(List.of(0d, 0d, 0d), List.of(1d, 1d, 1d));
        for (Parameter parameter : network.graph(32, none).parameters()) {
            if (parameter.role() != Parameter.Role.COUNTER) {
                float[] values = new InitialValues(5).values(parameter);
                long[] shape = parameter.shape().stream().mapToLong(n -> n).toArray();
                tensors.put(parameter.name(), shape, () -> FloatBuffer.wrap(values));
            }
        }
        return tensors;
    }

    private static Path row(String name) {
        return run.resolve("rows").resolve(name);
    }

    private static Colours.Result export(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "export";
        arguments[1] = run.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return Colours.run(arguments);
    }

    private static void refused(int exitCode, String part, String... more) {
        Colours.Result result = export(more);
        assertEquals(exitCode, result.exitCode(), result.err());
        assertTrue(result.err().startsWith("tagzoo: "), result.err());
        assertTrue(result.err().contains(part), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "frozen", "part"})
    void scoresAndTagsAreThoseOfTheTableForEveryPicture(String name) throws Exception {
        Path out = folder.resolve("skew-" + name);
        Colours.Result result = export("--row", name, "--out", out.toString(), "--zip");
        assertEquals(0, result.exitCode(), result.err());
        double threshold = RunResults.open(run).row(name).threshold();
        for (Path export : List.of(out, folder.resolve("skew-" + name + ".zip"))) {
            ScoresOfExport.Difference difference =
                    ScoresOfExport.from(
                            export, row(name).resolve("scores.csv"), corpus::resolve, threshold);
            assertEquals(84, difference.images());
            assertTrue(difference.largest() <= 1e-5, difference.toString());
            assertEquals(0, difference.otherTags());
        }
    }

    @Test
    void theBestRowOnValidationIsTakenAndReplacedInPlace() throws IOException {
        RunResults results = RunResults.open(run);
        JsonNode best = null;
        for (String name : List.of("whole", "frozen", "part")) {
            JsonNode outcome =
                    new ObjectMapper().readTree(row(name).resolve("outcome.json").toFile());
            if (best == null
                    || outcome.get("validationF1").asDouble()
                            > best.get("validationF1").asDouble()) {
                best = outcome;
            }
        }
        String name = best.get("row").get("name").asText();
        for (String[] arguments : new String[][] {{}, {"--row", "best"}}) {
            Colours.Result result = export(arguments);
            assertEquals(0, result.exitCode(), result.err());
            assertTrue(result.out().startsWith(name + " (F1 "), result.out());
            assertTrue(result.out().contains("the best row"), result.out());
            assertTrue(result.out().contains("tagzoo predict " + row(name).resolve("export")));
        }
        try (Export export = Export.open(row(name).resolve("export"))) {
            assertEquals(name, export.description().row());
            assertEquals(
                    results.read(results.row(name)).scores().labels(),
                    export.description().labels());
        }
        try (var files = Files.list(row(name))) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith(".")));
        }
    }

    @Test
    void theCardSaysWhatTheTableSays() throws IOException {
        Path out = folder.resolve("card");
        assertEquals(0, export("--row", "part", "--out", out.toString()).exitCode());
        String card = Files.readString(out.resolve("README.md"));
        assertTrue(card.startsWith("---\n"), card);
        JsonNode head = new YAMLMapper().readTree(card.substring(4, card.indexOf("\n---\n")));
        JsonNode metric = head.at("/model-index/0/results/0/metrics/0");
        double f1 = RunResults.open(run).row("part").f1();
        assertEquals(f1, metric.get("value").asDouble(), 5e-4);
        for (String line : Files.readAllLines(row("part").resolve("labels.csv"))) {
            String[] cells = line.split(",");
            if (cells[0].equals("label")) {
                String figures = figures(cells, 3, 9).replaceAll("(.*)\\|(.*)\\|(.*)", "$1to$2|$3");
                assertTrue(card.contains(" | %s |".formatted(figures)), figures + "\n" + card);
                assertTrue(card.contains("\n| " + cells[1] + " | "), cells[1]);
            } else if (List.of("micro", "macro").contains(cells[1])) {
                String figures = figures(cells, 4, 8).replaceAll("(.*)\\|(.*)", "$1to$2");
                assertTrue(card.contains("\n| %s | %s |\n".formatted(cells[1], figures)), figures);
            }
        }
        assertTrue(card.contains("What it was not tested on"), card);
        assertTrue(card.contains("A file of the user's own, resnet18.safetensors"), card);
        assertFalse(card.contains(folder.toString()), "tells of this machine");
        String recipe = card.substring(card.indexOf("```yaml\n") + 8);
        Path file = folder.resolve("again.yaml");
        Files.writeString(file, recipe.substring(0, recipe.indexOf("```")));
        assertEquals(
                RecipeReader.read(folder.resolve("recipe.yaml").toString()).rows().get(2),
                RecipeReader.read(file.toString()).rows().get(0));
    }

    private static String figures(String[] cells, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> "%.3f".formatted(Double.valueOf(cells[i])))
                .collect(Collectors.joining(" | "));
    }

    @Test
    void thresholdsOfEachLabelAreExportedIfAskedFor() throws IOException {
        Path out = folder.resolve("thresholds");
        assertEquals(
                0,
                export("--row", "whole", "--out", out.toString(), "--thresholds", "per-label")
                        .exitCode());
        try (Export export = Export.open(out)) {
            ChosenThresholds chosen =
                    ThresholdsFile.read(
                            row("whole").resolve("thresholds.json"), export.description().labels());
            assertEquals(chosen.perLabel(), export.description().thresholds());
        }
        String card = Files.readString(out.resolve("README.md"));
        assertTrue(card.contains("Each label has a threshold of its own"), card);
        double f1 = RunResults.open(run).row("whole").f1PerLabelThresholds();
        assertTrue(card.contains("value: %.3f".formatted(f1).replaceAll("0+$", "")), card);
    }

    @Test
    void theWeightsThatHaveSeenAllAreExportedIfAskedFor() throws IOException {
        Path plain = folder.resolve("plain");
        Path all = folder.resolve("all");
        assertEquals(0, export("--row", "whole", "--out", plain.toString()).exitCode());
        assertEquals(0, export("--row", "whole", "--out", all.toString(), "--all-data").exitCode());
        assertNotEquals(-1, Files.mismatch(plain.resolve("model.pt"), all.resolve("model.pt")));
        String card = Files.readString(all.resolve("README.md"));
        assertTrue(card.contains("weights before the last training"), card);
        assertFalse(Files.readString(plain.resolve("README.md")).contains("before the last"));
        Path tensors = row("frozen").resolve("checkpoint/weights-all-data.safetensors");
        Path moved = folder.resolve("moved.safetensors");
        Files.move(tensors, moved);
        refused(1, "'tagzoo compare --use-all-data'", "--row", "frozen", "--all-data");
        Files.move(moved, tensors);
    }

    @Test
    void rowsWithoutANetworkAreRefused() throws IOException {
        refused(2, "puts other rows together", "--row", "ensemble-mean");
        refused(2, "no row 'parts'", "--row", "parts");
        refused(2, "must be shared or per-label, not 'x'", "--thresholds", "x");
        Path synthetic = SyntheticRun.make(Files.createDirectories(folder.resolve("synthetic")));
        Colours.Result result = Colours.run("export", synthetic.toString(), "--row", "d");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("Row 'd' has no figures"), result.err());
    }

    @Test
    void aRunFromBeforeIsResumedAndThenExportedWithTheSameBytes() throws IOException {
        Map<Path, String> before = new HashMap<>();
        for (String name : List.of("whole", "frozen", "part")) {
            Path file = row(name).resolve("network.json");
            before.put(file, Files.readString(file));
            Files.delete(file);
        }
        refused(2, "'tagzoo resume " + run + "' writes it", "--row", "whole");
        Colours.Result result = Colours.run("resume", run.toString());
        assertEquals(0, result.exitCode(), result.err());
        assertFalse(result.err().contains("training"), "figures stand: " + result.err());
        for (Map.Entry<Path, String> file : before.entrySet()) {
            assertEquals(file.getValue(), Files.readString(file.getKey()));
        }
    }

    @Test
    void weightsThatAreGoneOrOthersAreSaidAndCanBeNamed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere.safetensors");
        String out = folder.resolve("named").toString();
        Files.move(weights, elsewhere);
        try {
            refused(1, weights + " is not there. Put the file back", "--row", "part", "--out", out);
            refused(2, "there is no file", "--row", "part", "--out", out, "--weights", out + "?");
            Path other = Files.writeString(folder.resolve("other.safetensors"), "no weights");
            refused(
                    1,
                    "is another file",
                    "--row",
                    "part",
                    "--out",
                    out,
                    "--weights",
                    other.toString());
            assertFalse(Files.exists(Path.of(out)));
            Colours.Result result =
                    export("--row", "part", "--out", out, "--weights", elsewhere.toString());
            assertEquals(0, result.exitCode(), result.err());
            result = export("--row", "whole", "--out", out);
            assertEquals(0, result.exitCode(), "needs none: " + result.err());
        } finally {
            Files.move(elsewhere, weights);
        }
    }

    @Test
    void changedTensorsOrScoresAreRefused() throws IOException {
        Path tensors = row("whole").resolve("checkpoint/weights.safetensors");
        Path thresholds = row("whole").resolve("thresholds.json");
        byte[] bytes = Files.readAllBytes(tensors);
        String text = Files.readString(thresholds);
        try {
            bytes[bytes.length - 1] ^= 1;
            Files.write(tensors, bytes);
            refused(1, "was changed: its SHA-256 is", "--row", "whole");
            Files.writeString(
                    thresholds, text.replaceFirst("\"threshold\" : [0-9.]+", "\"threshold\" : 1"));
            refused(1, "one of them was changed", "--row", "whole");
        } finally {
            bytes[bytes.length - 1] ^= 1;
            Files.write(tensors, bytes);
            Files.writeString(thresholds, text);
        }
    }
}

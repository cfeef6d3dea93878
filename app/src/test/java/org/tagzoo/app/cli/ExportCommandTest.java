package org.tagzoo.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
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
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunGroups;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.SyntheticRun;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.export.Export;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/** Exports of a run with each kind of network: trained whole, in part, and only its head. */
// Over 300 lines: all its tests share one run, which takes seconds to train.
class ExportCommandTest {

    @TempDir static Path folder;
    private static OddRun odd;

    @BeforeAll
    static void compare() throws IOException {
        odd = OddRun.withOwnImages(folder, "--use-all-data");
        Result result = Result.run("ensemble", odd.run().toString(), "--rows", "whole,part");
        assertEquals(0, result.exitCode(), result.err());
    }

    /** Cropped and bicubic, as the authors of its weights do. */
    @Test
    void aRowThatLeavesImagesToItsWeightsIsExportedSo() throws Exception {
        Path exported = odd.exported("own-images");
        assertEquals(
                Resize.of("crop-224-of-256-bicubic"), Export.open(exported).description().resize());
        String card = Files.readString(exported.resolve("README.md"));
        assertTrue(
                card.contains("image, 46, torchvision.transforms.InterpolationMode.BICUBIC), 40)"),
                card);
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "frozen", "part", "own-images"})
    void scoresAndTagsAreThoseOfTheTableForEveryImage(String name) throws Exception {
        Path out = folder.resolve("skew-" + name);
        Result result = odd.export("--row", name, "--out", out.toString(), "--zip", "--raw-scores");
        assertEquals(0, result.exitCode(), result.err());
        for (Path export : List.of(out, folder.resolve("skew-" + name + ".zip"))) {
            odd.assertSameScores(export, name);
        }
    }

    @Test
    void theBestRowOnValidationIsTakenAndReplacedInPlace() throws IOException {
        RunResults results = RunResults.open(odd.run());
        JsonNode best = null;
        for (String name : List.of("whole", "frozen", "part", "own-images")) {
            JsonNode outcome =
                    new ObjectMapper().readTree(odd.row(name).resolve("outcome.json").toFile());
            if (best == null
                    || outcome.get("validationF1").asDouble()
                            > best.get("validationF1").asDouble()) {
                best = outcome;
            }
        }
        String name = best.get("row").get("name").asText();
        for (String[] arguments : new String[][] {{}, {"--row", "best"}}) {
            Result result = odd.export(arguments);
            assertEquals(0, result.exitCode(), result.err());
            assertTrue(result.out().startsWith(name + " (F1 "), result.out());
            assertTrue(result.out().contains("the best row"), result.out());
            assertTrue(result.out().contains("tagzoo predict " + odd.row(name).resolve("export")));
        }
        Export export = Export.open(odd.row(name).resolve("export"));
        assertEquals(name, export.description().row());
        assertEquals(
                results.read(results.row(name)).scores().labels(), export.description().labels());
        try (var files = Files.list(odd.row(name))) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith(".")));
        }
    }

    @Test
    void anExportInBfloat16IsHalfAsLargeAndItsCardSaysWhatThatCosts() throws Exception {
        Path whole = odd.exported("part");
        Path half = folder.resolve("bfloat16");
        Result result =
                odd.export(
                        "--row",
                        "part",
                        "--raw-scores",
                        "--precision",
                        "bfloat16",
                        "--out",
                        half.toString());
        assertEquals(0, result.exitCode(), result.err());
        double size = Files.size(half.resolve("model.pt"));
        // What is not weights, some 300 KB of code, is as large as before.
        assertEquals(0.5, size / Files.size(whole.resolve("model.pt")), 0.03);
        double largest = odd.difference(half, "part").largest();
        assertTrue(largest > 0 && largest < 0.02, () -> "" + largest);
        assertTrue(result.out().contains("In bfloat16, F1 is "), result.out());
        String card = Files.readString(half.resolve("README.md"));
        assertTrue(card.contains("the export computes in bfloat16.**"), card);
        Result other = odd.export("--row", "part", "--precision", "bfloat16", "--image-size", "64");
        assertEquals(2, other.exitCode(), other.err());
    }

    @Test
    void theCardSaysWhatTheTableSays() throws IOException {
        Path out = folder.resolve("card");
        assertEquals(
                0, odd.export("--row", "part", "--out", out.toString(), "--raw-scores").exitCode());
        String card = Files.readString(out.resolve("README.md"));
        assertTrue(card.startsWith("---\n"), card);
        JsonNode head = new YAMLMapper().readTree(card.substring(4, card.indexOf("\n---\n")));
        JsonNode metric = head.at("/model-index/0/results/0/metrics/0");
        double f1 = RunResults.open(odd.run()).row("part").first();
        assertEquals(f1, metric.get("value").asDouble(), 5e-4);
        for (String line : Files.readAllLines(odd.row("part").resolve("labels.csv"))) {
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
        assertTrue(card.contains("A file of the user's own, mobilenet_v3_small.safetensors"), card);
        assertFalse(card.contains(folder.toString()), "tells of this machine");
        String recipe = card.substring(card.indexOf("```yaml\n") + 8);
        Path file = folder.resolve("again.yaml");
        Files.writeString(file, recipe.substring(0, recipe.indexOf("```")));
        assertEquals(
                RunConfig.settings(RunFolder.open(odd.run())).recipe().rows().get(2),
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
                odd.export(
                                "--row",
                                "whole",
                                "--out",
                                out.toString(),
                                "--raw-scores",
                                "--thresholds",
                                "per-label")
                        .exitCode());
        Export export = Export.open(out);
        ChosenThresholds chosen =
                ThresholdsFile.read(
                        odd.row("whole").resolve("thresholds.json"), export.description().labels());
        assertEquals(chosen.perLabel(), export.description().thresholds().orElseThrow());
        String card = Files.readString(out.resolve("README.md"));
        assertTrue(card.contains("Each label has a threshold of its own"), card);
        double f1 = RunResults.open(odd.run()).row("whole").metric(Metric.F1_PER_LABEL_THRESHOLDS);
        assertTrue(card.contains("value: %.3f".formatted(f1).replaceAll("0+$", "")), card);
    }

    @Test
    void thresholdsForAGoalAreExportedWithWhatTheyPromise() throws IOException {
        Path out = folder.resolve("goal");
        Result result =
                odd.export(
                        "--row",
                        "whole",
                        "--out",
                        out.toString(),
                        "--raw-scores",
                        "--thresholds",
                        "recall:0.7");
        assertEquals(0, result.exitCode(), result.err());
        RunResults run = RunResults.open(odd.run());
        RowResults row = run.read(run.row("whole"));
        assertEquals(
                new ThresholdChoice("recall:0.7")
                        .trusted(
                                row.scores().matrix(Part.VALIDATION),
                                RunGroups.read(odd.run()).of(row.scores(), Part.VALIDATION),
                                run.table().seed())
                        .values(),
                Export.open(out).description().thresholds().orElseThrow());
        String card = Files.readString(out.resolve("README.md"));
        assertTrue(card.contains("for recall of at least 0.7. "), card);
        assertTrue(card.contains("| kept in | remark |"), card);
        assertTrue(card.contains("can't be promised"), card);
    }

    @Test
    void theWeightsThatHaveSeenAllAreExportedIfAskedFor() throws IOException {
        Path plain = folder.resolve("plain");
        Path all = folder.resolve("all");
        assertEquals(0, odd.export("--row", "whole", "--out", plain.toString()).exitCode());
        assertEquals(
                0, odd.export("--row", "whole", "--out", all.toString(), "--all-data").exitCode());
        assertNotEquals(-1, Files.mismatch(plain.resolve("model.pt"), all.resolve("model.pt")));
        String card = Files.readString(all.resolve("README.md"));
        assertTrue(card.contains("weights before the last training"), card);
        assertFalse(Files.readString(plain.resolve("README.md")).contains("before the last"));
    }

    @Test
    void theWeightsThatHaveSeenAllAreCheckedToo() throws IOException {
        String[] asked = {"--row", "frozen", "--all-data"};
        Path tensors = odd.row("frozen").resolve("checkpoint/weights-all-data.safetensors");
        Path hash = tensors.resolveSibling("weights-all-data.json");
        String written = Files.readString(hash);
        byte[] bytes = Files.readAllBytes(tensors);
        bytes[bytes.length - 1] ^= 1;
        Files.write(tensors, bytes);
        odd.refused(1, "weights-all-data.json says", asked);
        Files.delete(tensors);
        odd.refused(1, "'tagzoo compare --use-all-data'", asked);
        bytes[bytes.length - 1] ^= 1;
        Files.write(tensors, bytes);
        Files.writeString(hash, "{\"sha256\": 3}");
        odd.refused(1, "'sha256' must be a text", asked);
        // As an older TagZoo left it.
        Files.delete(hash);
        odd.refused(1, "'tagzoo resume' of the run writes it", asked);
        Result result = Result.run("resume", odd.run().toString());
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(written, Files.readString(hash));
        assertEquals(0, odd.export(asked).exitCode());
    }

    @Test
    void rowsWithoutANetworkAreRefused() throws IOException {
        odd.refused(2, "puts other rows together", "--row", "ensemble-mean");
        odd.refused(2, "no row 'parts'", "--row", "parts");
        Path synthetic = SyntheticRun.make(Files.createDirectories(folder.resolve("synthetic")));
        Result result = Result.run("export", synthetic.toString(), "--row", "d");
        assertEquals(2, result.exitCode());
        assertTrue(result.err().contains("Row 'd' has no metrics"), result.err());
    }

    @Test
    void aRunFromBeforeIsResumedAndThenExportedWithTheSameBytes() throws IOException {
        Map<Path, String> before = new HashMap<>();
        for (String name : List.of("whole", "frozen", "part", "own-images")) {
            Path file = odd.row(name).resolve("network.json");
            before.put(file, Files.readString(file));
            Files.delete(file);
        }
        odd.refused(2, "'tagzoo resume " + odd.run() + "' writes it", "--row", "whole");
        Result result = Result.run("resume", odd.run().toString());
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
        Files.move(odd.weights(), elsewhere);
        try {
            odd.refused(
                    1,
                    odd.weights() + " is not there. Put the file back",
                    "--row",
                    "part",
                    "--out",
                    out);
            odd.refused(
                    2, "there is no file", "--row", "part", "--out", out, "--weights", out + "?");
            Path other = Files.writeString(folder.resolve("other.safetensors"), "no weights");
            odd.refused(
                    1,
                    "is another file",
                    "--row",
                    "part",
                    "--out",
                    out,
                    "--weights",
                    other.toString());
            assertFalse(Files.exists(Path.of(out)));
            Result result =
                    odd.export("--row", "part", "--out", out, "--weights", elsewhere.toString());
            assertEquals(0, result.exitCode(), result.err());
            result = odd.export("--row", "whole", "--out", out);
            assertEquals(0, result.exitCode(), "needs none: " + result.err());
        } finally {
            Files.move(elsewhere, odd.weights());
        }
    }

    @Test
    void changedTensorsOrScoresAreRefused() throws IOException {
        Path tensors = odd.row("whole").resolve("checkpoint/weights.safetensors");
        Path thresholds = odd.row("whole").resolve("thresholds.json");
        byte[] bytes = Files.readAllBytes(tensors);
        String text = Files.readString(thresholds);
        try {
            bytes[bytes.length - 1] ^= 1;
            Files.write(tensors, bytes);
            odd.refused(1, "was changed: its SHA-256 is", "--row", "whole");
            Files.writeString(
                    thresholds, text.replaceFirst("\"threshold\" : [0-9.]+", "\"threshold\" : 1"));
            odd.refused(1, "one of them was changed", "--row", "whole");
        } finally {
            bytes[bytes.length - 1] ^= 1;
            Files.write(tensors, bytes);
            Files.writeString(thresholds, text);
        }
    }
}

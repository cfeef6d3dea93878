package org.tagzoo.app.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.app.cli.Colours;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.threshold.ThresholdChoice;

/** {@code config.json}: what a run says of itself, and is resumed from. */
class RunConfigTest {

    @TempDir Path root;
    private RunFolder folder;
    private SmallComparison small;

    @BeforeEach
    void create() throws IOException {
        folder = RunFolder.create(root.resolve("run"));
        String row = SmallComparison.row("small", "ff1", "none", 2, "clipNorm: 2.5");
        small = new SmallComparison(root.resolve("corpus"), folder.root(), row);
    }

    private ObjectNode json() throws IOException {
        return (ObjectNode) SmallComparison.json(folder.file("config.json"));
    }

    private void rewrite(JsonNode content) throws IOException {
        new ObjectMapper().writeValue(folder.file("config.json").toFile(), content);
    }

    @Test
    void settingsComeBackAsTheyWere() throws IOException {
        small.repeats = 4;
        small.useAllData = true;
        small.randomWeights = true;
        small.predict = Optional.of(Path.of("some", "images"));
        ComparisonSettings plain = small.settings();
        CorpusOptions options =
                CorpusOptions.DEFAULT
                        .withImageFolder(Path.of("elsewhere"))
                        .withIdColumn("id")
                        .withLabelColumns(List.of("a", "b, c"))
                        .withMinimumSupport(3)
                        .withNearDuplicatesTogether(false)
                        .withLimit(40, 7);
        ComparisonSettings settings =
                new ComparisonSettings(
                        "csv:some.csv",
                        options,
                        plain.recipe(),
                        -5,
                        plain.precision(),
                        plain.memoryFormat(),
                        "cuda:1",
                        Map.of("resnet50", Path.of("my", "weights.pth")),
                        plain.offline(),
                        plain.threads(),
                        plain.randomWeights(),
                        plain.repeats(),
                        plain.useAllData(),
                        plain.predict(),
                        plain.unlabelled(),
                        0,
                        0,
                        null,
                        new ThresholdChoice("recall:0.9"));
        RunConfig.begin(folder, settings);
        assertEquals(settings, RunConfig.settings(folder));
        assertEquals(
                plain.recipe().rows().get(0).trainingText(),
                RunConfig.settings(folder).recipe().rows().get(0).trainingText());
        assertEquals(settings.on("cpu"), RunConfig.settings(folder).on("cpu"));
        assertEquals(Optional.empty(), RunConfig.corpusHash(folder));
    }

    /** Others read it, and runs are compared by their bytes. */
    @Test
    void membersHaveTheirNamesAndOrder() throws IOException {
        RunConfig.begin(folder, small.settings());
        List<String> names = new ArrayList<>();
        json().fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "schema",
                        "corpus",
                        "corpusOptions",
                        "corpusHash",
                        "split",
                        "labels",
                        "seed",
                        "precision",
                        "precisionMeasured",
                        "bfloat16Speed",
                        "memoryFormat",
                        "device",
                        "threads",
                        "engineThreads",
                        "offline",
                        "weightsFiles",
                        "randomWeights",
                        "repeats",
                        "useAllData",
                        "predict",
                        "folds",
                        "stack",
                        "recipe",
                        "versions"),
                names);
        assertEquals(2, json().get("schema").asInt());
        assertTrue(json().get("corpusHash").isNull());
        assertEquals(2.5, json().at("/recipe/rows/0/clipNorm").asDouble());
    }

    @Test
    void whatTheCorpusIsComesOnceItWasLookedAt() throws IOException {
        Colours.draw(root.resolve("corpus"));
        ComparisonSettings settings = small.settings();
        RunConfig.begin(folder, settings);
        int engineThreads = json().get("engineThreads").asInt();
        rewrite(json().put("engineThreads", engineThreads + 1));
        SplitCorpus corpus =
                SplitCorpus.read(
                        Corpora.read(settings.corpus(), CorpusOptions.DEFAULT), 1, 1, done -> {});
        RunConfig.complete(folder, settings, corpus);
        assertEquals(Optional.of(corpus.scanned().hash()), RunConfig.corpusHash(folder));
        assertEquals("{\"train\":36,\"validation\":12,\"test\":12}", json().get("split") + "");
        assertEquals("[\"blue\",\"green\",\"red\"]", json().get("labels").toString());
        assertEquals(engineThreads + 1, json().get("engineThreads").asInt(), "as it began");
        RunConfig.complete(folder, settings, corpus);
        rewrite(json().put("corpusHash", "0123456789abcdef"));
        IOException error =
                assertThrows(IOException.class, () -> RunConfig.complete(folder, settings, corpus));
        String hash = corpus.scanned().hash().substring(0, 12);
        assertTrue(error.getMessage().contains("(its hash was 0123456789ab and is " + hash));
    }

    @Test
    void runsThatKnewLessCanBeResumed() throws IOException {
        RunConfig.begin(folder, small.settings());
        ObjectNode older = json();
        List.of("precisionMeasured", "bfloat16Speed", "engineThreads", "repeats", "useAllData")
                .forEach(older::remove);
        older.remove("predict");
        rewrite(older);
        assertEquals(small.settings(), RunConfig.settings(folder));
        assertEquals(Optional.empty(), RunConfig.resumeEngine(folder));
    }

    @Test
    void runsThatSayNothingOfNearDuplicatesPartThem() throws IOException {
        RunConfig.begin(folder, small.settings());
        assertTrue(RunConfig.settings(folder).corpusOptions().nearDuplicatesTogether());
        ObjectNode older = json();
        ObjectNode options = (ObjectNode) older.get("corpusOptions");
        assertTrue(options.remove("nearDuplicatesTogether").booleanValue());
        rewrite(older);
        assertFalse(RunConfig.settings(folder).corpusOptions().nearDuplicatesTogether());
    }

    @Test
    void whatIsNoConfigIsSaid() throws IOException {
        Files.writeString(folder.file("config.json"), "{\"schema\": 2,");
        IOException cut = assertThrows(IOException.class, () -> RunConfig.settings(folder));
        assertTrue(
                cut.getMessage().contains("config.json: line 1 is not JSON: "), cut.getMessage());
        Files.delete(folder.file("config.json"));
        IOException gone = assertThrows(IOException.class, () -> RunConfig.settings(folder));
        assertTrue(gone.getMessage().contains("begin the run with compare"), gone.getMessage());
    }

    @Test
    void theSummaryNamesWhatARowIsTrainedWith() throws IOException {
        small.repeats = 3;
        Map<String, String> summary =
                RunConfig.summary(small.settings(), new Split(Map.of("a", Part.TRAIN)), folder);
        assertEquals("small", summary.get("recipe"));
        assertEquals("3", summary.get("trainings of each row"));
        assertEquals("train 1, validation 0, test 0", summary.get("split"));
        String row = summary.get("row small");
        assertTrue(row.startsWith("16 px, 2 epochs, batch 16, learning rate "), row);
    }

    @Test
    void repeatsAreOneToAHundred() {
        for (int wrong : List.of(0, 101)) {
            small.repeats = wrong;
            assertThrows(IllegalArgumentException.class, small::settings);
        }
    }
}

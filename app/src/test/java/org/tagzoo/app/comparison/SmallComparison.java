package org.tagzoo.app.comparison;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/** A comparison by its classes, without the command: settings, a folder, and what it says. */
final class SmallComparison {

    final Path root;
    final List<String> said = new ArrayList<>();
    boolean randomWeights;
    boolean useAllData;
    boolean frontier;
    boolean explain;
    boolean nearDuplicatesTogether = true;
    int repeats = 1;
    int folds;
    int stack;
    String layout = "folders:";
    Optional<Path> imageFolder = Optional.empty();
    List<String> labelColumns = List.of();
    Shortening shortening;
    Optional<Path> predict = Optional.empty();
    Optional<Path> unlabelled = Optional.empty();
    Comparison comparison;
    private final Path corpus;
    private final String rows;

    /**
     * @param rows of a recipe, as YAML
     */
    SmallComparison(Path corpus, Path root, String rows) {
        this.corpus = corpus;
        this.root = root;
        this.rows = rows;
    }

    private static final String SHARED =
            """
            name: small
            description: Small rows.
            settings:
              weights: none
              phases: [{train: all, epochs: 1}]
              imageSize: 16
              batchSize: 16
              task: tags
              head: {hidden: [], dropout: 0, standardized: false}
              loss: {kind: binary-cross-entropy, posWeight: true}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0}
              schedule: {kind: constant, maxLr: 0.05, momentum: 0.9}
              trainingThreshold: 0.5
            rows:
            """;

    /** Returns the lines of a row of tags at 16 pixels, trained at a constant rate. */
    static String row(String name, String model, String weights, int epochs, String... more) {
        return "  - {name: %s, model: %s, weights: %s, phases: [{train: all, epochs: %d}]%s}%n"
                .formatted(
                        name,
                        model,
                        weights,
                        epochs,
                        more.length == 0 ? "" : ", " + String.join(", ", more));
    }

    ComparisonSettings settings() throws IOException {
        Path file = Files.createTempFile("rows", ".yaml");
        Files.writeString(file, (frontier ? "frontier: true\n" : "") + SHARED + rows);
        Recipe recipe;
        try {
            recipe = RecipeReader.read(file.toString());
        } finally {
            Files.delete(file);
        }
        return new ComparisonSettings(
                layout + corpus,
                imageFolder
                        .map(images -> CorpusOptions.DEFAULT.withImageFolders(List.of(images)))
                        .orElse(CorpusOptions.DEFAULT)
                        .withLabelColumns(labelColumns)
                        .withNearDuplicatesTogether(nearDuplicatesTogether),
                recipe,
                1,
                PrecisionChoice.of(Precision.FLOAT32),
                MemoryFormat.CHANNELS_LAST,
                "cpu",
                Map.of(),
                true,
                2,
                randomWeights,
                repeats,
                useAllData,
                predict,
                unlabelled,
                folds,
                stack,
                shortening,
                null);
    }

    /** Runs it, or what is left of it. */
    Table run() throws IOException {
        ComparisonSettings settings = settings();
        RunFolder folder;
        if (Files.exists(root.resolve("config.json"))) {
            folder = RunFolder.open(root);
        } else {
            folder = RunFolder.create(root);
            RunConfig.begin(folder, settings);
        }
        if (explain) {
            folder.explain();
        }
        comparison = new Comparison(settings, Device.cpu(), said::add);
        return comparison.run(Corpora.read(settings.corpus(), settings.corpusOptions()), folder);
    }

    Path row(String name) {
        return root.resolve("rows").resolve(name);
    }

    /** Returns whether any line said contains a text. */
    boolean says(String text) {
        return said.stream().anyMatch(line -> line.contains(text));
    }

    static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }
}

package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.Reason;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeCheck;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.TaskChoice;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;
import org.tagzoo.zoo.torchscript.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagzoo compare}: trains networks on one corpus and prints the table. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains several networks on one corpus and prints how they compare.")
final class CompareCommand extends Subcommand {

    @Mixin private CorpusOptionsMixin corpusOptions;

    @Option(
            names = "--models",
            paramLabel = "MODEL",
            split = ",",
            description =
                    "Rows of the recipe by name, or networks, separated by commas. Default: all"
                            + " rows.")
    private List<String> models;

    @Option(
            names = "--recipe",
            paramLabel = "RECIPE",
            defaultValue = "quick",
            description =
                    "quick, helsinki, best, best-ablation, fine-tune, views, or a YAML file."
                            + " Default: quick.")
    private String recipe;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = {
                "tags: any number of labels an image; or classes: exactly one, by softmax."
                        + " Default:",
                "what a row's task or loss says; else classes for folders where each image has one",
                "label, and tags for all others."
            })
    private String task;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = {
                "Instead of each row's own. Phases share them in the recipe's proportions,",
                "one at least each: 15 for 10 of the head and 5 of more gives 10 and 5, 1 gives 1"
                        + " and 1."
            })
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Instead of each row's own.")
    private Integer batchSize;

    @Option(
            names = "--image-size",
            paramLabel = "PIXELS",
            description = "Side of the images, instead of each row's own.")
    private Integer imageSize;

    @Option(
            names = "--decoding",
            paramLabel = "HOW",
            description = {
                "whole, or reduced: JPEGs at 1/2, 1/4 or 1/8 where that is no smaller than the",
                "image size, faster for large photographs; instead of each row's own."
            })
    private Decoding decoding;

    @Option(
            names = "--resize",
            paramLabel = "HOW",
            description = {
                "How images become a square: stretch, crop (its middle) or pad (bars beside it);",
                "instead of each row's own."
            })
    private Resize resize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of sample, split, order and initial values. Default: 1.")
    private long seed;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            defaultValue = "auto",
            description = {
                "float32 or bfloat16, for convolutions and linear layers; or auto: bfloat16 where",
                "a trial finds it faster by 1.3 or more on the device, and float32 for ff1, ff2 and"
                        + " cnn.",
                "Default: auto."
            })
    private String precision;

    @Mixin private MemoryFormatOption memoryFormat;

    @Mixin private DeviceOption.Single device;

    @Option(
            names = "--weights",
            paramLabel = "MODEL=FILE",
            description =
                    "A file with a model's weights under torchvision's names: safetensors, .pth or"
                            + " TorchScript.")
    private Map<String, Path> weights = new TreeMap<>();

    @Option(
            names = "--offline",
            description = "Use no network: only the cache, and a mirror that is a folder.")
    private boolean offline;

    @Option(
            names = "--random-weights",
            description = {
                "Run a row whose weights are not available from random ones, all of it trained,",
                "under the name ROW-random-weights. Without: the row is skipped."
            })
    private boolean randomWeights;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "1",
            description = {
                "Train each row with N seeds, 1 to 100, for mean and spread of F1;",
                "sample and split stay the same. Default: 1."
            })
    private int repeats;

    @Option(
            names = "--use-all-data",
            description =
                    "Once a row is evaluated, train it an epoch on validation and one on test, at a"
                            + " tenth of the highest learning rate; its metrics stay as they are.")
    private boolean useAllData;

    @Option(
            names = "--predict",
            paramLabel = "FOLDER",
            description = {
                "Tag the images below FOLDER with each row: rows/<row>/predictions.csv.",
                "With --use-all-data, by the weights that have seen everything."
            })
    private Path predict;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "The run's folder, new or empty. Default: runs/<corpus>-<recipe>-<time>.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Recipe read = recipe();
        Device target = device.device();
        Optional<Precision> chosen = precision();
        Optional<Task> asked = task();
        weights.forEach(
                (model, file) ->
                        require(
                                Files.isRegularFile(file),
                                "--weights %s: there is no file %s",
                                model,
                                file));
        requireWithin("--repeats", repeats, 1, 100);
        require(
                predict == null || Files.isDirectory(predict),
                "--predict: there is no folder %s",
                predict);
        Corpus corpus = Corpora.read(corpusOptions.corpus(), corpusOptions.options(seed));
        TaskChoice.Chosen tasks = new TaskChoice(corpus, asked).choose(read);
        Recipe rows = tasks.recipe();
        tasks.remark().ifPresent(err()::println);
        Path root = out == null ? defaultFolder(rows) : out;
        RunFolder folder;
        try {
            folder = RunFolder.create(root);
        } catch (IOException e) {
            throw new UsageException(
                    "Can't make the run's folder %s: %s; choose another with --out"
                            .formatted(root, Reason.of(e)));
        }
        ComparisonSettings settings =
                new ComparisonSettings(
                        corpusOptions.corpus(),
                        corpusOptions.options(seed),
                        rows,
                        seed,
                        chosen.isPresent()
                                ? PrecisionChoice.of(chosen.get())
                                : measured(rows, target),
                        memoryFormat.value(),
                        device.name(),
                        weights,
                        offline,
                        Runtime.getRuntime().availableProcessors(),
                        randomWeights,
                        repeats,
                        useAllData,
                        Optional.ofNullable(predict));
        RunConfig.begin(folder, settings);
        return RunningComparison.run(command(), settings, target, corpus, folder);
    }

    /** Returns the precision that networks can be trained in; empty to have it measured. */
    private Optional<Precision> precision() {
        // In float16, small gradients become zero.
        Optional<Precision> known =
                Stream.of(Precision.FLOAT32, Precision.BFLOAT16)
                        .filter(each -> each.name().equalsIgnoreCase(precision))
                        .findFirst();
        require(
                known.isPresent() || precision.equalsIgnoreCase("auto"),
                "--precision is auto, float32 or bfloat16, not %s",
                precision);
        return known;
    }

    private Optional<Task> task() {
        Optional<Task> found = Optional.ofNullable(task).flatMap(Tasks::find);
        require(
                task == null || found.isPresent(),
                "--task is %s, not %s",
                String.join(" or ", Tasks.names()),
                task);
        return found;
    }

    private PrecisionChoice measured(Recipe rows, Device target) throws IOException {
        PrecisionChoice choice = PrecisionChoice.measure(rows, target, memoryFormat.value());
        if (choice.bfloat16Speed().isPresent()) {
            err().println("Precision: " + choice.describe());
        }
        return choice;
    }

    private Recipe recipe() {
        Recipe whole = RecipeReader.read(recipe);
        Recipe rows =
                (models == null ? whole : whole.select(models))
                        .withEach(
                                row ->
                                        row.with(
                                                optional(imageSize),
                                                Optional.ofNullable(decoding),
                                                Optional.ofNullable(resize),
                                                optional(epochs),
                                                optional(batchSize)));
        RecipeCheck.check(rows);
        return rows;
    }

    private Path defaultFolder(Recipe rows) {
        String layout = corpusOptions.corpus().split(":", 2)[0];
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
        String stamp = LocalDateTime.now(ZoneId.systemDefault()).format(format);
        return Path.of("runs", "%s-%s-%s".formatted(layout, rows.name(), stamp));
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}

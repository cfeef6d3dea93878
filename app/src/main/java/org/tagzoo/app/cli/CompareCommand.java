package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.Reason;
import org.tagzoo.app.comparison.RunConfig;
import org.tagzoo.app.comparison.RunFolder;
import org.tagzoo.app.comparison.Shortening;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeCheck;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagzoo compare}: trains networks on one corpus and prints the table. */
@Command(name = "compare")
final class CompareCommand extends Subcommand {

    @Mixin private CorpusOptionsMixin corpusOptions;

    @Option(names = "--models", paramLabel = "MODEL", split = ",")
    private List<String> models;

    @Option(names = "--recipe", paramLabel = "RECIPE", defaultValue = "quick")
    private String recipe;

    @Mixin private TaskMixin task;

    @Mixin private EpochsMixin epochs;

    @Option(names = "--batch-size", paramLabel = "N")
    private Integer batchSize;

    @Option(names = "--image-size", paramLabel = "SIZE")
    private ImageSize imageSize;

    @Option(names = "--decoding", paramLabel = "HOW")
    private Decoding decoding;

    @Option(names = "--resize", paramLabel = "HOW")
    private Resize.Kind resize;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "auto")
    private String precision;

    @Option(names = "--memory-format", paramLabel = "FORMAT", defaultValue = "channels_last")
    private MemoryFormat memoryFormat;

    @Mixin private DeviceOption.Several device;

    @Option(names = "--shared")
    private boolean shared;

    @Option(names = "--weights", paramLabel = "MODEL=FILE")
    private Map<String, Path> weights = new TreeMap<>();

    @Option(names = "--offline")
    private boolean offline;

    @Option(names = "--random-weights")
    private boolean randomWeights;

    @Option(names = "--repeats", paramLabel = "N", defaultValue = "1")
    private int repeats;

    @Option(names = "--use-all-data")
    private boolean useAllData;

    @Option(names = "--predict", paramLabel = "FOLDER")
    private Path predict;

    @Option(names = "--unlabelled", paramLabel = "FOLDER")
    private Path unlabelled;

    @Mixin private FoldOptions folds;

    @Option(names = "--no-halving")
    private boolean noHalving;

    @Option(names = "--explain")
    private boolean explain;

    @Option(names = "--thresholds", paramLabel = "WHICH")
    private ThresholdChoice thresholds;

    @Option(names = "--tensorboard")
    private boolean tensorboard;

    @Option(names = "--out", paramLabel = "FOLDER")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Recipe whole = recipe();
        Shortening shortening = epochs.shortening(whole);
        Recipe read = EpochsMixin.shortened(whole, shortening);
        List<Device> targets = device.devices();
        Device target = targets.get(0);
        boolean isShared = shared || targets.size() > 1;
        Optional<Precision> asked = precision();
        require(
                !(asked.equals(Optional.of(Precision.INT8)) && target.isGpu()),
                "--precision int8 is for processors; leave out --device");
        task.asked();
        requireWeights(weights);
        requireWithin("--repeats", repeats, 1, 100);
        require(
                predict == null || Files.isDirectory(predict),
                "--predict: there is no folder %s",
                predict);
        CorpusOptions options = corpusOptions.options(seed);
        options =
                folds.check(
                        options,
                        repeats > 1
                                || useAllData
                                || predict != null
                                || explain
                                || thresholds != null
                                || tensorboard
                                || isShared);
        TaskMixin.Chosen chosen = task.choose(corpusOptions.corpus(), options, read, err());
        Recipe rows = chosen.recipe();
        require(
                thresholds == null
                        || rows.rows().stream().anyMatch(row -> row.predicts().hasThresholds()),
                "--thresholds is for tags, and no row predicts any");
        rows.checkLosses(chosen.corpus().labels().names());
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
                        chosen.options(),
                        rows,
                        seed,
                        asked.isPresent()
                                ? PrecisionChoice.of(asked.get())
                                : measured(rows, target),
                        memoryFormat,
                        device.names().get(0),
                        weights,
                        offline || rows.frontier(),
                        Runtime.getRuntime().availableProcessors(),
                        randomWeights,
                        repeats,
                        useAllData,
                        Optional.ofNullable(predict),
                        Optional.ofNullable(unlabelled),
                        folds.folds(),
                        folds.stack(),
                        shortening,
                        thresholds);
        RunConfig.begin(folder, settings);
        if (explain) {
            folder.explain();
        }
        if (tensorboard) {
            folder.writeEvents();
        }
        if (isShared) {
            folder.share();
        }
        return RunningComparison.run(
                command(), settings, target, device.names(), chosen.corpus(), folder);
    }

    /** Returns the precision that networks can be trained in; empty to have it measured. */
    private Optional<Precision> precision() {
        // In float16, small gradients become zero.
        Optional<Precision> known =
                Stream.of(Precision.FLOAT32, Precision.BFLOAT16, Precision.INT8)
                        .filter(each -> each.name().equalsIgnoreCase(precision))
                        .findFirst();
        require(
                known.isPresent() || precision.equalsIgnoreCase("auto"),
                "--precision must be auto, float32, bfloat16 or int8, but is %s",
                precision);
        return known;
    }

    private PrecisionChoice measured(Recipe rows, Device target) throws IOException {
        PrecisionChoice choice = PrecisionChoice.measure(rows, target, memoryFormat);
        if (choice.bfloat16Speed().isPresent()) {
            err().println("Precision: " + choice.describe());
        }
        return choice;
    }

    private Recipe recipe() {
        Recipe read = RecipeReader.read(recipe);
        Recipe whole = noHalving ? read.withoutHalving() : read;
        Map<String, Object> settings = new HashMap<>();
        settings.put("imageSize", imageSize);
        settings.put("decoding", decoding);
        settings.put("resize", resize == null ? null : Resize.of(resize));
        settings.put("epochs", epochs.number());
        settings.put("batchSize", batchSize);
        settings.values().removeIf(Objects::isNull);
        Recipe rows =
                (models == null ? whole : whole.select(models)).withEach(row -> row.with(settings));
        for (RowRecipe row : rows.rows()) {
            settings.keySet().stream()
                    .filter(name -> row.search() != null && row.search().decides(name))
                    .forEach(
                            name ->
                                    require(
                                            false,
                                            "Row '%s' searches %s, which an option sets too: leave one of them out",
                                            row.name(),
                                            name));
        }
        RecipeCheck.check(rows);
        return rows;
    }

    private Path defaultFolder(Recipe rows) {
        String layout = corpusOptions.corpus().split(":", 2)[0];
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
        String stamp = LocalDateTime.now(ZoneId.systemDefault()).format(format);
        return Path.of("runs", "%s-%s-%s".formatted(layout, rows.name(), stamp));
    }
}

package org.tagzoo.app.cli;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.io.FilenameUtils;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.comparison.RateFinding;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeCheck;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.RatePage;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.training.RateCurve;
import org.tagzoo.zoo.training.RateSweep;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagzoo find-rate}: the learning-rate range test of a recipe's row. */
@Command(name = "find-rate")
final class FindRateCommand extends Subcommand {

    @Mixin private CorpusOptionsMixin corpusOptions;

    @Option(names = "--recipe", paramLabel = "RECIPE", defaultValue = "quick")
    private String recipe;

    @Mixin private TaskMixin task;

    @Option(names = "--row", paramLabel = "ROW")
    private String row;

    @Option(names = "--from", paramLabel = "RATE", defaultValue = "1e-7")
    private double from;

    @Option(names = "--to", paramLabel = "RATE", defaultValue = "10")
    private double to;

    @Option(names = "--updates", paramLabel = "N", defaultValue = "100")
    private int updates;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1")
    private long seed;

    @Option(names = "--weights", paramLabel = "MODEL=FILE")
    private Map<String, Path> weights = new TreeMap<>();

    @Option(names = "--offline")
    private boolean offline;

    @Mixin private DeviceOption.Single device;

    @Option(names = "--out", paramLabel = "FILE", required = true)
    private Path out;

    @Override
    public Integer call() throws IOException {
        RateSweep test = test();
        requireWeights(weights);
        task.asked();
        Recipe whole = RecipeReader.read(recipe);
        Recipe one = whole.select(List.of(row == null ? whole.rows().get(0).name() : row));
        RecipeCheck.check(one);
        // What a row starts from is selected too, before it.
        RowRecipe asked = one.rows().get(one.rows().size() - 1);
        if (asked.startFrom() != null) {
            throw new UsageException(
                    "Row '%s' starts from what row '%s' is trained to: choose one with --row that starts from none"
                            .formatted(asked.name(), asked.startFrom()));
        }
        if (asked.settingsFrom() != null) {
            throw new UsageException(
                    "Row '%s' takes settings from what a search finds for row '%s': choose one with --row that takes none"
                            .formatted(asked.name(), asked.settingsFrom()));
        }
        if (asked.crops() != null) {
            throw new UsageException(
                    "Row '%s' sees crops by the boxes of row '%s': choose one with --row that sees whole images"
                            .formatted(asked.name(), asked.crops().of()));
        }
        if (asked.head().classMap() != null) {
            throw new UsageException(
                    "Row '%s' uses its network unchanged (classMap), so there is no learning rate to find: choose another with --row"
                            .formatted(asked.name()));
        }
        Device target = device.device();
        TaskMixin.Chosen tasks =
                task.choose(corpusOptions.corpus(), corpusOptions.options(seed), one, err());
        // The first phase is tested, and what others need isn't asked for.
        Recipe rows =
                tasks.recipe().withEach(r -> r.with(Map.of("phases", r.phases().subList(0, 1))));
        Corpus corpus = tasks.corpus();
        RowRecipe chosen = rows.rows().get(rows.rows().size() - 1);
        ComparisonSettings settings =
                new ComparisonSettings(
                        corpusOptions.corpus(),
                        tasks.options(),
                        rows,
                        seed,
                        PrecisionChoice.of(Precision.FLOAT32),
                        MemoryFormat.CHANNELS_LAST,
                        device.name(),
                        weights,
                        offline,
                        Runtime.getRuntime().availableProcessors(),
                        false,
                        1,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        0,
                        null,
                        null);
        RateCurve curve = RateFinding.find(settings, chosen, test, corpus, target, err()::println);
        RatePage page = new RatePage(corpus.name(), chosen.name(), seed, curve);
        Path csv =
                out.resolveSibling(
                        FilenameUtils.removeExtension(out.getFileName().toString()) + ".csv");
        write(page::write, out);
        write(file -> AtomicFile.write(file, csv(curve)), csv);
        say("%s%nCurve: %s, as numbers: %s", page.sentence(), out, csv);
        return CommandLine.ExitCode.OK;
    }

    private RateSweep test() {
        try {
            return new RateSweep(from, to, updates);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static String csv(RateCurve curve) {
        StringBuilder csv = new StringBuilder("update,rate,loss,smoothed\n");
        for (RateCurve.Point point : curve.points()) {
            csv.append(point.update()).append(',').append(point.rate()).append(',');
            csv.append(point.loss()).append(',').append(point.smoothed()).append('\n');
        }
        return csv.toString();
    }
}

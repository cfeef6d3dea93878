package org.tagzoo.app.experiment;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.app.ensemble.EnsembleRows;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunReport;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.progress.FetchProgress;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableJsonReader;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusScan;
import org.tagzoo.datasets.corpus.QuarantineFile;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitFile;
import org.tagzoo.datasets.split.StratifiedSplitter;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;

/** Compares networks on a corpus: reads, splits, trains row by row, and writes the run folder. */
public final class Comparison {

    private final ComparisonSettings settings;
    private final Device device;
    private final Consumer<String> log;
    private boolean complete = true;

    /**
     * @param device that {@code settings} names
     * @param log is told, in one line each, what a user should know while it runs
     */
    public Comparison(ComparisonSettings settings, Device device, Consumer<String> log) {
        this.settings = settings;
        this.device = device;
        this.log = log;
    }

    /**
     * Runs the whole comparison, or what is left of it.
     *
     * @param corpus as read, not yet looked at
     * @param folder of this run, in which an earlier process may have got some way
     * @return the table, which is also in the folder
     */
    public Table run(Corpus corpus, RunFolder folder) throws IOException {
        WeightsCache cache = WeightsCache.standard();
        WeightsFetcher fetcher =
                WeightsFetcher.of(System.getenv(), settings.offline(), new FetchProgress(log));
        WeightsLookup lookup =
                new WeightsLookup(
                        WeightsRegistry.standard(), cache, fetcher, settings.weightsFiles());
        PreparedCorpus prepared = prepare(corpus, folder);
        PhaseSources sources = new PhaseSources(settings, prepared, cache.folder(), device);
        TrainerSettings trainers = new TrainerSettings(posWeight(prepared), settings.threads());
        RowTraining training = new RowTraining(settings, prepared, sources, trainers, log);
        RowPlans plans = new RowPlans(prepared, lookup, sources);
        RowJudge judge = new RowJudge(prepared, settings.seed());
        AfterFigures after =
                new AfterFigures(
                        plans,
                        training,
                        new SeedRepeats(
                                plans, training, judge, settings.seed(), settings.repeats()),
                        settings.useAllData()
                                ? Optional.of(new AllData(settings, prepared, trainers, log))
                                : Optional.empty(),
                        settings.predict()
                                .map(
                                        pictures ->
                                                new Predictions(
                                                        settings, prepared, sources, pictures,
                                                        log)),
                        settings.seed(),
                        log);
        RowNetworks networks = new RowNetworks(prepared, plans, settings.seed(), log);
        RowRunner runner = new RowRunner(settings, plans, training, judge, networks, after, folder);
        List<Row> rows = new ArrayList<>();
        for (RowRecipe recipe : settings.recipe().rows()) {
            RowOutcome outcome = runner.run(recipe);
            rows.add(outcome.row());
            log.accept(summary(outcome));
        }
        complete = after.isComplete();
        Table table = withEnsembles(folder, table(prepared, rows));
        new RunReport(folder.root(), Thumbnails.of(prepared.images()))
                .write(table, context(prepared));
        return table;
    }

    /**
     * Puts together again what was put together from this run's rows before it was resumed: a row
     * may have other figures now, or none.
     */
    private Table withEnsembles(RunFolder folder, Table table) throws IOException {
        Path before = folder.file("table.json");
        if (!Files.isRegularFile(before)) {
            return table;
        }
        Table whole = table;
        for (Row row : TableJsonReader.read(before).rows()) {
            if (row.ensemble() == null) {
                continue;
            }
            try {
                whole =
                        whole.withRow(
                                EnsembleRows.again(new RunResults(folder.root(), table), row));
            } catch (RunException e) {
                log.accept("%s is left out. %s".formatted(row.name(), e.getMessage()));
            }
        }
        return whole;
    }

    /**
     * Whether all was done that the settings ask for beyond rows' figures; what was not is tried
     * again when the run is resumed.
     */
    public boolean isComplete() {
        return complete;
    }

    private PreparedCorpus prepare(Corpus corpus, RunFolder folder) throws IOException {
        ScannedCorpus scanned;
        try (Progress progress =
                Progress.start("looking at the pictures", corpus.images().size(), "images")) {
            int[] last = {0};
            scanned =
                    CorpusScan.scan(
                            corpus,
                            settings.threads(),
                            done -> {
                                progress.step(done - last[0]);
                                last[0] = done;
                            });
        }
        Split split =
                StratifiedSplitter.builder()
                        .setSeed(settings.seed())
                        .build()
                        .split(scanned.corpus().images());
        PreparedCorpus prepared = PreparedCorpus.of(scanned, split);
        RunConfig.complete(folder, settings, prepared);
        QuarantineFile.write(folder.file("quarantine.csv"), scanned.corpus().quarantine());
        SplitFile.write(split, folder.file("split.csv"));
        log.accept(
                "%s: %d images, %d labels; %s; %d quarantined"
                        .formatted(
                                corpus.name(),
                                prepared.images().size(),
                                prepared.labels().size(),
                                split,
                                scanned.corpus().quarantine().size()));
        scanned.corpus().notes().forEach(log);
        return prepared;
    }

    private static double[] posWeight(PreparedCorpus prepared) {
        return new LabelStatistics(
                        prepared.split().images(prepared.images(), Part.TRAIN), prepared.labels())
                .posWeight();
    }

    private static String summary(RowOutcome outcome) {
        Row row = outcome.row();
        return switch (row.status()) {
            case OK ->
                    "%s: F1 %.3f on test, %.3f on validation at threshold %.2f, trained in %.1f s%s"
                            .formatted(
                                    row.name(),
                                    row.f1(),
                                    outcome.validationF1(),
                                    row.threshold(),
                                    row.trainingSeconds(),
                                    seeds(row.f1Spread()));
            case SKIPPED -> "%s: skipped. %s".formatted(row.name(), row.reason());
            case FAILED -> "%s: failed. %s".formatted(row.name(), row.reason());
        };
    }

    private static String seeds(Spread spread) {
        return spread == null
                ? ""
                : "; F1 over %d seeds %.3f, standard deviation %.3f"
                        .formatted(spread.n(), spread.mean(), spread.standardDeviation());
    }

    private Table table(PreparedCorpus prepared, List<Row> rows) {
        double[] frequencies = Baseline.frequencies(prepared.targets().get(Part.TRAIN));
        List<Table.Baseline> baselines =
                Baseline.all(frequencies, prepared.targets().get(Part.TEST)).stream()
                        .map(
                                baseline ->
                                        new Table.Baseline(
                                                baseline.name(),
                                                baseline.metrics().get(Metric.MICRO_F1),
                                                baseline.metrics().get(Metric.PRECISION),
                                                baseline.metrics().get(Metric.RECALL)))
                        .toList();
        Corpus corpus = prepared.scanned().corpus();
        return new Table(
                Table.SCHEMA,
                new Table.CorpusSummary(
                        corpus.name(),
                        corpus.images().size(),
                        corpus.labels().size(),
                        corpus.quarantine().size()),
                settings.seed(),
                rows,
                baselines);
    }

    private ReportContext context(PreparedCorpus prepared) {
        Map<String, ReportContext.PartCounts> labels = new LinkedHashMap<>();
        for (int i = 0; i < prepared.labels().size(); i++) {
            int label = i;
            labels.put(
                    prepared.labels().name(i),
                    counts(part -> positives(prepared.targets().get(part), label)));
        }
        List<String> notes = new ArrayList<>(prepared.scanned().corpus().notes());
        notes.add(settings.recipe().description());
        return new ReportContext(
                "Networks on " + prepared.scanned().corpus().name(),
                notes,
                RunConfig.summary(settings),
                counts(part -> prepared.rows().get(part).length),
                labels);
    }

    private static int positives(boolean[][] targets, int label) {
        int count = 0;
        for (boolean[] row : targets) {
            count += row[label] ? 1 : 0;
        }
        return count;
    }

    private static ReportContext.PartCounts counts(java.util.function.ToIntFunction<Part> count) {
        return new ReportContext.PartCounts(
                count.applyAsInt(Part.TRAIN),
                count.applyAsInt(Part.VALIDATION),
                count.applyAsInt(Part.TEST));
    }
}

package org.tagzoo.app.comparison;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.apache.commons.io.function.IOBiFunction;
import org.apache.commons.io.function.IOFunction;
import org.tagzoo.app.ensemble.EnsembleRows;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunReport;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.probe.LeakageProbe;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.app.report.Ensemble;
import org.tagzoo.app.report.Leakage;
import org.tagzoo.app.report.LeakageText;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableJson;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.QuarantinedImage;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.split.SplitFile;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.metric.Baseline;

/** Compares networks on a corpus: reads, splits, trains row by row, and writes the run folder. */
public final class Comparison {

    private ComparisonSettings settings;
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
        long begun = System.nanoTime();
        SplitCorpus read = read(corpus, settings);
        List<SplitCorpus> folds =
                settings.folds() == 0
                        ? List.of(asBegun(read, folder.file("split.csv")))
                        : CrossValidation.draw(read, settings.folds(), settings.seed(), folder);
        SplitCorpus prepared = folds.get(0);
        prepare(prepared, folder);
        KnownColumns.check(settings.recipe(), prepared);
        RowPlans plans = RowPlans.of(settings, prepared, folder, device, log);
        if (settings.shortening() != null && settings.shortening().share() == null) {
            settings = new BudgetTrial(plans, begun).choose();
            RunConfig.complete(folder, settings, prepared);
            plans = plans.with(settings);
        }
        AfterEvaluation after = new AfterEvaluation(plans);
        IOBiFunction<RowRecipe, List<Row>, RowOutcome> runner;
        IOFunction<Yardsticks.Model, RowOutcome> classic;
        if (settings.folds() == 0) {
            runner = new RowRunner(plans, after, folder)::run;
            classic = new ClassicRows(plans, folder)::run;
        } else {
            CrossValidation validation = new CrossValidation(folder, plans, folds);
            runner = validation::run;
            classic = validation::run;
        }
        List<Row> rows = new ArrayList<>();
        for (RowRecipe recipe : settings.recipe().rows()) {
            RowOutcome outcome = runner.apply(recipe, rows);
            rows.add(outcome.row());
            log.accept(OutcomeText.of(outcome));
        }
        for (Yardsticks.Model model : settings.recipe().models()) {
            RowOutcome outcome = classic.apply(model);
            rows.add(outcome.row());
            log.accept(OutcomeText.of(outcome));
        }
        complete = after.isComplete();
        if (settings.stack() > 0) {
            Stacking stacking = new Stacking(folder, plans);
            rows.addAll(stacking.run(rows));
            complete &= stacking.isComplete();
        }
        Table table = withEnsembles(folder, table(folds, rows));
        return new RunReport(folder.root(), Thumbnails.of(prepared.images()))
                .write(table, context(prepared, folder));
    }

    /**
     * Puts together again what was put together from this run's rows before it was resumed: a row
     * may have other metrics now, or none.
     */
    private Table withEnsembles(RunFolder folder, Table table) throws IOException {
        Path before = folder.file("table.json");
        if (!Files.isRegularFile(before)) {
            return table;
        }
        Table whole = table;
        for (Row row : TableJson.read(before).rows()) {
            if (row.ensemble() != null && row.ensemble().method() != Ensemble.Method.STACK) {
                RunResults results = new RunResults(folder.root(), table);
                try {
                    whole = whole.withRow(EnsembleRows.again(results, row));
                } catch (RunException e) {
                    log.accept("%s is left out. %s".formatted(row.name(), e.getMessage()));
                }
            }
        }
        return whole;
    }

    /**
     * Whether all was done that the settings ask for beyond rows' metrics; what was not is tried
     * again when the run is resumed.
     */
    public boolean isComplete() {
        return complete;
    }

    /** Looks at a corpus's images, and splits it. */
    static SplitCorpus read(Corpus corpus, ComparisonSettings settings) {
        try (Progress progress =
                Progress.start("looking at the images", corpus.images().size(), "images")) {
            SplitCorpus read =
                    SplitCorpus.read(
                            corpus,
                            settings.corpusOptions(),
                            settings.seed(),
                            settings.threads(),
                            progress.counter());
            return SplitCorpus.of(
                    KnownColumns.hashed(read.scanned(), settings.recipe()), read.split());
        }
    }

    private void prepare(SplitCorpus prepared, RunFolder folder) throws IOException {
        settings.recipe().checkLosses(prepared.labels().names());
        RunConfig.complete(folder, settings, prepared);
        QuarantinedImage.write(
                folder.file("quarantine.csv"), prepared.scanned().corpus().quarantine());
        if (settings.folds() == 0) {
            Path file = folder.file("split.csv");
            if (settings.corpusOptions().nearDuplicatesTogether()) {
                SplitFile.writeWithGroups(prepared.split(), prepared.images(), file);
            } else {
                SplitFile.write(prepared.split(), prepared.images(), file);
            }
        }
        log.accept(
                "%s: %d images, %d labels; %s; %d quarantined"
                        .formatted(
                                prepared.scanned().corpus().name(),
                                prepared.images().size(),
                                prepared.labels().size(),
                                settings.folds() == 0
                                        ? prepared.split()
                                        : settings.folds()
                                                + " folds, the first "
                                                + prepared.split(),
                                prepared.scanned().corpus().quarantine().size()));
        prepared.scanned().corpus().notes().forEach(log);
    }

    /** Returns the corpus in the split that an earlier process of the run wrote, if it did. */
    static SplitCorpus asBegun(SplitCorpus prepared, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return prepared;
        }
        Split begun;
        try {
            begun = SplitFile.read(file, prepared.images());
        } catch (CorpusException e) {
            return prepared; // of other images; what the corpus was is compared next
        }
        return begun.equals(prepared.split())
                ? prepared
                : SplitCorpus.of(prepared.scanned(), begun);
    }

    private Table table(List<SplitCorpus> folds, List<Row> rows) {
        SplitCorpus prepared = folds.get(0);
        List<Baseline> baselines =
                new ArrayList<>(
                        Baseline.means(folds.stream().map(fold -> baselines(fold, rows)).toList()));
        settings.recipe().person().ifPresent(baselines::add);
        Corpus corpus = prepared.scanned().corpus();
        return Table.of(
                new Table.CorpusSummary(
                        corpus.name(),
                        corpus.images().size(),
                        corpus.labels().size(),
                        corpus.quarantine().size(),
                        new Table.Counts(parts(prepared), corpus.labelCounts(), corpus.leftOut())),
                settings.seed(),
                rows,
                baselines);
    }

    private static List<Baseline> baselines(SplitCorpus split, List<Row> rows) {
        double[] train =
                new LabelStatistics(split.images(Part.TRAIN), split.labels()).frequencies();
        boolean[][] test = split.targets().get(Part.TEST);
        boolean[][] unknown = split.unknown().get(Part.TEST);
        return rows.stream()
                .map(row -> row.task().ofLabels())
                .distinct()
                .flatMap(task -> task.baselines(train, test, unknown).stream())
                .toList();
    }

    private static Map<String, Integer> parts(SplitCorpus prepared) {
        Map<String, Integer> parts = new LinkedHashMap<>();
        prepared.rows().forEach((part, rows) -> parts.put(part.label(), rows.length));
        return parts;
    }

    private ReportContext context(SplitCorpus prepared, RunFolder folder) throws IOException {
        Map<Part, int[]> positives = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            LabelSet all = prepared.labels();
            positives.put(part, new LabelStatistics(prepared.images(part), all).positives());
        }
        Map<String, ReportContext.PartCounts> labels = new LinkedHashMap<>();
        for (int i = 0; i < prepared.labels().size(); i++) {
            int label = i;
            labels.put(prepared.labels().name(i), counts(part -> positives.get(part)[label]));
        }
        List<String> notes = new ArrayList<>(prepared.scanned().corpus().notes());
        notes.add(settings.recipe().description());
        if (settings.shortening() != null) {
            notes.add(
                    "Rows train a share of their epochs, the same for all but for one epoch at least: what %s gives."
                            .formatted(settings.shortening().option()));
        }
        return new ReportContext(
                "Networks on " + prepared.scanned().corpus().name(),
                notes,
                RunConfig.summary(settings, prepared.split(), folder),
                counts(part -> prepared.rows().get(part).length),
                labels,
                leakage(prepared),
                settings.recipe().threshold().orElse(null),
                Objects.toString(settings.thresholds(), null));
    }

    /** Returns {@code null} where there are too few groups of images to test any model. */
    private Leakage leakage(SplitCorpus prepared) {
        try {
            Leakage found = LeakageProbe.of(prepared.scanned(), settings.seed());
            LeakageText.leaks(found).forEach(log);
            return found;
        } catch (CorpusException e) {
            log.accept("What predicts labels without looking is not tested: " + e.getMessage());
            return null;
        }
    }

    private static ReportContext.PartCounts counts(ToIntFunction<Part> count) {
        return new ReportContext.PartCounts(
                count.applyAsInt(Part.TRAIN),
                count.applyAsInt(Part.VALIDATION),
                count.applyAsInt(Part.TEST));
    }
}

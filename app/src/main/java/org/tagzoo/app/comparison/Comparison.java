package org.tagzoo.app.comparison;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.io.function.IOBiFunction;
import org.apache.commons.io.function.IOFunction;
import org.apache.commons.io.function.IOSupplier;
import org.tagzoo.app.ensemble.EnsembleRows;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunReport;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.app.report.Ensemble;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableJson;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusException;
import org.tagzoo.datasets.corpus.QuarantinedImage;
import org.tagzoo.datasets.duplicate.KeepTogether;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.split.SplitFile;

/** Compares networks on a corpus: reads, splits, trains row by row, and writes the run folder. */
public final class Comparison {

    private static final String TABLE = "table.json";

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
     * What is known once the corpus was looked at.
     *
     * @param folds the corpus in its split, or once a fold
     */
    private record Begun(List<SplitCorpus> folds, RowPlans plans) {}

    /** A shared run that was begun or joined. */
    private record Joined(Begun begun, RowLeases leases) {}

    /**
     * Runs the whole comparison, or what is left of it; the caller has the run's lock.
     *
     * @param corpus as read, not yet looked at
     * @param folder of this run, in which an earlier process may have got some way
     * @return the table, which is also in the folder
     */
    public Table run(Corpus corpus, RunFolder folder) throws IOException {
        long start = System.nanoTime();
        Begun begun = begin(read(corpus, settings), folder, start);
        return end(begun, folder, row -> Optional.empty(), log);
    }

    /** How the rows of a shared run are made. */
    public interface Making {
        /** Returns when all are made. */
        void make(SharedRows rows) throws IOException;
    }

    /**
     * Makes the rows of a shared run, or has them made, while others do so too.
     *
     * @return what puts the table together; only one process does so, and others wait for it
     */
    public IOSupplier<Table> shared(Corpus corpus, RunFolder folder, Making making)
            throws IOException {
        long start = System.nanoTime();
        SplitCorpus read = read(corpus, settings);
        // Under the lock, as one session at a time begins or ends.
        Joined joined =
                folder.inTurn(
                        () -> {
                            // Another may have found out for how many epochs rows are trained.
                            settings = RunConfig.settings(folder);
                            Begun begun = begin(read, folder, start);
                            return new Joined(begun, RowLeases.open(folder));
                        });
        making.make(new SharedRows(joined.begun.plans(), joined.leases));
        return () -> folder.inTurn(() -> together(joined.begun, folder, joined.leases));
    }

    private Table together(Begun begun, RunFolder folder, RowLeases leases) throws IOException {
        if (leases.isOver()) {
            return TableJson.read(folder.file(TABLE));
        }
        folder.sweep();
        Table table = end(begun, folder, leases::told, line -> {});
        leases.end();
        return table;
    }

    private Begun begin(SplitCorpus read, RunFolder folder, long start) throws IOException {
        List<SplitCorpus> folds =
                settings.folds() == 0
                        ? List.of(asBegun(read, folder.file("split.csv")))
                        : CrossValidation.draw(read, settings.folds(), settings.seed(), folder);
        SplitCorpus prepared = folds.get(0);
        prepare(prepared, folder);
        KnownColumns.check(settings.recipe(), prepared);
        RowPlans plans = RowPlans.of(settings, prepared, folder, device, log);
        if (settings.shortening() != null && settings.shortening().share() == null) {
            settings = new BudgetTrial(plans, start).choose();
            RunConfig.complete(folder, settings, prepared);
            plans = plans.with(settings);
        }
        return new Begun(folds, plans);
    }

    /**
     * Makes the rows that are not made, and the table of all.
     *
     * @param told what came of a row where it was made; empty to make it
     * @param outcomes is told what came of each row
     */
    private Table end(
            Begun begun,
            RunFolder folder,
            IOFunction<String, Optional<RowOutcome>> told,
            Consumer<String> outcomes)
            throws IOException {
        RowPlans plans = begun.plans();
        AfterEvaluation after = new AfterEvaluation(plans);
        IOBiFunction<RowRecipe, List<Row>, RowOutcome> runner;
        IOFunction<Yardsticks.Model, RowOutcome> classic;
        if (settings.folds() == 0) {
            runner = new RowRunner(plans, after, folder)::run;
            classic = new ClassicRows(plans, folder)::run;
        } else {
            CrossValidation validation = new CrossValidation(folder, plans, begun.folds());
            runner = validation::run;
            classic = validation::run;
        }
        List<Row> rows = new ArrayList<>();
        for (RowRecipe recipe : settings.recipe().rows()) {
            Optional<RowOutcome> without = withoutMetrics(told.apply(recipe.name()));
            RowOutcome outcome = without.isPresent() ? without.get() : runner.apply(recipe, rows);
            rows.add(outcome.row());
            outcomes.accept(OutcomeText.of(outcome));
        }
        for (Yardsticks.Model model : settings.recipe().models()) {
            Optional<RowOutcome> without = withoutMetrics(told.apply(model.name()));
            RowOutcome outcome = without.isPresent() ? without.get() : classic.apply(model);
            rows.add(outcome.row());
            outcomes.accept(OutcomeText.of(outcome));
        }
        complete = after.isComplete();
        if (settings.stack() > 0) {
            Stacking stacking = new Stacking(folder, plans);
            rows.addAll(stacking.run(rows));
            complete &= stacking.isComplete();
        }
        ComparisonTable made = new ComparisonTable(settings, log);
        SplitCorpus prepared = begun.folds().get(0);
        Table table = withEnsembles(folder, made.table(begun.folds(), rows));
        return new RunReport(folder.root(), Thumbnails.of(prepared.images()))
                .write(table, made.context(prepared, folder));
    }

    /** A row with metrics is read from its folder, as in a run that is resumed. */
    private static Optional<RowOutcome> withoutMetrics(Optional<RowOutcome> told) {
        return told.filter(outcome -> outcome.row().status() != Row.Status.OK);
    }

    /**
     * Puts together again what was put together from this run's rows before it was resumed: a row
     * may have other metrics now, or none.
     */
    private Table withEnsembles(RunFolder folder, Table table) throws IOException {
        Path before = folder.file(TABLE);
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
            writeSplit(prepared, folder.file("split.csv"));
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

    /**
     * Writes the split, and which images are of one group: calibrations and thresholds keep these
     * together also where the split parts near-duplicates. A file of a version that wrote no groups
     * stays as it is, so that such a run's probabilities do.
     */
    private void writeSplit(SplitCorpus prepared, Path file) throws IOException {
        if (settings.corpusOptions().nearDuplicatesTogether()) {
            SplitFile.writeWithGroups(prepared.split(), prepared.images(), file);
        } else if (Files.isRegularFile(file) && SplitFile.groups(file).isEmpty()) {
            SplitFile.write(prepared.split(), prepared.images(), file);
        } else {
            SplitFile.writeWithGroups(
                    prepared.split(), KeepTogether.grouped(prepared.scanned()), file);
        }
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
}

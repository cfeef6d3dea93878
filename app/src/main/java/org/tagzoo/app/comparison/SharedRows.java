package org.tagzoo.app.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.app.report.Row;

/**
 * The rows of a shared run, which this process makes one at a time, beside others that do so too.
 * It ends when all are made.
 */
public final class SharedRows {

    /** How often it looks whether a row has become free. */
    private static final long POLL_MILLIS = 500;

    private final RowPlans plans;
    private final RowLeases leases;
    private final Set<String> waitedFor = new TreeSet<>();

    SharedRows(RowPlans plans, RowLeases leases) {
        this.plans = plans;
        this.leases = leases;
    }

    /**
     * A row, or a model that is no network.
     *
     * @param needed rows that it rests on
     */
    private record Unit(
            String name,
            List<String> needed,
            Optional<RowRecipe> row,
            Optional<Yardsticks.Model> model) {}

    /** Makes rows until all are made. */
    public void make() throws IOException {
        List<Unit> units = units(plans.settings().recipe());
        while (!leases.isOver()) {
            List<Row> settled = new ArrayList<>();
            List<String> open = new ArrayList<>();
            boolean isBusy = false;
            for (Unit unit : units) {
                Optional<RowOutcome> outcome = leases.settled(unit.name());
                if (outcome.isPresent()) {
                    settled.add(outcome.get().row());
                    continue;
                }
                open.add(unit.name());
                if (unit.needed().stream().noneMatch(open::contains)) {
                    Optional<RowLease> lease = leases.take(unit.name());
                    if (lease.isPresent()) {
                        make(unit, settled, lease.get());
                        isBusy = true;
                        break; // What is settled may be other rows by now.
                    }
                }
            }
            if (open.isEmpty()) {
                return;
            }
            if (!isBusy) {
                sayWaiting(open);
                RunFolder.pause(POLL_MILLIS);
            }
        }
    }

    private static List<Unit> units(Recipe recipe) {
        return Stream.concat(
                        recipe.rows().stream()
                                .map(
                                        row ->
                                                new Unit(
                                                        row.name(),
                                                        needed(row),
                                                        Optional.of(row),
                                                        Optional.empty())),
                        recipe.models().stream()
                                .map(
                                        model ->
                                                new Unit(
                                                        model.name(),
                                                        Stream.ofNullable(model.row()).toList(),
                                                        Optional.empty(),
                                                        Optional.of(model))))
                .toList();
    }

    private static List<String> needed(RowRecipe row) {
        return Stream.of(
                        row.startFrom(),
                        row.settingsFrom(),
                        row.crops() == null ? null : row.crops().of())
                .filter(name -> name != null)
                .toList();
    }

    /** Makes a row and settles it, unless it becomes another's meanwhile. */
    private void make(Unit unit, List<Row> before, RowLease taken) throws IOException {
        RunLog log = new RunLog(line -> plans.log().accept(named(unit.name(), line)));
        try (RowLease lease = taken) {
            RunFolder own = lease.folder();
            RowPlans in = plans.on(plans.corpus(), own).telling(log);
            RowOutcome outcome =
                    unit.row().isPresent()
                            ? new RowRunner(in, new AfterEvaluation(in), own)
                                    .run(unit.row().get(), before)
                            : new ClassicRows(in, own).run(unit.model().orElseThrow());
            lease.settle(outcome);
            log.accept(OutcomeText.of(outcome));
        } catch (IOException e) {
            if (!taken.isLost()) {
                throw e;
            }
            log.accept(
                    "is another process's now, as this one was not heard of for too long; nothing of it is kept here");
        }
    }

    /** Returns a line that says which row it is about. */
    private static String named(String row, String line) {
        return line.startsWith(row) ? line : row + ": " + line;
    }

    private void sayWaiting(List<String> open) throws IOException {
        for (String row : open) {
            Optional<String> maker = leases.maker(row);
            if (maker.isPresent() && waitedFor.add(row + maker.get())) {
                plans.log().accept("%s: %s makes it".formatted(row, maker.get()));
            }
        }
    }
}

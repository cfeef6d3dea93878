package org.tagzoo.app.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.tagzoo.zoo.task.Task;

/**
 * The rows among which a choice is one between quality and speed (Pareto's): those for which no
 * other row of their task has at least their first metric and at least their speed, and is better
 * in one of the two. Of rows that are equal in both, all are on it.
 */
public final class Frontier {

    private Frontier() {}

    /** Returns the same table with the rows marked that are on the frontier, by batches. */
    public static Table mark(Table table) {
        Table marked = table;
        for (Task task : table.tasks()) {
            List<Row> measured = measured(table, task);
            for (Row row : measured) {
                boolean isBest = isOn(row, measured, Speed::prediction);
                marked = marked.withRow(row.withSpeed(row.times().speed().onFrontier(isBest)));
            }
        }
        return marked;
    }

    /** Returns the rows of a task that have both, the fastest in batches first. */
    static List<Row> measured(Table table, Task task) {
        return table.rows().stream()
                .filter(row -> row.predicts(task) && row.times().speed() != null)
                .filter(Verdict::hasFirst)
                .sorted(
                        Comparator.comparingDouble((Row row) -> row.times().speed().prediction())
                                .reversed())
                .toList();
    }

    /**
     * Returns whether a row is on the frontier.
     *
     * @param rows of its task that have both
     * @param kind which of their speeds counts
     */
    static boolean isOn(Row row, List<Row> rows, ToDoubleFunction<Speed> kind) {
        double speed = kind.applyAsDouble(row.times().speed());
        return rows.stream()
                .noneMatch(
                        other -> {
                            double its = kind.applyAsDouble(other.times().speed());
                            return other.first() >= row.first()
                                    && its >= speed
                                    && (other.first() > row.first() || its > speed);
                        });
    }
}

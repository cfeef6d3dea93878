package org.tagzoo.app.report;

import java.util.Comparator;
import java.util.List;
import org.tagzoo.zoo.task.Task;

/**
 * The rows among which a choice is one between quality and speed (Pareto's): those for which no
 * other row of their task has at least their first metric and predicts batches at least as fast,
 * and is better in one of the two. Of rows that are equal in both, all are on it.
 */
public final class Frontier {

    private Frontier() {}

    /** Returns the same table with the rows marked that are on the frontier. */
    public static Table mark(Table table) {
        Table marked = table;
        for (Task task : table.tasks()) {
            List<Row> measured = measured(table, task);
            for (Row row : measured) {
                boolean isBest = measured.stream().noneMatch(other -> dominates(other, row));
                marked = marked.withRow(row.withSpeed(row.times().speed().onFrontier(isBest)));
            }
        }
        return marked;
    }

    /** Returns the rows of a task that have both, the fastest first. */
    static List<Row> measured(Table table, Task task) {
        return table.rows().stream()
                .filter(row -> row.task().equals(task) && row.times().speed() != null)
                .filter(Verdict::hasFirst)
                .sorted(Comparator.comparingDouble(Frontier::speed).reversed())
                .toList();
    }

    static double speed(Row row) {
        return row.times().speed().prediction();
    }

    private static boolean dominates(Row other, Row row) {
        return other.first() >= row.first()
                && speed(other) >= speed(row)
                && (other.first() > row.first() || speed(other) > speed(row));
    }
}

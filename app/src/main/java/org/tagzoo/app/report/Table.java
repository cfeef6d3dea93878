package org.tagzoo.app.report;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.ArrayList;
import java.util.List;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;

/**
 * The comparison table, as {@code table.json} holds it. Every figure is of the test part unless its
 * name says otherwise; {@code null} where there is none.
 *
 * @param schema the version of this layout
 * @param corpus what was trained on
 * @param seed the seed of split, order and first weights
 * @param rows a row a network, in the recipe's order
 * @param baselines what needs no network
 */
public record Table(
        int schema, CorpusSummary corpus, long seed, List<Row> rows, List<Baseline> baselines) {

    /** The version that this code writes. */
    public static final int SCHEMA = 1;

    /** Returns the same table with one row more, or with this row in place of one of its name. */
    public Table withRow(Row row) {
        List<Row> all = new ArrayList<>(rows);
        int index = rows.stream().map(Row::name).toList().indexOf(row.name());
        if (index < 0) {
            all.add(row);
        } else {
            all.set(index, row);
        }
        return new Table(schema, corpus, seed, all, baselines);
    }

    /** Returns what its rows predict, each task once, in the order of their first rows. */
    public List<Task> tasks() {
        List<Task> tasks = rows.stream().map(Row::task).distinct().toList();
        return tasks.isEmpty() ? List.of(Tasks.usual()) : tasks;
    }

    /**
     * @param name as the user named it
     * @param images how many were used, over all three parts
     * @param labels how many labels
     * @param quarantined how many files were left out
     */
    public record CorpusSummary(String name, int images, int labels, int quarantined) {}

    /**
     * A rule that looks at no image.
     *
     * @param name what it does
     * @param metrics what it comes to, in files under their keys
     */
    @JsonSerialize(using = BaselineJson.Writer.class)
    @JsonDeserialize(using = BaselineJson.Reader.class)
    public record Baseline(String name, Metrics metrics) {}
}

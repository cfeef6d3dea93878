package org.tagzoo.app.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.Tasks;

/**
 * The comparison table, as {@code table.json} holds it. Every metric is of the test part unless its
 * name says otherwise; {@code null} where there is none.
 *
 * @param schema the version of this layout
 * @param corpus what was trained on
 * @param seed the seed of split, order and initial values
 * @param rows a row a network, in the recipe's order
 * @param baselines what needs no network, in files with their metrics under the metrics' keys
 * @param differences of the other rows from the best one of their task, in the order of rows; empty
 *     if there is one row only, and in tables written before they had them
 * @param domains metrics of each row on each domain; empty if the corpus has no domains
 */
public record Table(
        int schema,
        @JsonProperty(required = true) CorpusSummary corpus,
        long seed,
        @JsonProperty(required = true) List<Row> rows,
        @JsonProperty(required = true)
                @JsonSerialize(contentUsing = RowJson.BaselineWriter.class)
                @JsonDeserialize(contentUsing = RowJson.BaselineReader.class)
                List<Baseline> baselines,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RowDifference> differences,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DomainResult> domains) {

    /** The version that this code writes. */
    public static final int SCHEMA = 1;

    public Table {
        Check.that(schema == SCHEMA, "schema", String.valueOf(SCHEMA), schema);
        rows = List.copyOf(rows);
        baselines = List.copyOf(baselines);
        differences = differences == null ? List.of() : List.copyOf(differences);
        domains = domains == null ? List.of() : List.copyOf(domains);
    }

    /** Returns a table without differences. */
    public static Table of(
            CorpusSummary corpus, long seed, List<Row> rows, List<Baseline> baselines) {
        return new Table(SCHEMA, corpus, seed, rows, baselines, List.of(), List.of());
    }

    /**
     * Returns the same table with one row more, or with this row in place of one of its name; the
     * differences are to be taken anew.
     */
    public Table withRow(Row row) {
        List<Row> all = new ArrayList<>(rows);
        int index = rows.stream().map(Row::name).toList().indexOf(row.name());
        if (index < 0) {
            all.add(row);
        } else {
            all.set(index, row);
        }
        return of(corpus, seed, all, baselines);
    }

    /** Returns the same table with these differences. */
    public Table withDifferences(List<RowDifference> others) {
        return new Table(schema, corpus, seed, rows, baselines, others, domains);
    }

    /** Returns the same table with these results by domain. */
    public Table withDomains(List<DomainResult> others) {
        return new Table(schema, corpus, seed, rows, baselines, differences, others);
    }

    /**
     * Returns what its rows predict of labels, each task once, in the order of their first rows:
     * rows of classes and rows of classes and boxes are compared with each other.
     */
    public List<Task> tasks() {
        return wholeTasks().stream().map(Task::ofLabels).distinct().toList();
    }

    /** Returns all that its rows predict, in the same way. */
    List<Task> wholeTasks() {
        List<Task> tasks = rows.stream().map(Row::task).distinct().toList();
        return tasks.isEmpty() ? List.of(Tasks.usual()) : tasks;
    }

    /** Returns the differences of rows that predict this. */
    List<RowDifference> differences(Task task) {
        return differences.stream().filter(d -> names(task).contains(d.row())).toList();
    }

    /** Returns the results by domain of rows that predict this. */
    List<DomainResult> domains(Task task) {
        return domains.stream().filter(d -> names(task).contains(d.row())).toList();
    }

    private List<String> names(Task task) {
        return rows.stream().filter(row -> row.predicts(task)).map(Row::name).toList();
    }

    /** Whether any row was trained with several seeds. */
    boolean hasSeeds() {
        return rows.stream().anyMatch(row -> row.spread() != null);
    }

    /** Returns how many folds its rows were trained in; 0 if they were not. */
    int folds() {
        return rows.stream()
                .filter(row -> row.folds() != null)
                .mapToInt(row -> row.folds().count())
                .findFirst()
                .orElse(0);
    }

    /** Whether any row's network had its speed measured. */
    boolean hasSpeeds() {
        return rows.stream().anyMatch(row -> row.times().speed() != null);
    }

    /** Whether any row has published metrics beside it. */
    boolean hasPublished() {
        return rows.stream().anyMatch(row -> row.published() != null);
    }

    /**
     * Returns the rows that stand in the table, in order. Of networks whose speed is compared,
     * those that were skipped are only named below it: most are, as their weights are not here.
     */
    List<Row> shown() {
        return hasSpeeds()
                ? rows.stream().filter(row -> row.status() != Row.Status.SKIPPED).toList()
                : rows;
    }

    /** Returns the rows without metrics, in order. */
    List<Row> without() {
        return rows.stream().filter(row -> row.status() != Row.Status.OK).toList();
    }

    /**
     * @param name as the user named it
     * @param images how many were used, over all three parts
     * @param labels how many labels
     * @param quarantined how many files were left out
     * @param counts how many images each part and each label has, and what was left out by kind;
     *     {@code null} in files of earlier versions
     */
    public record CorpusSummary(
            String name,
            int images,
            int labels,
            int quarantined,
            @JsonInclude(JsonInclude.Include.NON_NULL) Counts counts) {

        /** A summary without more counts. */
        public CorpusSummary(String name, int images, int labels, int quarantined) {
            this(name, images, labels, quarantined, null);
        }
    }

    /**
     * @param parts images of each part
     * @param labels images of each label, over all parts, in the order of the labels
     * @param leftOut files left out, by kind, the commonest first, as {@code quarantine.csv} has
     *     them
     */
    public record Counts(
            Map<String, Integer> parts, Map<String, Integer> labels, Map<String, Integer> leftOut) {
        public Counts {
            parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
            labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
            leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        }
    }
}

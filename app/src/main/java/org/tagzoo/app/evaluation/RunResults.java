package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDifference;
import org.tagzoo.app.report.Table;
import org.tagzoo.app.report.TableJson;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.text.EnumText;
import org.tagzoo.datasets.text.NearNames;
import org.tagzoo.zoo.metric.Baseline;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;

/**
 * The folder of a comparison that is done.
 *
 * @param root the folder
 * @param table as {@code table.json} has it
 */
public record RunResults(Path root, Table table) {

    /**
     * Opens a folder.
     *
     * @throws RunException if there is no {@code table.json} in it
     * @throws IOException if that is none that can be read
     */
    public static RunResults open(Path root) throws IOException {
        Path table = root.resolve("table.json");
        if (!Files.isRegularFile(table)) {
            throw new RunException(
                    Files.exists(root.resolve("tagzoo.json"))
                            ? "%s is an export, not a run's folder: name the folder that compare wrote"
                                    .formatted(root)
                            : "There is no run in %s: a run's folder has a table.json once it is done"
                                    .formatted(root));
        }
        return new RunResults(root, TableJson.read(table));
    }

    /** Returns what the report says beside the metrics. */
    public ReportContext context() throws IOException {
        return ReportContext.read(root.resolve("report.json"));
    }

    /**
     * Returns a row's line.
     *
     * @throws RunException if there is none of this name, or it has no metrics
     */
    public Row row(String name) {
        return rows(List.of(name)).get(0);
    }

    /**
     * Returns rows' lines.
     *
     * @throws RunException naming all that are not there, or the first that has no metrics
     */
    public List<Row> rows(List<String> names) {
        List<String> known = table.rows().stream().map(Row::name).toList();
        List<String> unknown = names.stream().filter(n -> !known.contains(n)).distinct().toList();
        if (!unknown.isEmpty()) {
            boolean isBaseline =
                    table.baselines().stream().map(Baseline::name).anyMatch(unknown::contains);
            throw new RunException(
                    "There is no row %s in %s.%s%s"
                            .formatted(
                                    EnumText.or(unknown.stream().map("'%s'"::formatted).toList()),
                                    root,
                                    isBaseline ? " A baseline has no scores to compare." : "",
                                    NearNames.question(
                                            unknown.get(0),
                                            known,
                                            " Its rows are " + String.join(", ", known))));
        }
        List<Row> rows = names.stream().map(n -> table.rows().get(known.indexOf(n))).toList();
        for (Row row : rows) {
            if (row.status() != Row.Status.OK) {
                throw new RunException(
                        "Row '%s' has no metrics: %s".formatted(row.name(), row.reason()));
            }
        }
        return rows;
    }

    /** Reads what the folder holds of a row with metrics. */
    public RowResults read(Row row) throws IOException {
        return row.folds() == null
                ? RowResults.read(folder(row.name()), row)
                : RowResults.readFolds(root, row);
    }

    /**
     * Reads what the folder holds of all rows with metrics.
     *
     * @throws IOException if that can't be read, or rows scored other images
     */
    List<RowResults> readAll() throws IOException {
        List<RowResults> all = new ArrayList<>();
        for (Row row : table.rows()) {
            if (row.status() == Row.Status.OK) {
                all.add(read(row));
                requireSameImages(all.get(0), all.get(all.size() - 1));
            }
        }
        return all;
    }

    /**
     * Returns each row's difference from the best of its task: those of the table, or computed anew
     * for a table that was written before it had them.
     */
    public List<RowDifference> differences() throws IOException {
        if (!table.differences().isEmpty()) {
            return table.differences();
        }
        Map<Row, Decisions> decisions = new LinkedHashMap<>();
        for (RowResults results : readAll()) {
            decisions.put(results.row(), results.decide(Part.TEST));
        }
        return RunReport.differences(decisions, table.seed());
    }

    /**
     * Reads the network of a row.
     *
     * @throws RunException if its folder does not have it, or it takes crops by the boxes of
     *     another
     * @throws IOException if it can't be read
     */
    public RowNetwork network(String row) throws IOException {
        if (isOfCrops(row)) {
            throw new RunException(
                    "Row '%s' sees crops by the boxes of another row, so that its network is of no use by itself; choose another row"
                            .formatted(row));
        }
        if (!NetworkFile.isIn(folder(row))) {
            throw new RunException(
                    "Row '%s' has no %s, as an older TagZoo trained it; 'tagzoo resume %s' writes it"
                            .formatted(row, NetworkFile.NAME, root));
        }
        return NetworkFile.read(folder(row));
    }

    /** Returns whether a row sees only parts of images, which another row finds. */
    public boolean isOfCrops(String row) {
        return Files.isRegularFile(folder(row).resolve(RowResults.CROPS));
    }

    /** Returns the folder of a row. */
    public Path folder(String row) {
        return root.resolve("rows").resolve(row);
    }

    /**
     * Checks that two rows predict the same kind of thing, so that their scores can be compared.
     *
     * @throws RunException if they don't
     */
    public static void requireSameTask(RowResults one, RowResults other) {
        Row a = one.row();
        Row b = other.row();
        if (!a.predicts(b.task().ofLabels())) {
            throw new RunException(
                    "Row '%s' predicts %s and row '%s' predicts %s: their scores can't be compared"
                            .formatted(a.name(), a.task().name(), b.name(), b.task().name()));
        }
    }

    /**
     * Checks that two rows scored the same images, with the same labels, parts and truth, in the
     * same order.
     *
     * @throws IOException if they differ; says where
     */
    public static void requireSameImages(RowResults one, RowResults other) throws IOException {
        String rows = "Rows '%s' and '%s'".formatted(one.row().name(), other.row().name());
        ScoredCorpus a = one.scores();
        ScoredCorpus b = other.scores();
        if (!a.labels().names().equals(b.labels().names())) {
            throw new IOException(rows + " have other labels in their scores.csv");
        }
        if (a.images().size() != b.images().size()) {
            throw new IOException(
                    "%s scored %d and %d images"
                            .formatted(rows, a.images().size(), b.images().size()));
        }
        for (int n = 0; n < a.images().size(); n++) {
            ScoredImage x = a.images().get(n);
            ScoredImage y = b.images().get(n);
            if (!x.id().equals(y.id())
                    || x.part() != y.part()
                    || !Arrays.equals(x.targets(), y.targets())
                    || !Arrays.equals(x.unknown(), y.unknown())) {
                throw new IOException(
                        "%s differ in line %d of their scores.csv: '%s' and '%s' are not the same image with the same part and truth"
                                .formatted(rows, n + 2, x.id(), y.id()));
            }
        }
    }
}

package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.task.Figure;
import org.tagzoo.zoo.task.Task;

/** Rows' metrics by domain as a table in words, for terminal, Markdown and page alike. */
final class DomainText {

    static final String TITLE = "Test images by domain";

    private static final int FIRST_FIGURE = 3;

    private final Task task;
    private final List<DomainResult> results;

    /**
     * @param results of rows of the task, at least one
     */
    DomainText(Task task, List<DomainResult> results) {
        this.task = task;
        this.results = results;
    }

    /** Whether a column has numbers: all but names, and whether a row is above chance. */
    static boolean isNumber(int column) {
        return column >= FIRST_FIGURE - 1;
    }

    /** Returns the headings, each on one line. */
    List<String> headings() {
        return cutHeadings().stream().map(Metric::onOneLine).toList();
    }

    /** Returns the headings on two lines. */
    List<List<String>> headingLines() {
        List<String[]> lines =
                cutHeadings().stream()
                        .map(h -> h.contains("|") ? h.split("\\|") : new String[] {"", h})
                        .toList();
        return List.of(
                lines.stream().map(l -> l[0]).toList(), lines.stream().map(l -> l[1]).toList());
    }

    private List<String> cutHeadings() {
        List<String> headings = new ArrayList<>(List.of("network", "domain", "images"));
        for (Metric metric : task.epochMetrics()) {
            headings.add(metric.heading());
            if (figure(metric, results.get(0)).low() != null) {
                headings.add("95%|interval");
            }
        }
        if (hasChance()) {
            headings.add("above|chance");
        }
        return headings;
    }

    /** Returns a line a row and domain; empty cells where the row has no such metric. */
    List<List<String>> lines() {
        return results.stream().map(this::line).toList();
    }

    private List<String> line(DomainResult result) {
        List<String> cells = new ArrayList<>(List.of(result.row(), result.domain()));
        cells.add(FigureFormat.COUNT.show(result.images()));
        for (Metric metric : task.epochMetrics()) {
            Figure figure = figure(metric, result);
            cells.add(FigureFormat.FIGURE.show(figure.value()));
            if (figure.low() != null) {
                cells.add(FigureFormat.range(figure.low(), figure.high()));
            }
        }
        if (hasChance()) {
            cells.add(FigureFormat.YES_NO.show(first(result).exceedsChance()));
        }
        return cells;
    }

    /** Returns how to read it, a sentence each. */
    List<String> reading() {
        List<String> sentences = new ArrayList<>();
        sentences.add(Words.of("domains.reading", task.firstMetric().heading()));
        if (hasChance()) {
            sentences.add(
                    Words.of(
                            "domains.chance",
                            task.epochMetrics().stream()
                                    .filter(m -> figure(m, results.get(0)).chance() != null)
                                    .map(m -> chance(m, figure(m, results.get(0))))
                                    .collect(Collectors.joining(" and ")),
                            task.firstMetric().heading()));
        }
        return sentences;
    }

    private static String chance(Metric metric, Figure figure) {
        return String.format(Locale.ROOT, "%.3f for %s", figure.chance(), metric.heading());
    }

    private boolean hasChance() {
        return first(results.get(0)).chance() != null;
    }

    private Figure first(DomainResult result) {
        return figure(task.firstMetric(), result);
    }

    private static Figure figure(Metric metric, DomainResult result) {
        return result.figures()
                .getOrDefault(metric.key(), new Figure(Double.NaN, null, null, null));
    }

    /** Returns the columns of {@code table.csv}: a metric, its ends and chance for each domain. */
    static List<TableColumn> columns(Table table) {
        List<TableColumn> columns = new ArrayList<>();
        for (String domain :
                table.domains().stream().map(DomainResult::domain).distinct().toList()) {
            for (String key :
                    table.domains().stream()
                            .flatMap(result -> result.figures().keySet().stream())
                            .distinct()
                            .toList()) {
                Map<String, Figure> figures =
                        table.domains().stream()
                                .filter(result -> result.domain().equals(domain))
                                .filter(result -> result.figures().containsKey(key))
                                .collect(
                                        Collectors.toMap(
                                                DomainResult::row, r -> r.figures().get(key)));
                columns.add(
                        TableColumns.file(
                                key + ":" + domain, row -> value(figures.get(row.name()))));
                if (figures.values().stream().anyMatch(figure -> figure.low() != null)) {
                    columns.add(
                            TableColumns.file(
                                    key + "Low:" + domain, row -> low(figures.get(row.name()))));
                    columns.add(
                            TableColumns.file(
                                    key + "High:" + domain, row -> high(figures.get(row.name()))));
                }
            }
        }
        return columns;
    }

    private static Double value(Figure figure) {
        return figure == null ? null : (Double) figure.value();
    }

    private static Double low(Figure figure) {
        return figure == null ? null : figure.low();
    }

    private static Double high(Figure figure) {
        return figure == null ? null : figure.high();
    }
}

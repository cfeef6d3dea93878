package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a leakage probe found in words, for terminal and page alike. */
public final class LeakageText {

    static final String TITLE = "What predicts labels without looking";

    private static final int SHOWN_LABELS = 3;

    private LeakageText() {}

    /** Returns a table and what to make of it, for a terminal. */
    public static String of(Leakage leakage) {
        StringBuilder out = new StringBuilder(Words.of("leakage.reading")).append("\n\n");
        out.append(TextColumns.of("lrrlr", lines(leakage))).append('\n');
        sentences(leakage).forEach(sentence -> out.append(sentence).append('\n'));
        return out.toString();
    }

    /** Returns the lines of cells, the headings first: one column is text, the fourth. */
    static List<List<String>> lines(Leakage leakage) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("known", "mean AUC", "highest", "of label", "at least"));
        for (Leakage.Column column : leakage.columns()) {
            Optional<Leakage.LabelArea> best = column.best();
            lines.add(
                    List.of(
                            column.name() + (column.isContent() ? " (content)" : ""),
                            FIGURE.show(column.meanArea()),
                            FIGURE.show(best.map(Leakage.LabelArea::area).orElse(null)),
                            best.map(Leakage.LabelArea::label).orElse(FigureFormat.MISSING),
                            FIGURE.show(best.map(Leakage.LabelArea::bound).orElse(null))));
        }
        return lines;
    }

    /** Returns what leaks, and what to do about it. */
    public static List<String> leaks(Leakage leakage) {
        Map<String, List<Leakage.Column>> same = new LinkedHashMap<>();
        for (Leakage.Column column : leakage.leaks()) {
            String groupBy = column.remedy() == null ? null : column.remedy().groupBy();
            same.computeIfAbsent(groupBy == null ? "" : groupBy, g -> new ArrayList<>())
                    .add(column);
        }
        return same.values().stream().map(LeakageText::leak).toList();
    }

    /** Returns a sentence of columns of one remedy, with the labels of the surest. */
    private static String leak(List<Leakage.Column> columns) {
        Leakage.Column first =
                Collections.max(columns, Comparator.comparing(c -> c.leaks().get(0).bound()));
        String names = columns.stream().map(Leakage.Column::name).collect(Collectors.joining(", "));
        return Words.of(
                        columns.size() == 1 ? "leakage.leak" : "leakage.leaks",
                        names,
                        labels(first))
                + remedy(first);
    }

    /** Returns what leaks, and what to do about it, first; then what was not judged, and F1. */
    static List<String> sentences(Leakage leakage) {
        List<String> sentences = new ArrayList<>(leaks(leakage));
        if (leakage.leaks().isEmpty()) {
            sentences.add(Words.of("leakage.none", Leakage.LIMIT));
        }
        if (leakage.f1() != null) {
            sentences.add(Words.of("leakage.f1", leakage.f1(), leakage.chance()));
        } else {
            sentences.add(Words.of("leakage.chance", leakage.chance()));
        }
        if (!leakage.rare().isEmpty()) {
            sentences.add(Words.of("leakage.rare", String.join(", ", leakage.rare())));
        }
        return sentences;
    }

    private static String labels(Leakage.Column column) {
        List<Leakage.LabelArea> leaks = column.leaks();
        String first =
                leaks.stream()
                        .limit(SHOWN_LABELS)
                        .map(
                                l ->
                                        "'%s' (AUC %s, at least %s)"
                                                .formatted(
                                                        l.label(),
                                                        FIGURE.show(l.area()),
                                                        FIGURE.show(l.bound())))
                        .collect(Collectors.joining(", "));
        int more = leaks.size() - SHOWN_LABELS;
        return more > 0 ? first + " and %d more".formatted(more) : first;
    }

    private static String remedy(Leakage.Column column) {
        Leakage.Remedy remedy = column.remedy();
        if (remedy == null) {
            return "";
        }
        if (remedy.groupBy() == null) {
            return " " + Words.of("leakage.noGroups");
        }
        return " "
                + (remedy.after() == null
                        ? Words.of("leakage.tooFewGroups", remedy.groupBy())
                        : Words.of(
                                "leakage.remedy",
                                remedy.groupBy(),
                                remedy.label(),
                                remedy.before(),
                                remedy.after()));
    }
}

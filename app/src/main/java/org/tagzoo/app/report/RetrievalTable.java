package org.tagzoo.app.report;

import static org.tagzoo.app.report.FigureFormat.FIGURE;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.tagzoo.app.report.StageRetrieval.Pair;
import org.tagzoo.zoo.metric.Interval;
import org.tagzoo.zoo.metric.Retrieval;
import org.tagzoo.zoo.metric.Retrieval.Figure;

/**
 * A line a stage: mean average precision over all test images, within domains and from one domain
 * to another, precision at 10, and the probe. Chance stands in the last line.
 */
public final class RetrievalTable {

    private RetrievalTable() {}

    /** Returns the lines of cells, the headings first. */
    static List<List<String>> lines(RetrievalResults results) {
        boolean hasDomains = !results.domains().isEmpty();
        List<List<String>> lines = new ArrayList<>();
        List<String> headings = new ArrayList<>(List.of("stage", "features", "mAP", "95%"));
        if (hasDomains) {
            headings.addAll(List.of("mAP within", "mAP across"));
        }
        headings.addAll(List.of("P@10", "95%"));
        StageRetrieval last = results.stages().get(results.stages().size() - 1);
        headings.addAll(List.of("probe " + last.probe().metric(), "95%"));
        lines.add(headings);
        for (StageRetrieval stage : results.stages()) {
            List<String> line = new ArrayList<>();
            line.add(stage.stage());
            line.add(FigureFormat.COUNT.show(stage.features()));
            Retrieval all = all(stage.test());
            add(line, all, Retrieval::averagePrecision);
            if (hasDomains) {
                line.add(show(mean(stage.test(), true, Figure::mean)));
                line.add(show(mean(stage.test(), false, Figure::mean)));
            }
            add(line, all, Retrieval::precisionAt10);
            line.add(FIGURE.show(stage.probe().value()));
            line.add(range(stage.probe().interval()));
            lines.add(line);
        }
        Retrieval all = all(last.test());
        List<String> chance = new ArrayList<>(List.of("by chance", ""));
        chance.add(FIGURE.show(all == null ? null : (Double) all.averagePrecision().chance()));
        chance.add("");
        if (hasDomains) {
            chance.add(show(mean(last.test(), true, Figure::chance)));
            chance.add(show(mean(last.test(), false, Figure::chance)));
        }
        chance.add(FIGURE.show(all == null ? null : (Double) all.precisionAt10().chance()));
        chance.addAll(List.of("", "", ""));
        lines.add(chance);
        return lines;
    }

    /** Returns the same for a terminal. */
    public static String text(RetrievalResults results) {
        List<List<String>> lines = lines(results);
        return TextColumns.of("l" + "r".repeat(lines.get(0).size() - 1), lines);
    }

    private static void add(
            List<String> line, Retrieval found, Function<Retrieval, Figure> figure) {
        line.add(FIGURE.show(found == null ? null : (Double) figure.apply(found).mean()));
        line.add(found == null ? FigureFormat.MISSING : range(figure.apply(found).interval()));
    }

    private static String show(OptionalDouble value) {
        return FIGURE.show(value.isPresent() ? (Double) value.getAsDouble() : null);
    }

    private static String range(Interval interval) {
        return FigureFormat.range(interval.low(), interval.high());
    }

    static Retrieval all(List<Pair> pairs) {
        return pairs.get(0).found();
    }

    /** Returns the mean average precision over pairs of one domain, or of two. */
    static OptionalDouble mean(List<Pair> pairs, boolean within, ToDoubleFunction<Figure> figure) {
        Stream<Pair> some =
                pairs.stream()
                        .filter(pair -> !pair.query().equals(StageRetrieval.ALL))
                        .filter(pair -> pair.query().equals(pair.gallery()) == within);
        return some.map(Pair::found)
                .filter(Objects::nonNull)
                .map(Retrieval::averagePrecision)
                .mapToDouble(figure)
                .average();
    }
}

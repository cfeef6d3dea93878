package org.tagzoo.app.report;

import java.util.List;
import java.util.Locale;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;

/** Each row against the best one: is the difference real? */
final class DifferenceSection {

    private DifferenceSection() {}

    static void write(Markup page, List<RowDifference> differences) {
        if (differences.isEmpty()) {
            return;
        }
        page.open("section", "id", "differences");
        page.leaf("h2", "Is the difference real?");
        differences.stream()
                .map(RowDifference::task)
                .distinct()
                .forEach(
                        task ->
                                write(
                                        page,
                                        task.firstMetric(),
                                        differences.stream()
                                                .filter(d -> d.task().equals(task))
                                                .toList()));
        page.close();
    }

    private static void write(Markup page, Metric first, List<RowDifference> differences) {
        String best = differences.get(0).best();
        page.leaf(
                "p",
                "Each row's "
                        + first.heading()
                        + " less that of "
                        + best
                        + ", the highest on test, by paired bootstrap: "
                        + FigureFormat.COUNT.show(PairedBootstrap.RESAMPLES)
                        + " times, test images are drawn again, the same for both rows. A"
                        + " difference whose 95% interval leaves out 0 is outside of chance, as"
                        + " far as the choice of images goes; p is of two sides. It says nothing of"
                        + " what other training seeds would give, the best row was chosen on these"
                        + " same images, and of many comparisons one in twenty misleads.",
                "class",
                "note");
        page.open(
                "div",
                "class",
                "scroll",
                "role",
                "region",
                "aria-label",
                "Differences from " + best,
                "tabindex",
                "0");
        page.open("table").open("thead").open("tr");
        page.leaf("th", "network", "scope", "col");
        for (String figure : new String[] {first.name(), Metric.MACRO_F1.name()}) {
            page.leaf("th", figure, "scope", "col", "class", "number");
            page.leaf("th", "95% interval", "scope", "col", "class", "number");
            page.leaf("th", "p", "scope", "col", "class", "number");
            page.leaf("th", "difference", "scope", "col");
        }
        page.close().close().open("tbody");
        for (RowDifference difference : differences) {
            page.open("tr").leaf("th", difference.row(), "scope", "row");
            cells(page, difference.paired().micro());
            cells(page, difference.paired().macro());
            page.close();
        }
        page.close().close().close();
    }

    private static void cells(Markup page, Difference difference) {
        page.leaf("td", signed(difference.value()), "class", "number");
        page.leaf(
                "td",
                signed(difference.interval().low()) + " to " + signed(difference.interval().high()),
                "class",
                "number");
        page.leaf("td", p(difference.p()), "class", "number");
        page.leaf("td", difference.isOutsideChance() ? "outside of chance" : "may be chance");
    }

    private static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.3f", value);
        return text.substring(1).equals("0.000") ? "0.000" : text.replace('-', '−');
    }

    private static String p(double p) {
        return p < 0.001 ? "< 0.001" : FigureFormat.FIGURE.show(p);
    }
}

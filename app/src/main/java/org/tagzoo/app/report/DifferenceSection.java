package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;
import static org.tagzoo.app.report.FigureFormat.FIGURE;

import j2html.tags.DomContent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;

/** Each row against the best one: is the difference real? */
final class DifferenceSection {

    private static final String READING =
            "Each row's %s less that of %s, the highest on test, by paired bootstrap: %s times,"
                + " test images are drawn again, the same for both rows. A difference whose 95%%"
                + " interval leaves out 0 is outside of chance, as far as the choice of images"
                + " goes; p is of two sides. It says nothing of what other training seeds would"
                + " give, the best row was chosen on these same images, and of many comparisons one"
                + " in twenty misleads.";

    private DifferenceSection() {}

    /**
     * @param differences at least one
     */
    static DomContent of(List<RowDifference> differences) {
        return section(attrs("#differences"), h2("Is the difference real?"))
                .with(
                        differences.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                difference -> difference.task().firstMetric(),
                                                LinkedHashMap::new,
                                                Collectors.toList()))
                                .entrySet()
                                .stream()
                                .map(each -> ofTask(each.getKey(), each.getValue())));
    }

    private static DomContent ofTask(Metric first, List<RowDifference> differences) {
        String best = differences.get(0).best();
        String samples = COUNT.show(PairedBootstrap.RESAMPLES);
        DomContent headings =
                each(
                        List.of(first.name(), Metric.MACRO_F1.name()),
                        metric ->
                                each(
                                        Html.column(metric, true),
                                        Html.column("95% interval", true),
                                        Html.column("p", true),
                                        Html.column("difference", false)));
        return each(
                Html.note(READING.formatted(first.heading(), best, samples)),
                Html.table(
                        "Differences from " + best,
                        "",
                        each(Html.column("network", false), headings),
                        tbody(each(differences, DifferenceSection::line))));
    }

    private static DomContent line(RowDifference difference) {
        return tr(
                Html.row(difference.row()),
                cells(difference.paired().micro()),
                cells(difference.paired().macro()));
    }

    private static DomContent cells(Difference difference) {
        String interval =
                signed(difference.interval().low()) + " to " + signed(difference.interval().high());
        return each(
                td(attrs(".number"), signed(difference.value())),
                td(attrs(".number"), interval),
                td(attrs(".number"), chance(difference.p())),
                td(difference.isOutsideChance() ? "outside of chance" : "may be chance"));
    }

    private static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.3f", value);
        return text.substring(1).equals("0.000") ? "0.000" : text.replace('-', '−');
    }

    private static String chance(double p) {
        return p < 0.001 ? "< 0.001" : FIGURE.show(p);
    }
}

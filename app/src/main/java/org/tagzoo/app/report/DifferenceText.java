package org.tagzoo.app.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.tagzoo.app.report.RowDifference.Corrected;
import org.tagzoo.zoo.metric.McNemar;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.metric.PairedBootstrap.Difference;
import org.tagzoo.zoo.task.Task;

/** What differences between rows come to, in words: for the terminal, and as notes of a page. */
public final class DifferenceText {

    private DifferenceText() {}

    /**
     * Returns three lines on the difference between two rows.
     *
     * @param paired the first row's metrics less the other's
     * @param holm as {@link #sentence} takes them
     */
    public static String sentences(
            Row row, Row other, PairedBootstrap paired, McNemar test, Optional<Corrected> holm) {
        String first = row.task().firstMetric().name();
        String a = row.name();
        String b = other.name();
        return String.join(
                System.lineSeparator(),
                sentence(a, b, first, paired.micro(), p(holm, Corrected::micro)),
                sentence(a, b, Metric.MACRO_F1.name(), paired.macro(), p(holm, Corrected::macro)),
                sentence(a, b, test, p(holm, Corrected::mcNemar)),
                "");
    }

    private static OptionalDouble p(Optional<Corrected> holm, ToDoubleFunction<Corrected> p) {
        return holm.stream().mapToDouble(p).findFirst();
    }

    /**
     * Returns a line, such as {@code resnet50 is 0.021 (0.008 to 0.034) better in micro F1 than
     * cnn; the difference is significant (p = 0.002)}.
     *
     * @param difference the first row's metric less the other's
     * @param holm the corrected p; empty: the difference is of no family, and p stands for itself
     */
    static String sentence(
            String row, String other, String metric, Difference difference, OptionalDouble holm) {
        boolean isBetter = difference.value() >= 0;
        Difference shown = isBetter ? difference : difference.reversed();
        boolean isReal = holm.orElse(difference.p()) < RowDifference.SIGNIFICANT;
        return String.format(
                Locale.ROOT,
                "%s is %.3f (%.3f to %.3f) %s in %s than %s; the difference %s (%s)",
                row,
                shown.value(),
                shown.interval().low(),
                shown.interval().high(),
                isBetter ? "better" : "worse",
                metric,
                other,
                isReal ? "is significant" : "is not significant",
                p(difference.p(), holm));
    }

    /** Returns a line on the images that only one of two rows has all right. */
    static String sentence(String row, String other, McNemar test, OptionalDouble holm) {
        return "only %s has all labels right on %s, only %s on %,d; McNemar's exact test: %s"
                .formatted(
                        row,
                        TableNotes.count(test.onlyFirst(), "image"),
                        other,
                        test.onlySecond(),
                        p(test.p(), holm));
    }

    private static String p(double p, OptionalDouble holm) {
        return equalTo(p)
                + (holm.isPresent()
                        ? ", after Holm's correction " + equalTo(holm.getAsDouble())
                        : "");
    }

    private static String equalTo(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }

    /** Returns a row's line in the terminal, below network, metric, interval, p, images and p. */
    static List<String> cells(RowDifference d) {
        return List.of(
                d.row(),
                signed(d.micro().value()),
                interval(d.micro()),
                FigureFormat.p(d.micro().p()),
                FigureFormat.p(d.holm().micro()),
                right(d.mcNemar()),
                FigureFormat.p(d.mcNemar().p()),
                FigureFormat.p(d.holm().mcNemar()));
    }

    /** Returns on how many images only the row is right, and on how many only the best. */
    static String right(McNemar test) {
        return test.onlyFirst() + " : " + test.onlySecond();
    }

    /** Returns a difference's interval, with signs. */
    static String interval(Difference difference) {
        return signed(difference.interval().low()) + " to " + signed(difference.interval().high());
    }

    /**
     * Returns how to read differences from the best row, a sentence each.
     *
     * @param folds of a cross-validation; 0 if there was none
     */
    static List<String> reading(Task task, List<RowDifference> differences, int folds) {
        String first = task.firstMetric().heading();
        String best = differences.get(0).best();
        String times = FigureFormat.COUNT.show(PairedBootstrap.RESAMPLES);
        String count = TableNotes.count(differences.size(), "comparison");
        String right = Words.of("differences.right", best);
        if (folds > 0) {
            return List.of(
                    Words.of("differences.folds", first, best, String.valueOf(folds)),
                    right,
                    Words.of("differences.folds.holm", count, best));
        }
        return List.of(
                Words.of("differences.bootstrap", first, best, times),
                right,
                Words.of("differences.holm", count, best));
    }

    /** Returns a difference with its sign, in three decimals. */
    static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.3f", value);
        return text.substring(1).equals("0.000") ? "0.000" : text;
    }
}

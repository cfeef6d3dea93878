package org.tagzoo.app.report;

import static j2html.TagCreator.*;
import static org.tagzoo.app.report.FigureFormat.COUNT;

import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.CoOccurrence;
import org.tagzoo.zoo.metric.LabelMatrices;

/**
 * Which labels a network takes for which, and which go together: tables whose cells have the
 * stronger a colour the larger their share of the row.
 */
final class MatrixSection {

    /** More rows and columns can't be read. */
    private static final int MOST_LABELS = 30;

    /** How many shades there are above none. */
    private static final int SHADES = 10;

    private final LabelMatrices matrices;
    private final List<Integer> shown;

    private MatrixSection(LabelMatrices matrices) {
        this.matrices = matrices;
        this.shown = largest(matrices.support(), MOST_LABELS);
    }

    static DomContent of(LabelMatrices matrices) {
        MatrixSection section = new MatrixSection(matrices);
        return each(section.confusion(), matrices.together().map(section::together).orElse(each()));
    }

    /** Returns the indices of the labels with the most images, in the labels' own order. */
    static List<Integer> largest(long[] images, int most) {
        return IntStream.range(0, images.length)
                .boxed()
                .sorted(Comparator.comparing((Integer label) -> images[label]).reversed())
                .limit(most)
                .sorted()
                .toList();
    }

    private DomContent confusion() {
        long[][] counts = matrices.confusion();
        long[] sums = Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).toArray();
        // What is no label comes after them.
        IntStream others = IntStream.range(matrices.labels().size(), counts.length);
        List<Integer> places =
                IntStream.concat(shown.stream().mapToInt(Integer::intValue), others)
                        .boxed()
                        .toList();
        String reading =
                Words.of(matrices.together().isEmpty() ? "confusion.classes" : "confusion.tags");
        return details(
                        summary("Which labels are taken for which, on test"),
                        Html.note(reading + shortened("confusion.csv")),
                        heat(
                                "Confusion of labels",
                                "true ↓ predicted →",
                                matrices.confusionNames(),
                                places,
                                counts,
                                sums))
                .attr("open", "open");
    }

    private DomContent together(LabelMatrices.Together together) {
        return details(
                summary("Which labels go together, on test"),
                Html.note(Words.of("together") + shortened("cooccurrence.csv")),
                div(
                        attrs(".halves"),
                        pairs("True labels together", together.trueLabels()),
                        pairs("Predicted labels together", together.predictedLabels())));
    }

    private DomContent pairs(String caption, CoOccurrence together) {
        long[][] counts = together.counts();
        long[] images = IntStream.range(0, counts.length).mapToLong(l -> counts[l][l]).toArray();
        return heat(caption, "given ↓ also →", matrices.labels(), shown, counts, images);
    }

    /**
     * A table of counts.
     *
     * @param corner what rows and columns stand for
     * @param places which rows and columns, in the order to show
     * @param all what a row's counts are a share of
     */
    private static DomContent heat(
            String caption,
            String corner,
            List<String> names,
            List<Integer> places,
            long[][] counts,
            long[] all) {
        DomContent headings =
                each(
                        places,
                        place ->
                                Html.column("", false)
                                        .withTitle(names.get(place))
                                        .with(span(names.get(place))));
        Function<Integer, DomContent> line =
                row ->
                        tr(
                                Html.row(names.get(row)).withTitle(names.get(row)),
                                each(places, column -> cell(row, column, counts, all)));
        return figure(
                attrs(".heat"),
                figcaption(caption),
                Html.table(
                        caption,
                        "",
                        each(Html.column(corner, false).withClass("corner"), headings),
                        tbody(each(places, line))));
    }

    private static DomContent cell(int row, int column, long[][] counts, long[] all) {
        long count = counts[row][column];
        double share = all[row] == 0 ? 0 : Math.min(1, (double) count / all[row]);
        String shade = "h" + (int) Math.ceil(share * SHADES);
        return td(count == 0 ? "" : COUNT.show(count))
                .withClass(row == column ? shade + " same" : shade);
    }

    private String shortened(String file) {
        int all = matrices.labels().size();
        return all <= shown.size() ? "" : Words.of("shortened", shown.size(), file, all);
    }
}

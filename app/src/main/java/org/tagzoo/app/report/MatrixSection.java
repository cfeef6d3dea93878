package org.tagzoo.app.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.zoo.metric.CoOccurrence;
import org.tagzoo.zoo.metric.ConfusionMatrix;

/** Which labels a network takes for which, and which go together, as pictures. */
final class MatrixSection {

    /** More rows and columns can't be read. */
    private static final int MOST_LABELS = 30;

    private final Markup page;
    private final LabelMatrices matrices;
    private final int[] shown;

    MatrixSection(Markup page, LabelMatrices matrices) {
        this.page = page;
        this.matrices = matrices;
        long[][] counts = matrices.trueLabels().counts();
        this.shown =
                HeatTable.largest(
                        IntStream.range(0, counts.length).mapToLong(l -> counts[l][l]).toArray(),
                        MOST_LABELS);
    }

    void write() {
        page.open("details", "open", "open");
        page.leaf("summary", "Which labels are taken for which, on test");
        confusion();
        page.close();
        page.open("details");
        page.leaf("summary", "Which labels go together, on test");
        coOccurrence();
        page.close();
    }

    private void confusion() {
        ConfusionMatrix confusion = matrices.confusion();
        page.leaf(
                "p",
                "A row is a true label, a column an attached one. On the diagonal: attached and"
                        + " true. Off it: this true label was missed on an image that was wrongly"
                        + " given that one; where nothing was missed, the wrong label counts"
                        + " against each true one. An image with several of both counts several"
                        + " times. A stronger colour is a larger share of the row."
                        + shortened("confusion.csv"),
                "class",
                "note");
        List<String> names = new ArrayList<>(matrices.labels());
        names.add("no label");
        int[] withNone = Arrays.copyOf(shown, shown.length + 1);
        withNone[shown.length] = confusion.labels();
        new HeatTable("Confusion of labels", "true", "attached", names)
                .writeTo(
                        page,
                        withNone,
                        new HeatTable.Cells() {
                            @Override
                            public long count(int row, int column) {
                                return confusion.counts()[row][column];
                            }

                            @Override
                            public double share(int row, int column) {
                                long sum = confusion.rowSum(row);
                                return sum == 0 ? 0 : (double) count(row, column) / sum;
                            }
                        });
    }

    private void coOccurrence() {
        page.leaf(
                "p",
                "How many images have both labels; on the diagonal, how many have the label at"
                        + " all. A stronger colour is a larger share of the images with the row's label."
                        + shortened("cooccurrence.csv"),
                "class",
                "note");
        page.open("div", "class", "halves");
        pairs("True labels together", matrices.trueLabels());
        pairs("Attached labels together", matrices.attachedLabels());
        page.close();
    }

    private void pairs(String caption, CoOccurrence counts) {
        new HeatTable(caption, "given", "also", matrices.labels())
                .writeTo(
                        page,
                        shown,
                        new HeatTable.Cells() {
                            @Override
                            public long count(int row, int column) {
                                return counts.counts()[row][column];
                            }

                            @Override
                            public double share(int row, int column) {
                                return counts.share(row, column);
                            }
                        });
    }

    private String shortened(String file) {
        int all = matrices.labels().size();
        return all <= shown.length
                ? ""
                : " Shown are the "
                        + shown.length
                        + " labels with the most images; the row's "
                        + file
                        + " has all "
                        + all
                        + ".";
    }
}

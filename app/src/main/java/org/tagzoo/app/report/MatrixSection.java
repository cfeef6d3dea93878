package org.tagzoo.app.report;

import java.util.Arrays;
import org.tagzoo.zoo.metric.CoOccurrence;
import org.tagzoo.zoo.metric.LabelMatrices;

/** Which labels a network takes for which, and which go together, as images. */
final class MatrixSection {

    /** More rows and columns can't be read. */
    private static final int MOST_LABELS = 30;

    private final Markup page;
    private final LabelMatrices matrices;
    private final int[] shown;

    MatrixSection(Markup page, LabelMatrices matrices) {
        this.page = page;
        this.matrices = matrices;
        this.shown = HeatTable.largest(matrices.support(), MOST_LABELS);
    }

    void write() {
        page.open("details", "open", "open");
        page.leaf("summary", "Which labels are taken for which, on test");
        confusion();
        page.close();
        matrices.together().ifPresent(this::together);
    }

    private void confusion() {
        page.leaf("p", reading() + shortened("confusion.csv"), "class", "note");
        int[] places = Arrays.copyOf(shown, shown.length + others());
        for (int i = shown.length; i < places.length; i++) {
            places[i] = matrices.labels().size() + i - shown.length;
        }
        long[][] counts = matrices.confusion();
        new HeatTable("Confusion of labels", "true", "attached", matrices.confusionNames())
                .writeTo(
                        page,
                        places,
                        new HeatTable.Cells() {
                            @Override
                            public long count(int row, int column) {
                                return counts[row][column];
                            }

                            @Override
                            public double share(int row, int column) {
                                long sum = Arrays.stream(counts[row]).sum();
                                return sum == 0 ? 0 : (double) count(row, column) / sum;
                            }
                        });
    }

    /** Returns how many rows and columns there are that are no label. */
    private int others() {
        return matrices.confusionNames().size() - matrices.labels().size();
    }

    private String reading() {
        return matrices.together().isEmpty()
                ? "A row is the true class, a column the one that was given. On the diagonal:"
                        + " right. A stronger colour is a larger share of the row."
                : "A row is a true label, a column an attached one. On the diagonal: attached and"
                        + " true. Off it: this true label was missed on an image that was wrongly"
                        + " given that one; where nothing was missed, the wrong label counts"
                        + " against each true one. An image with several of both counts several"
                        + " times. A stronger colour is a larger share of the row.";
    }

    private void together(LabelMatrices.Together together) {
        page.open("details");
        page.leaf("summary", "Which labels go together, on test");
        page.leaf(
                "p",
                "How many images have both labels; on the diagonal, how many have the label at all."
                        + " A stronger colour is a larger share of the images with the row's label."
                        + shortened("cooccurrence.csv"),
                "class",
                "note");
        page.open("div", "class", "halves");
        pairs("True labels together", together.trueLabels());
        pairs("Attached labels together", together.attachedLabels());
        page.close();
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

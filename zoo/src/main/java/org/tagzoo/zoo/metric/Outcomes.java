package org.tagzoo.zoo.metric;

import java.util.Arrays;
import org.tagzoo.zoo.score.Decisions;

/**
 * What decisions came to on each image, without the labels that were rightly left out: on most
 * images few labels remain, so that adding up the images of a draw is quick.
 */
final class Outcomes {

    /** True positive, false positive, false negative: their places among a label's counts. */
    static final int KINDS = 3;

    private final int labels;
    private final int[] starts;
    private final int[] cells;
    private final double[] f1s;

    private Outcomes(int labels, int[] starts, int[] cells, double[] f1s) {
        this.labels = labels;
        this.starts = starts;
        this.cells = cells;
        this.f1s = f1s;
    }

    static Outcomes of(Decisions decisions) {
        int images = decisions.images();
        int labels = decisions.labels();
        int[] starts = new int[images + 1];
        int[] cells = new int[Math.max(16, images)];
        double[] f1s = new double[images];
        int size = 0;
        for (int n = 0; n < images; n++) {
            int[] row = new int[KINDS];
            if (size + labels > cells.length) {
                cells = Arrays.copyOf(cells, Math.max(size + labels, Math.addExact(size, size)));
            }
            for (int l = 0; l < labels; l++) {
                boolean given = decisions.attached()[n][l];
                boolean truth = decisions.targets()[n][l];
                if (given || truth) {
                    int kind = given && truth ? 0 : given ? 1 : 2;
                    cells[size++] = KINDS * l + kind;
                    row[kind]++;
                }
            }
            starts[n + 1] = size;
            f1s[n] = counts(row, 0).f1();
        }
        return new Outcomes(labels, starts, Arrays.copyOf(cells, size), f1s);
    }

    int images() {
        return f1s.length;
    }

    int labels() {
        return labels;
    }

    /** Returns the F1 over the labels of one image. */
    double f1(int image) {
        return f1s[image];
    }

    /** Adds one image's outcomes to {@code [KINDS * L]} counts. */
    void addTo(int[] counts, int image) {
        for (int i = starts[image]; i < starts[image + 1]; i++) {
            counts[cells[i]]++;
        }
    }

    /** Returns the counts of one label. */
    static Counts counts(int[] counts, int label) {
        int first = KINDS * label;
        return new Counts(counts[first], counts[first + 1], counts[first + 2]);
    }
}

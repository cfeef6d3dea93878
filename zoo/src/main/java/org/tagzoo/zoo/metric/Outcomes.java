package org.tagzoo.zoo.metric;

import org.tagzoo.zoo.score.Decisions;

/**
 * What decisions came to: which images are the true positives of a label, which its false positives
 * and its false negatives. Those rightly left out are not listed, so that the lists are short, and
 * adding up the images of a draw is quick.
 */
final class Outcomes {

    /** True positive, false positive, false negative: their places among a label's counts. */
    static final int KINDS = 3;

    private final int labels;
    private final int[] starts;
    private final int[] members;
    private final double[] f1s;

    /**
     * @param starts where the images of each label and kind begin among {@code members}
     */
    private Outcomes(int labels, int[] starts, int[] members, double[] f1s) {
        this.labels = labels;
        this.starts = starts;
        this.members = members;
        this.f1s = f1s;
    }

    static Outcomes of(Decisions decisions) {
        int images = decisions.images();
        int labels = decisions.labels();
        int[] starts = new int[KINDS * labels + 1];
        double[] f1s = new double[images];
        for (int n = 0; n < images; n++) {
            int[] row = new int[KINDS];
            for (int l = 0; l < labels; l++) {
                int kind = kind(decisions, n, l);
                if (kind < KINDS) {
                    starts[KINDS * l + kind + 1]++;
                    row[kind]++;
                }
            }
            f1s[n] = counts(row, 0).f1();
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] = Math.addExact(starts[i], starts[i - 1]);
        }
        int[] members = new int[starts[starts.length - 1]];
        int[] next = starts.clone();
        for (int n = 0; n < images; n++) {
            for (int l = 0; l < labels; l++) {
                int kind = kind(decisions, n, l);
                if (kind < KINDS) {
                    members[next[KINDS * l + kind]++] = n;
                }
            }
        }
        return new Outcomes(labels, starts, members, f1s);
    }

    /** Returns a kind's place, or {@link #KINDS} where a label was rightly left out. */
    private static int kind(Decisions decisions, int image, int label) {
        boolean truth = decisions.targets()[image][label];
        return decisions.predicted()[image][label] ? (truth ? 0 : 1) : truth ? 2 : KINDS;
    }

    int labels() {
        return labels;
    }

    /**
     * Returns the samples F1 of a draw.
     *
     * @param times how many times each image was drawn
     */
    double samplesF1(int[] times) {
        // Four sums, so that an addition need not wait for the one before.
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int n = 0;
        for (; n + 4 <= times.length; n += 4) {
            first += times[n] * f1s[n];
            second += times[n + 1] * f1s[n + 1];
            third += times[n + 2] * f1s[n + 2];
            fourth += times[n + 3] * f1s[n + 3];
        }
        for (; n < times.length; n++) {
            first += times[n] * f1s[n];
        }
        return (first + second + third + fourth) / times.length;
    }

    /**
     * Returns the outcomes of a draw, {@code [KINDS * L]} counts.
     *
     * @param times how many times each image was drawn
     */
    int[] counts(int[] times) {
        int[] counts = new int[KINDS * labels];
        for (int i = 0; i < counts.length; i++) {
            int sum = 0;
            for (int k = starts[i]; k < starts[i + 1]; k++) {
                sum += times[members[k]];
            }
            counts[i] = sum;
        }
        return counts;
    }

    /** Returns the counts of one label. */
    static Counts counts(int[] counts, int label) {
        int first = KINDS * label;
        return new Counts(counts[first], counts[first + 1], counts[first + 2]);
    }
}

package org.tagzoo.zoo.metric;

import java.util.stream.IntStream;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.Decisions;

/**
 * What decisions came to: which images are the true positives of a label, which its false positives
 * and its false negatives. Those rightly left out are not listed, so that the lists are short, and
 * adding up the images of a bootstrap sample is quick.
 */
final class Outcomes {

    /** True positive, false positive, false negative: their places among a label's counts. */
    static final int KINDS = 3;

    private final int labels;
    private final int[] starts;
    private final int[] members;
    private final double[] f1s;
    private final int measured;
    private final boolean[][] unknown;

    /**
     * @param starts where the images of each label and kind begin among {@code members}
     */
    private Outcomes(Decisions decisions, int[] starts, int[] members, double[] f1s) {
        this.labels = decisions.labels();
        this.measured = (int) IntStream.range(0, labels).filter(decisions::isMeasured).count();
        this.unknown = decisions.unknown();
        this.starts = starts;
        this.members = members;
        this.f1s = f1s;
    }

    /**
     * @throws IllegalArgumentException if there is no image or no label
     */
    static Outcomes of(Decisions decisions) {
        int images = decisions.images();
        int labels = decisions.labels();
        if (labels == 0) {
            throw new IllegalArgumentException(
                    "Nothing to draw from: %d images, %d labels".formatted(images, labels));
        }
        int[] starts = new int[KINDS * labels + 1];
        double[] f1s = new double[images];
        for (int n = 0; n < images; n++) {
            long[] row = new long[KINDS + 1];
            for (int l = 0; l < labels; l++) {
                int kind = kind(decisions, n, l);
                row[kind]++;
                if (kind < KINDS) {
                    starts[KINDS * l + kind + 1]++;
                }
            }
            f1s[n] = counts(row).f1();
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
        return new Outcomes(decisions, starts, members, f1s);
    }

    /** Returns a kind's place, or {@link #KINDS} where a label was rightly left out. */
    static int kind(Decisions decisions, int image, int label) {
        boolean truth = decisions.targets()[image][label];
        return decisions.predicted()[image][label] ? (truth ? 0 : 1) : truth ? 2 : KINDS;
    }

    /** Returns counts by kind as one. */
    static Counts counts(long[] kinds) {
        return new Counts(kinds[0], kinds[1], kinds[2]);
    }

    /**
     * Returns the F1s of a bootstrap sample.
     *
     * @param times how many times each image was drawn
     */
    SampleF1 f1(int[] times) {
        double truePositives = 0;
        double wrong = 0;
        double support = 0;
        double macro = 0;
        double weighted = 0;
        double[] each = new double[labels];
        for (int l = 0; l < labels; l++) {
            Counts label = new Counts(sum(times, l, 0), sum(times, l, 1), sum(times, l, 2));
            each[l] = label.f1();
            truePositives += label.truePositives();
            wrong += label.falsePositives() + label.falseNegatives();
            support += label.support();
            macro += each[l];
            weighted += each[l] * label.support();
        }
        return new SampleF1(
                new Counts(truePositives, wrong, 0).f1(),
                measured == 0 ? 0 : macro / measured,
                support == 0 ? 0 : weighted / support,
                each);
    }

    /** The F1s of a bootstrap sample: three averages, and that of each label. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record SampleF1(double micro, double macro, double weighted, double[] labels) {}

    private int sum(int[] times, int label, int kind) {
        int sum = 0;
        int i = KINDS * label + kind;
        for (int k = starts[i]; k < starts[i + 1]; k++) {
            sum += times[members[k]];
        }
        return sum;
    }

    /** Returns the samples F1 of a bootstrap sample. */
    double samplesF1(int[] times) {
        // Four sums, so that an addition need not wait for the one before.
        double[] sums = new double[4];
        int whole = times.length / 4 * 4;
        for (int n = 0; n < whole; n += 4) {
            sums[0] += times[n] * f1s[n];
            sums[1] += times[n + 1] * f1s[n + 1];
            sums[2] += times[n + 2] * f1s[n + 2];
            sums[3] += times[n + 3] * f1s[n + 3];
        }
        for (int n = whole; n < times.length; n++) {
            sums[0] += times[n] * f1s[n];
        }
        int images = 0;
        for (int drawn : times) {
            images += drawn;
        }
        for (int n = 0; n < unknown.length; n++) {
            images -= Unknown.isAll(unknown, n) ? times[n] : 0;
        }
        return images == 0 ? 0 : (sums[0] + sums[1] + sums[2] + sums[3]) / images;
    }
}

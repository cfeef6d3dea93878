package org.tagzoo.zoo.metric;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.Decisions;

/**
 * Which labels are taken for which, over images that may have several: {@code L} labels, and "no
 * label" as row and column {@code L}. Rows are true labels, columns predicted ones.
 *
 * <p>Of an image let {@code T} be the true labels, {@code P} the predicted ones. It adds
 *
 * <ul>
 *   <li>1 to cell (t, t) for each label t in both;
 *   <li>if some true labels were missed and nothing wrong was predicted: 1 to (t, none) for each
 *       missed t;
 *   <li>if something wrong was predicted and some true labels were missed: 1 to (t, a) for each
 *       missed t and each wrong a: which was taken for which is not known, so each may have been;
 *   <li>if something wrong was predicted and nothing was missed: 1 to (t, a) for each true t and
 *       each wrong a, or, without any true label, 1 to (none, a) for each a;
 *   <li>if both are empty: 1 to (none, none).
 * </ul>
 *
 * <p>A cell counts pairs, not images: an image with three missed and two wrong labels adds six. For
 * images with one label each it is the ordinary confusion matrix.
 *
 * <p>Equal to MLCM (Heydarian, Doyle and Samavi, "MLCM: Multi-Label Confusion Matrix", IEEE Access
 * 10, 2022, doi:10.1109/ACCESS.2022.3151048). The authors' package mlcm 0.0.1 gives other counts
 * for images with two true labels or more of which some were missed while two wrong ones or more
 * were predicted: there the first wrong label in the order of columns gets all missed ones, and the
 * next wrong label all true ones, so that the result depends on the order of labels. Here it does
 * not.
 *
 * @param counts {@code [L + 1, L + 1]}, each at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by its contents nowhere
public record ConfusionMatrix(long[][] counts) {

    /**
     * Counts.
     *
     * @param decisions at least one image and one label
     * @throws IllegalArgumentException if there is no image or no label
     */
    public static ConfusionMatrix of(Decisions decisions) {
        int labels = decisions.labels();
        if (labels == 0) {
            throw new IllegalArgumentException(
                    "Nothing to count: %d images, %d labels".formatted(decisions.images(), labels));
        }
        long[][] counts = new long[labels + 1][labels + 1];
        for (int n = 0; n < decisions.images(); n++) {
            if (!Unknown.isAll(decisions.unknown(), n)) {
                add(counts, decisions.targets()[n], decisions.predicted()[n]);
            }
        }
        return new ConfusionMatrix(counts);
    }

    /** Returns {@code L}. */
    public int labels() {
        return counts.length - 1;
    }

    /**
     * Returns the counts without "no label", {@code [L, L]}: all there is where each image has one
     * label and is given one.
     */
    public long[][] classes() {
        return Arrays.stream(counts)
                .limit(labels())
                .map(row -> Arrays.copyOf(row, labels()))
                .toArray(long[][]::new);
    }

    /** Returns the sum of a row: how often this label was there to be found, by the pairs above. */
    public long rowSum(int row) {
        return Arrays.stream(counts[row]).sum();
    }

    private static void add(long[][] counts, boolean[] truth, boolean[] predicted) {
        int none = truth.length;
        int[] missed = labels(none, l -> truth[l] && !predicted[l]);
        int[] wrong = labels(none, l -> predicted[l] && !truth[l]);
        int[] all = labels(none, l -> truth[l]);
        for (int l : all) {
            counts[l][l] += predicted[l] ? 1 : 0;
        }
        boolean isEmpty = all.length == 0 && wrong.length == 0;
        int[] rows = missed.length > 0 ? missed : all.length > 0 ? all : new int[] {none};
        int[] columns =
                wrong.length > 0 ? wrong : missed.length > 0 || isEmpty ? new int[] {none} : wrong;
        for (int row : rows) {
            for (int column : columns) {
                counts[row][column]++;
            }
        }
    }

    private static int[] labels(int count, IntPredicate which) {
        return IntStream.range(0, count).filter(which).toArray();
    }
}

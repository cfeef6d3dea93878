package org.tagzoo.zoo.threshold;

import java.util.List;
import java.util.stream.DoubleStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.OperatingPoints;

/**
 * Recall, or precision, of a label that is at least so large on other images too: the lower end of
 * its Clopper-Pearson interval on validation is not below. Of the points that reach this the one of
 * highest precision for recall, which predicts the fewest images; of highest recall for precision.
 *
 * <p>Where no point reaches it, it is one that comes near: for recall, the first that misses no
 * image; for precision, the one of most true positives whose precision on validation is as large,
 * with no bound, and if there is none, the label is predicted for no image.
 */
public final class PromisedShare implements LabelGoal {

    /**
     * How sure of its interval one can be: the first at which the promise was kept often enough.
     */
    private static final double[] CONFIDENCES = {0.95, 0.99, 0.999, 0.9999};

    private final boolean isRecall;
    private final double share;
    private final LeastHits least;

    /** The same at each confidence, made once: how many hits are enough takes a while to find. */
    private List<PromisedShare> levels = List.of();

    private PromisedShare(boolean isRecall, double share, double confidence) {
        Check.that(
                share > 0 && share < 1,
                isRecall ? "the least recall" : "the least precision",
                "above 0 and below 1",
                share);
        this.isRecall = isRecall;
        this.share = share;
        this.least = new LeastHits(share, confidence);
    }

    /** Returns the goal of a recall, by the 95% interval. */
    public static PromisedShare recall(double share) {
        return new PromisedShare(true, share, CONFIDENCES[0]);
    }

    /** Returns the goal of a precision, by the 95% interval. */
    public static PromisedShare precision(double share) {
        return new PromisedShare(false, share, CONFIDENCES[0]);
    }

    /** Returns the same by intervals of 95%, 99%, 99.9% and 99.99%. */
    synchronized List<PromisedShare> atConfidences() {
        if (levels.isEmpty()) {
            levels =
                    DoubleStream.of(CONFIDENCES)
                            .mapToObj(confidence -> new PromisedShare(isRecall, share, confidence))
                            .toList();
        }
        return levels;
    }

    @Override
    public int choose(OperatingPoints points) {
        return isRecall ? ofRecall(points) : ofPrecision(points);
    }

    private int ofRecall(OperatingPoints points) {
        int positives = points.positives();
        int hits = Math.min(least.of(positives), positives);
        int i = 0;
        while (points.truePositives(i) < hits) {
            i++;
        }
        return i;
    }

    private int ofPrecision(OperatingPoints points) {
        int reached = 0;
        int near = 0;
        for (int i = points.size() - 1; i > 0; i--) {
            int hits = points.truePositives(i);
            int of = points.predicted(i);
            if (isBetter(points, i, reached) && hits >= least.of(of)) {
                reached = i;
            }
            if (isBetter(points, i, near) && (double) hits / of >= share) {
                near = i;
            }
        }
        return reached > 0 ? reached : near;
    }

    /** On the way from the point that predicts all: as many true positives, fewer predicted. */
    private static boolean isBetter(OperatingPoints points, int i, int found) {
        return found == 0 || points.truePositives(i) == points.truePositives(found);
    }

    /** Returns whether the interval of a point reaches the share. */
    boolean reaches(OperatingPoints points, int i) {
        int of = isRecall ? points.positives() : points.predicted(i);
        return points.truePositives(i) >= least.of(of);
    }

    /** Returns whether decisions on other images keep it; those with nothing to keep do. */
    public boolean isKept(Counts counts) {
        double of = isRecall ? counts.support() : counts.predicted();
        return of == 0 || counts.truePositives() / of >= share;
    }

    /** Returns how many images must have a label for the promise to be possible at all. */
    int neededPositives() {
        return least.ofHitsAlone();
    }

    @Override
    public String inWords() {
        return "%s of at least %s"
                .formatted(isRecall ? "recall" : "precision", LabelGoal.written(share));
    }

    @Override
    public String toString() {
        return (isRecall ? "recall:" : "precision:") + LabelGoal.written(share);
    }
}

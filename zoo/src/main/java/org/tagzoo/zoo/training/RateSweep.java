package org.tagzoo.zoo.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.schedule.ExactTracker;
import org.tagzoo.zoo.schedule.RateAndMomentum;

/**
 * The learning-rate range test (Smith 2017, WACV, "Cyclical Learning Rates for Training Neural
 * Networks"): a short training whose learning rate grows by the same factor from update to update.
 * The loss is smoothed as an exponential moving average (0.9) without its bias towards 0; the test
 * ends once that is more than four times its lowest, or is not finite.
 *
 * @param from the first update's rate, above 0
 * @param to the last update's rate, above {@code from}
 * @param updates at least 10
 */
public record RateSweep(double from, double to, int updates) {

    private static final double SMOOTHING = 0.9;
    private static final double DIVERGED = 4;
    private static final int LEAST_UPDATES = 10;

    public RateSweep {
        Check.above0("from", from);
        Check.that(to > from && Double.isFinite(to), "to", "above " + from, to);
        Check.within("updates", updates, LEAST_UPDATES, 100_000);
    }

    /** Returns the schedule that the optimiser must have. */
    public RateAndMomentum schedule(double momentum) {
        return RateAndMomentum.of(ExactTracker.from0(this::rate), ExactTracker.fixed(momentum));
    }

    private double rate(long update) {
        return from * Math.pow(to / from, (double) update / (updates - 1));
    }

    /**
     * Trains. The weights are of no use afterwards.
     *
     * @param training with an optimiser of {@link #schedule}, without checkpoints; its epochs are
     *     set here
     * @param done is told 1 after each update
     */
    public RateCurve run(
            Training.Builder training, Examples train, Examples validation, IntConsumer done)
            throws IOException {
        Recorder recorder = new Recorder();
        try {
            // An epoch has an update or more; the recorder ends it.
            training.setEpochs(updates)
                    .optEachLoss(
                            loss -> {
                                done.accept(1);
                                recorder.add(loss);
                            })
                    .build()
                    .fit(train, validation, epoch -> {});
        } catch (Enough e) {
            // As many updates as were asked for, or the loss has grown.
        } catch (TrainingException e) {
            recorder.diverged = true; // The loss is not finite.
        }
        return new RateCurve(recorder.points, recorder.diverged);
    }

    /** Ends a training that has shown enough. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough updates", null, false, false);
        }
    }

    private final class Recorder {

        private final List<RateCurve.Point> points = new ArrayList<>();
        private double mean;
        private double lowest = Double.POSITIVE_INFINITY;
        private boolean diverged;

        void add(double loss) {
            int update = points.size();
            mean = SMOOTHING * mean + (1 - SMOOTHING) * loss;
            double smoothed = mean / (1 - Math.pow(SMOOTHING, update + 1));
            points.add(new RateCurve.Point(update, rate(update), loss, smoothed));
            lowest = Math.min(lowest, smoothed);
            diverged = smoothed > DIVERGED * lowest;
            if (diverged || points.size() == updates) {
                throw new Enough();
            }
        }
    }
}

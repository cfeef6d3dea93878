package org.tagzoo.zoo.evaluator;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.zoo.metric.Counts;
import org.tagzoo.zoo.metric.Evaluation;
import org.tagzoo.zoo.metric.PrecisionRecallF1;
import org.tagzoo.zoo.score.Decisions;

/**
 * Precision, recall or F1 of decisions, micro or macro averaged, 0 to 1.
 *
 * <pre>
 * new DefaultTrainingConfig(loss)
 *         .addEvaluator(new DecisionEvaluator(Measure.F1, Average.MICRO))
 *         .addTrainingListeners(TrainingListener.Defaults.basic());
 * </pre>
 *
 * <p>A label is predicted where its score, the sigmoid of its logit, is at least the threshold
 * (rounded to a float). Where labels are class indices, the one class of the highest probability by
 * softmax is predicted, the first of equal ones, and the threshold has no say: micro F1 is then the
 * accuracy. True positives, false positives and false negatives of each label are accumulated; a
 * ratio whose denominator is 0 is 0, and the macro mean counts labels without support. Equal to
 * scikit-learn's {@code precision_recall_fscore_support} with {@code zero_division=0} over all
 * images at once.
 */
public final class DecisionEvaluator extends ExactEvaluator {

    /** The threshold of an evaluator that is given none. */
    public static final double DEFAULT_THRESHOLD = 0.5;

    private final Measure measure;
    private final Average average;
    private final double threshold;

    /** What is measured. */
    public enum Measure {
        /** The share of predicted labels that are true. */
        PRECISION("Precision"),
        /** The share of true labels that are predicted. */
        RECALL("Recall"),
        /** The harmonic mean of the two; macro: the mean of the labels' F1. */
        F1("F1");

        private final String title;

        Measure(String title) {
            this.title = title;
        }

        private double of(PrecisionRecallF1 all) {
            return switch (this) {
                case PRECISION -> all.precision();
                case RECALL -> all.recall();
                case F1 -> all.f1();
            };
        }
    }

    /** How labels are averaged. */
    public enum Average {
        /** The counts of all labels together: frequent labels weigh most. */
        MICRO,
        /** The mean over labels: all weigh the same. */
        MACRO;

        private PrecisionRecallF1 of(List<Counts> labels) {
            return this == MICRO ? Evaluation.micro(labels) : Evaluation.macro(labels);
        }
    }

    /** Measures at a threshold of 0.5 under a name such as {@code microF1}. */
    public DecisionEvaluator(Measure measure, Average average) {
        this(measure, average, DEFAULT_THRESHOLD);
    }

    /**
     * Measures at a threshold under a name such as {@code microF1}.
     *
     * @param threshold of scores, 0 to 1
     */
    public DecisionEvaluator(Measure measure, Average average, double threshold) {
        this(average.name().toLowerCase(Locale.ROOT) + measure.title, measure, average, threshold);
    }

    /**
     * Measures at a threshold.
     *
     * @param name another for each evaluator of a trainer
     * @param threshold of scores, 0 to 1
     */
    public DecisionEvaluator(String name, Measure measure, Average average, double threshold) {
        super(name);
        Check.within("The threshold of " + name, threshold, 0, 1);
        this.measure = measure;
        this.average = average;
        this.threshold = threshold;
    }

    @Override
    Accumulator newAccumulator() {
        return new LabelCounts();
    }

    private final class LabelCounts implements Accumulator {

        private List<Counts> labels = List.of();

        /** Labels of which something was known. */
        private final BitSet measured = new BitSet();

        @Override
        public void add(EvaluatedBatch batch) {
            Decisions decisions = batch.decisions(threshold);
            List<Counts> added = Evaluation.of(decisions).labels();
            IntStream.range(0, added.size()).filter(decisions::isMeasured).forEach(measured::set);
            List<Counts> before = labels;
            labels =
                    before.isEmpty()
                            ? added
                            : IntStream.range(0, batch.after(before.size()).labels())
                                    .mapToObj(l -> before.get(l).plus(added.get(l)))
                                    .toList();
        }

        @Override
        public double value() {
            return measure.of(average.of(measured.stream().mapToObj(labels::get).toList()));
        }
    }
}

package org.tagzoo.zoo.evaluator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Tags;

/**
 * Mean average precision of multi-hot labels, 0 to 1: {@link AveragePrecision#mean} of the sigmoids
 * of all logits, the mean over labels with support.
 *
 * <p>A rank can't be known before all scores are, so that an accumulator keeps them: 5 bytes a
 * score in Java's memory, once for all accumulators that are updated together. Beyond a bound it
 * refuses more. Each reading sorts what there is.
 */
public final class MeanAveragePrecisionEvaluator extends ExactEvaluator {

    /** 2^27 scores, 640 MiB: 24 labels of 5.6 million images. */
    public static final long DEFAULT_MAX_SCORES = 1L << 27;

    private final long maxScores;

    /** Measures under the name {@code mAP}. */
    public MeanAveragePrecisionEvaluator() {
        this("mAP", DEFAULT_MAX_SCORES);
    }

    /**
     * Measures under a name.
     *
     * @param name another for each evaluator of a trainer
     * @param maxScores how many scores, images times labels, an accumulator keeps at most; at least
     *     1
     */
    public MeanAveragePrecisionEvaluator(String name, long maxScores) {
        super(name);
        Check.atLeast("The maxScores of " + name, maxScores, 1);
        this.maxScores = maxScores;
    }

    @Override
    Accumulator newAccumulator() {
        return new Kept();
    }

    private final class Kept implements Accumulator {

        private final List<EvaluatedBatch> batches = new ArrayList<>();
        private long scores;

        @Override
        public void add(EvaluatedBatch batch) {
            if (batch.classes()) {
                throw new IllegalArgumentException(
                        getName()
                                + " takes multi-hot labels [N, L], not class indices: logits of"
                                + " softmax can't be ranked between images");
            }
            long kept = scores + (long) batch.logits().length * batch.labels();
            if (kept > maxScores) {
                throw new IllegalArgumentException(
                        "%s keeps at most %d scores, not %d: reset it more often, or allow more"
                                .formatted(getName(), maxScores, kept));
            }
            batches.add(batches.isEmpty() ? batch : batch.after(batches.get(0).labels()));
            scores = kept;
        }

        @Override
        public double value() {
            return AveragePrecision.mean(
                    new ScoreMatrix(
                            Tags.INSTANCE.scores(rows(EvaluatedBatch::logits, float[][]::new)),
                            rows(EvaluatedBatch::targets, boolean[][]::new),
                            Unknown.of(
                                    Arrays.asList(
                                            rows(EvaluatedBatch::unknownRows, boolean[][]::new)))));
        }

        private <R> R[] rows(Function<EvaluatedBatch, R[]> ofBatch, IntFunction<R[]> array) {
            return batches.stream().map(ofBatch).flatMap(Arrays::stream).toArray(array);
        }
    }
}

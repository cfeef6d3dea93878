package org.tagzoo.benchmarks.micro;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;
import org.tagzoo.zoo.metric.AveragePrecision;
import org.tagzoo.zoo.metric.F1Intervals;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.threshold.PerLabelThresholds;
import org.tagzoo.zoo.threshold.ThresholdScan;
import org.tagzoo.zoo.threshold.Thresholds;

/** Choosing thresholds and judging decisions, on random scores of 24 labels. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ThresholdBenchmark extends MicroBenchmark {

    private static final int LABELS = 24;

    @Param({"2000", "20000"})
    private int images;

    private ScoreMatrix scores;

    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] values = new float[images][LABELS];
        boolean[][] targets = new boolean[images][LABELS];
        for (int n = 0; n < images; n++) {
            for (int label = 0; label < LABELS; label++) {
                targets[n][label] = random.nextInt(10) == 0;
                double score = random.nextDouble() * (targets[n][label] ? 1 : 0.8);
                values[n][label] = (float) score;
            }
        }
        scores = new ScoreMatrix(values, targets);
    }

    @Benchmark
    public ThresholdScan scan() {
        return ThresholdScan.of(scores);
    }

    @Benchmark
    public Thresholds perLabel() {
        return PerLabelThresholds.choose(scores, PerLabelThresholds.Criterion.MICRO_F1);
    }

    @Benchmark
    public double meanAveragePrecision() {
        return AveragePrecision.mean(scores);
    }

    @Benchmark
    public F1Intervals bootstrap() {
        return F1Intervals.of(Thresholds.same(0.5, LABELS).decide(scores), 1);
    }
}

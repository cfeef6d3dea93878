/**
 * How good decisions and scores are: {@link org.tagzoo.zoo.metric.Evaluation} for precision, recall
 * and F1, {@link org.tagzoo.zoo.metric.AveragePrecision} for scores without a threshold, {@link
 * org.tagzoo.zoo.metric.F1Intervals} for how sure an F1 is, {@link
 * org.tagzoo.zoo.metric.PairedBootstrap} and {@link org.tagzoo.zoo.metric.McNemar} for whether two
 * networks differ, {@link org.tagzoo.zoo.metric.ConfusionMatrix} for which labels are taken for
 * which, {@link org.tagzoo.zoo.metric.Retrieval} for features, {@link
 * org.tagzoo.zoo.metric.Baseline} for what needs no network. They equal scikit-learn's.
 *
 * <p>A ratio whose denominator is zero is 0, everywhere: precision where nothing was predicted,
 * recall where nothing is true, F1 where neither is (scikit-learn's {@code zero_division=0}).
 */
package org.tagzoo.zoo.metric;

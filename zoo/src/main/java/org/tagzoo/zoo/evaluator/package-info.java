/**
 * What TagZoo measures as DJL evaluators, for any {@code ai.djl.training.Trainer}. What they
 * accumulate is that of all images at once, however unequal the batches are: {@link
 * org.tagzoo.zoo.evaluator.DecisionEvaluator} (precision, recall, F1), {@link
 * org.tagzoo.zoo.evaluator.MeanAveragePrecisionEvaluator}, {@link
 * org.tagzoo.zoo.evaluator.TopKEvaluator}.
 */
package org.tagzoo.zoo.evaluator;

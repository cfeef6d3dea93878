/**
 * Fine-tuning as a library: {@link org.tagzoo.zoo.finetune.FineTuning} goes from a corpus and its
 * split through phases, frozen stages and cached features to a {@link
 * org.tagzoo.zoo.finetune.FineTuned} network, its scores, thresholds and metrics.
 */
package org.tagzoo.zoo.finetune;

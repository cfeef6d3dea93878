/**
 * What a network gave, in plain Java: the only door from native arrays to the metrics. {@link
 * org.tagzoo.zoo.score.ScoreMatrix} for reckoning, {@link org.tagzoo.zoo.score.ScoresFile} to keep
 * it.
 */
package org.tagzoo.zoo.score;

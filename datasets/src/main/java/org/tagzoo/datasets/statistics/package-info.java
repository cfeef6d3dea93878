/**
 * What is counted over the training part: {@link org.tagzoo.datasets.statistics.LabelStatistics}
 * and {@link org.tagzoo.datasets.statistics.ChannelStatistics}.
 */
package org.tagzoo.datasets.statistics;

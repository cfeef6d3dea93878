package org.tagzoo.app.report;

import org.tagzoo.zoo.metric.PairedBootstrap;
import org.tagzoo.zoo.task.Task;

/**
 * How far a row is from the best one.
 *
 * @param row the row's name
 * @param best the name of the row with the highest first metric on test
 * @param task what both predict; their first metric is micro F1, or top-1, which micro F1 is where
 *     each image has one label and is given one
 * @param paired the row's figures less those of the best, so mostly below 0
 */
public record RowDifference(String row, String best, Task task, PairedBootstrap paired) {}

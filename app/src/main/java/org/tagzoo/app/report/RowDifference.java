package org.tagzoo.app.report;

import org.tagzoo.zoo.metric.PairedBootstrap;

/**
 * How far a row is from the best one.
 *
 * @param row the row's name
 * @param best the name of the row with the highest F1 on test
 * @param paired the row's figures less those of the best, so mostly below 0
 */
public record RowDifference(String row, String best, PairedBootstrap paired) {}

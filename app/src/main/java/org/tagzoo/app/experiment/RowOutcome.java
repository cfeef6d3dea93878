package org.tagzoo.app.experiment;

import java.util.OptionalDouble;
import org.tagzoo.app.report.Row;

/**
 * What came of a row.
 *
 * @param row its line in the table
 * @param validationF1 micro F1 on validation at its threshold; empty where there are no figures
 */
record RowOutcome(Row row, OptionalDouble validationF1) {}

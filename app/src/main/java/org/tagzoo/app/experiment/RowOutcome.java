package org.tagzoo.app.experiment;

import java.util.Optional;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowDetails;

/**
 * What came of a row: its line, and what the report draws of it if there are figures.
 *
 * @param row its line in the table
 * @param details empty where there are no figures
 */
record RowOutcome(Row row, Optional<RowDetails> details) {}

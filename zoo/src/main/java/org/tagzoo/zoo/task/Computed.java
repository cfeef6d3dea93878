package org.tagzoo.zoo.task;

import java.util.function.ToDoubleFunction;
import org.tagzoo.zoo.metric.Metric;

/**
 * A metric and how it is computed: one entry in a task's list, from which the table's column, the
 * files and the report follow.
 *
 * @param inEpochs whether it is computed after each epoch too, from decisions and scores alone
 * @param inTable whether it is a column; else training may follow it, and that is all
 */
record Computed(
        Metric metric, boolean inEpochs, boolean inTable, ToDoubleFunction<PartScores> value) {

    Computed(Metric metric, boolean inEpochs, ToDoubleFunction<PartScores> value) {
        this(metric, inEpochs, true, value);
    }
}

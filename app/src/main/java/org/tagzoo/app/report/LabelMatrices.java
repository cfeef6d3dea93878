package org.tagzoo.app.report;

import java.util.List;
import org.tagzoo.zoo.metric.CoOccurrence;
import org.tagzoo.zoo.metric.ConfusionMatrix;

/**
 * How labels meet labels on test.
 *
 * @param labels the names of rows and columns, in the corpus's order
 * @param confusion true labels against attached ones
 * @param trueLabels which true labels go together
 * @param attachedLabels which attached labels go together
 */
public record LabelMatrices(
        List<String> labels,
        ConfusionMatrix confusion,
        CoOccurrence trueLabels,
        CoOccurrence attachedLabels) {

    public LabelMatrices {
        labels = List.copyOf(labels);
    }
}

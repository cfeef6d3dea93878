package org.tagzoo.app.predict;

import java.io.IOException;
import java.io.Writer;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.export.Tag;
import org.tagzoo.zoo.export.Tags;
import org.tagzoo.zoo.score.PredictionsCsv;
import org.tagzoo.zoo.task.Task;

/**
 * A row an image, in the format of {@code compare --predict}: every label's score, and the labels
 * that are predicted. Images that failed are left out.
 */
public final class CsvResults implements ResultWriter {

    private final PredictionsCsv csv;
    private final LabelSet labels;
    private final TagSelection selection;

    /**
     * Writes the heading.
     *
     * @param task of the network
     * @param labels in the order of the columns
     */
    public CsvResults(Writer out, Task task, LabelSet labels, TagSelection selection)
            throws IOException {
        this.csv = new PredictionsCsv(out, labels, task.predicted());
        this.labels = labels;
        this.selection = selection;
        csv.printHeader();
    }

    @Override
    public void tagged(String image, Tags tags) throws IOException {
        float[] scores = new float[labels.size()];
        boolean[] predicted = new boolean[labels.size()];
        for (Tag tag : tags.all()) {
            scores[index(tag)] = (float) tag.score();
        }
        for (Tag tag : selection.predicted(tags)) {
            predicted[index(tag)] = true;
        }
        csv.print(image, scores, predicted);
    }

    private int index(Tag tag) {
        return labels.indexOf(tag.label()).orElseThrow();
    }
}

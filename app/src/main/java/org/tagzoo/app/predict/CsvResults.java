package org.tagzoo.app.predict;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
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
    private final boolean tellsUnsure;

    /**
     * Writes the heading.
     *
     * @param task of the network
     * @param labels in the order of the columns
     * @param tellsUnsure whether a column has the labels of which the network is not sure
     */
    public CsvResults(
            Writer out, Task task, LabelSet labels, TagSelection selection, boolean tellsUnsure)
            throws IOException {
        this.csv =
                tellsUnsure
                        ? new PredictionsCsv(out, labels, task.predicted(), "unsure")
                        : new PredictionsCsv(out, labels, task.predicted());
        this.tellsUnsure = tellsUnsure;
        this.labels = labels;
        this.selection = selection;
        csv.printHeader();
    }

    @Override
    public void tagged(String image, Tags tags) throws IOException {
        float[] scores = new float[labels.size()];
        for (Tag tag : tags.all()) {
            scores[index(tag)] = (float) tag.score();
        }
        boolean[] predicted = marked(selection.predicted(tags));
        if (tellsUnsure) {
            csv.print(image, scores, predicted, marked(selection.unsure(tags)));
        } else {
            csv.print(image, scores, predicted);
        }
    }

    private boolean[] marked(List<Tag> tags) {
        boolean[] marked = new boolean[labels.size()];
        tags.forEach(tag -> marked[index(tag)] = true);
        return marked;
    }

    private int index(Tag tag) {
        return labels.indexOf(tag.label()).orElseThrow();
    }
}

package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.PredictionsCsv;
import org.tagzoo.zoo.task.Task;

/**
 * {@code predictions.csv}: pictures under their paths with {@code /}, their scores, and the labels
 * that they are given.
 */
final class PredictionsFile {

    private PredictionsFile() {}

    /**
     * Writes the file, whole or not at all.
     *
     * @param scores {@code [images, labels]}
     */
    static void write(
            Path file,
            Task task,
            LabelSet labels,
            List<TaggedImage> images,
            float[][] scores,
            Decisions decisions)
            throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    PredictionsCsv csv = new PredictionsCsv(out, labels, task.predicted());
                    csv.printHeader();
                    for (int n = 0; n < scores.length; n++) {
                        csv.print(images.get(n).id(), scores[n], decisions.attached()[n]);
                    }
                });
    }
}

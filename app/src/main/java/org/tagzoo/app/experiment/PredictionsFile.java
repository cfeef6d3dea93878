package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.score.PredictionsCsv;
import org.tagzoo.zoo.threshold.Thresholds;

/**
 * {@code predictions.csv}: pictures under their paths with {@code /}, their scores, and the labels
 * whose score is at least the threshold.
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
            LabelSet labels,
            List<TaggedImage> images,
            float[][] scores,
            Thresholds thresholds)
            throws IOException {
        AtomicFile.write(
                file,
                out -> {
                    PredictionsCsv csv = new PredictionsCsv(out, labels);
                    csv.printHeader();
                    for (int n = 0; n < scores.length; n++) {
                        boolean[] attached = new boolean[labels.size()];
                        for (int label = 0; label < attached.length; label++) {
                            attached[label] = thresholds.attaches(label, scores[n][label]);
                        }
                        csv.print(images.get(n).id(), scores[n], attached);
                    }
                });
    }
}

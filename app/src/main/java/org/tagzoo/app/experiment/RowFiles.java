package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.evaluation.EvaluationFiles;
import org.tagzoo.app.evaluation.HistoryFile;
import org.tagzoo.app.report.RowDetails;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.TaskEvaluation;

/** The files of one row: scores, thresholds, labels and history. */
final class RowFiles {

    private RowFiles() {}

    static void write(
            Path folder,
            PreparedCorpus corpus,
            Map<Part, ScoreMatrix> scores,
            TaskEvaluation evaluation,
            List<RowDetails.Epoch> history)
            throws IOException {
        ScoredCorpus scored = new ScoredCorpus(corpus.labels(), scored(corpus, scores));
        EvaluationFiles.write(folder, scored, evaluation);
        HistoryFile.write(folder.resolve("history.csv"), evaluation.task(), history);
    }

    private static List<ScoredImage> scored(PreparedCorpus corpus, Map<Part, ScoreMatrix> scores) {
        List<ScoredImage> images = new ArrayList<>();
        for (Part part : Part.values()) {
            ScoreMatrix matrix = scores.get(part);
            for (int n = 0; n < matrix.images(); n++) {
                images.add(
                        new ScoredImage(
                                corpus.image(part, n).id(),
                                part,
                                matrix.scores()[n],
                                matrix.targets()[n]));
            }
        }
        return images;
    }
}

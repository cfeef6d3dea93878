package org.tagzoo.app.audit;

import java.io.IOException;
import java.util.function.IntConsumer;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.finetune.LinearProbe;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Tags;

/**
 * Scores of every image of a corpus by a linear layer on its embedding that never saw the image:
 * one layer a fold, trained on the others. Copies of an image are in its fold.
 */
final class OutOfFoldScores {

    /** How many layers are trained. */
    static final int FOLDS = 5;

    /** One image for each fold, and one each to train on and to validate with. */
    static final int FEWEST = FOLDS + 2;

    private OutOfFoldScores() {}

    /**
     * Trains and scores.
     *
     * @param embeddings a row of floats an image, in the order of the corpus
     * @param seed of folds, initial values and order
     * @param done told how many folds are done
     * @return {@code [N, L]} in the order of the corpus
     * @throws IOException if embeddings can't be read, or the engine fails
     */
    static ScoreMatrix of(ScannedCorpus corpus, CachedRows embeddings, long seed, IntConsumer done)
            throws IOException {
        int images = corpus.corpus().images().size();
        float[][] scores = new float[images][];
        boolean[][] targets = new boolean[images][];
        boolean[][] unknown = null;
        Folds folds = Folds.of(corpus.corpus().images(), FOLDS, seed);
        for (int fold = 1; fold <= FOLDS; fold++) {
            SplitCorpus data = SplitCorpus.of(corpus, folds.split(fold));
            ScoreMatrix test =
                    LinearProbe.scores(embeddings, data, Tags.INSTANCE, seed).get(Part.TEST);
            int[] rows = data.rows().get(Part.TEST);
            for (int n = 0; n < rows.length; n++) {
                scores[rows[n]] = test.scores()[n];
                targets[rows[n]] = test.targets()[n];
            }
            if (data.hasUnknown()) {
                unknown = unknown == null ? new boolean[images][data.labels().size()] : unknown;
                for (int n = 0; n < rows.length && test.unknown().length > 0; n++) {
                    unknown[rows[n]] = test.unknown()[n];
                }
            }
            done.accept(fold);
        }
        return new ScoreMatrix(scores, targets, unknown == null ? Unknown.NONE : unknown);
    }
}

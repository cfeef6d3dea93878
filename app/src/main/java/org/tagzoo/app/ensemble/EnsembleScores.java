package org.tagzoo.app.ensemble;

import java.util.ArrayList;
import java.util.List;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;

/** The scores of several rows put together, image by image and label by label. */
final class EnsembleScores {

    private EnsembleScores() {}

    /**
     * Returns, as scores, the share of rows that give an image a label, each at its own threshold
     * if it has one.
     *
     * @param rows at least one; of the same images in the same order
     */
    static ScoredCorpus votes(List<RowResults> rows) {
        List<boolean[][]> given = rows.stream().map(EnsembleScores::given).toList();
        return combine(
                rows,
                (image, label) -> {
                    int votes = 0;
                    for (boolean[][] row : given) {
                        votes += row[image][label] ? 1 : 0;
                    }
                    return (float) votes / rows.size();
                });
    }

    private static boolean[][] given(RowResults row) {
        ScoreMatrix all =
                new ScoreMatrix(
                        row.scores().images().stream()
                                .map(ScoredImage::scores)
                                .toArray(float[][]::new),
                        row.scores().images().stream()
                                .map(ScoredImage::targets)
                                .toArray(boolean[][]::new));
        return row.row().task().decide(all, row.chosen()).predicted();
    }

    /** Returns the plain mean of the rows' scores. */
    static ScoredCorpus means(List<RowResults> rows) {
        return combine(
                rows,
                (image, label) -> {
                    double sum = 0;
                    for (RowResults row : rows) {
                        sum += row.scores().images().get(image).scores()[label];
                    }
                    return (float) (sum / rows.size());
                });
    }

    private interface Rule {
        float score(int image, int label);
    }

    private static ScoredCorpus combine(List<RowResults> rows, Rule rule) {
        ScoredCorpus first = rows.get(0).scores();
        List<ScoredImage> images = new ArrayList<>(first.images().size());
        for (int n = 0; n < first.images().size(); n++) {
            ScoredImage image = first.images().get(n);
            float[] scores = new float[first.labels().size()];
            for (int l = 0; l < scores.length; l++) {
                scores[l] = rule.score(n, l);
            }
            images.add(new ScoredImage(image.id(), image.part(), scores, image.targets()));
        }
        return new ScoredCorpus(first.labels(), images);
    }
}

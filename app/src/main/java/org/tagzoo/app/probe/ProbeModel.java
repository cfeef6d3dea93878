package org.tagzoo.app.probe;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Scores of labels by the bins of columns, of each image by the images of other folds. One column
 * gives the share of images in the same bin that have the label; several are joined by logistic
 * regression, C = 1, with an input for each bin.
 *
 * @param targets {@code [N, L]}
 * @param unknown which of the targets are unknown
 * @param folds {@code [N]}, 1 to {@code count}
 * @param count how many folds there are
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ProbeModel(boolean[][] targets, boolean[][] unknown, int[] folds, int count) {

    /** A bin counts as if it held so many images more, with the label as often as in all bins. */
    private static final double PRIOR = 4;

    static {
        Linear.disableDebugOutput(); // it prints what it does otherwise
    }

    /** Returns scores of the images by one column or several; by none, each label's share. */
    ScoreMatrix scores(List<ProbeColumn> columns) {
        return scores(columns, IntStream.range(0, targets[0].length));
    }

    /**
     * As above, of some labels.
     *
     * @param labels which; the scores of others are 0
     */
    ScoreMatrix scores(List<ProbeColumn> columns, IntStream labels) {
        ScoreMatrix matrix =
                new ScoreMatrix(new float[targets.length][targets[0].length], targets, unknown);
        Feature[][] inputs = columns.size() > 1 ? inputs(columns) : null;
        labels.parallel()
                .forEach(
                        label -> {
                            int[] known = matrix.known(label).toArray();
                            for (int fold = 1; fold <= count; fold++) {
                                if (inputs == null) {
                                    shares(columns, label, fold, known, matrix.scores());
                                } else {
                                    joined(inputs, label, fold, known, matrix.scores());
                                }
                            }
                        });
        return matrix;
    }

    private void shares(
            List<ProbeColumn> columns, int label, int fold, int[] known, float[][] scores) {
        int[] bins = columns.isEmpty() ? new int[folds.length] : columns.get(0).bins();
        int number = columns.isEmpty() ? 1 : columns.get(0).count();
        double[] images = new double[number];
        double[] positives = new double[number];
        double all = 0;
        double allPositives = 0;
        for (int n : known) {
            if (folds[n] != fold) {
                images[bins[n]]++;
                all++;
                positives[bins[n]] += targets[n][label] ? 1 : 0;
                allPositives += targets[n][label] ? 1 : 0;
            }
        }
        double share = all == 0 ? 0 : allPositives / all;
        for (int n = 0; n < folds.length; n++) {
            if (folds[n] == fold) {
                int bin = bins[n];
                scores[n][label] =
                        (float) ((positives[bin] + PRIOR * share) / (images[bin] + PRIOR));
            }
        }
    }

    private void joined(Feature[][] inputs, int label, int fold, int[] known, float[][] scores) {
        int[] rows = IntStream.of(known).filter(n -> folds[n] != fold).toArray();
        long positives = IntStream.of(rows).filter(n -> targets[n][label]).count();
        if (positives == 0 || positives == rows.length) {
            shares(List.of(), label, fold, known, scores);
            return;
        }
        Problem problem = new Problem();
        problem.l = rows.length;
        problem.n = inputs[0][inputs[0].length - 1].getIndex();
        problem.bias = -1;
        problem.x = IntStream.of(rows).mapToObj(n -> inputs[n]).toArray(Feature[][]::new);
        problem.y = IntStream.of(rows).mapToDouble(n -> targets[n][label] ? 1 : 0).toArray();
        Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, 1, 1e-3));
        int yes = model.getLabels()[0] == 1 ? 0 : 1;
        double[] probabilities = new double[2];
        for (int n = 0; n < folds.length; n++) {
            if (folds[n] == fold) {
                Linear.predictProbability(model, inputs[n], probabilities);
                scores[n][label] = (float) probabilities[yes];
            }
        }
    }

    /** Returns an input of 1 for each column's bin, and a last one that all images have. */
    private Feature[][] inputs(List<ProbeColumn> columns) {
        Feature[][] inputs = new Feature[folds.length][columns.size() + 1];
        int first = 1;
        for (int c = 0; c < columns.size(); c++) {
            ProbeColumn column = columns.get(c);
            // Images of a bin share its input: there may be a million of them.
            Feature[] ofBins = new Feature[column.count()];
            for (int bin = 0; bin < ofBins.length; bin++) {
                ofBins[bin] = new FeatureNode(first + bin, 1);
            }
            for (int n = 0; n < folds.length; n++) {
                inputs[n][c] = ofBins[column.bins()[n]];
            }
            first += column.count();
        }
        Feature bias = new FeatureNode(first, 1);
        for (Feature[] input : inputs) {
            input[columns.size()] = bias;
        }
        return inputs;
    }
}

package org.tagzoo.app.ensemble;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.zoo.score.ScoreMatrix;

/**
 * Logistic regression of each label by itself, with an L2 penalty on weights and intercept. Equal
 * to scikit-learn's {@code OneVsRestClassifier(LogisticRegression(solver="liblinear", C=1))} before
 * its probabilities are made to add up to 1.
 */
final class LogisticRegression {

    private static final double COST = 1;
    private static final double ACCURACY = 1e-8;

    /** Of a label that all images have, or none, there is a constant and no model. */
    private record Fitted(Model model, int positive, double constant) {}

    private final List<Fitted> labels = new ArrayList<>();

    /**
     * Fits.
     *
     * @param features {@code [N, D]}, N at least 1
     * @param truth targets {@code [N, L]}; an image is left out of the labels unknown of it
     */
    LogisticRegression(double[][] features, ScoreMatrix truth) {
        Linear.disableDebugOutput();
        for (int l = 0; l < truth.labels(); l++) {
            int label = l;
            int[] known =
                    IntStream.range(0, features.length)
                            .filter(n -> !Unknown.is(truth.unknown(), n, label))
                            .toArray();
            long positives = IntStream.of(known).filter(n -> truth.targets()[n][label]).count();
            if (positives == 0 || positives == known.length) {
                labels.add(new Fitted(null, 0, positives == 0 ? 0 : 1));
                continue;
            }
            Problem problem = new Problem();
            problem.l = known.length;
            problem.n = features[0].length + 1;
            problem.x =
                    IntStream.of(known).mapToObj(n -> row(features[n])).toArray(Feature[][]::new);
            problem.y =
                    IntStream.of(known)
                            .mapToDouble(n -> truth.targets()[n][label] ? 1 : 0)
                            .toArray();
            Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, COST, ACCURACY));
            labels.add(new Fitted(model, model.getLabels()[0] == 1 ? 0 : 1, 0));
        }
    }

    /** The intercept is the weight of a last feature that is always 1. */
    private static Feature[] row(double[] features) {
        Feature[] row = new Feature[features.length + 1];
        for (int d = 0; d < row.length; d++) {
            row[d] = new FeatureNode(d + 1, d < features.length ? features[d] : 1);
        }
        return row;
    }

    /** Returns the probability of each label, by itself; {@code [L]}. */
    double[] probabilities(double[] features) {
        Feature[] row = row(features);
        double[] both = new double[2];
        return labels.stream()
                .mapToDouble(
                        label -> {
                            if (label.model == null) {
                                return label.constant;
                            }
                            Linear.predictProbability(label.model, row, both);
                            return both[label.positive];
                        })
                .toArray();
    }
}

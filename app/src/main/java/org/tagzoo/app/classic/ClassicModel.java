package org.tagzoo.app.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.zoo.score.Sigmoid;
import org.tagzoo.zoo.score.Softmax;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Task;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * A model of Tribuo on standardised features: one of all classes, or one a label.
 *
 * <p>Scores are the model's probabilities. A linear support-vector machine has none: its distances
 * from the border go through a softmax (classes) or a sigmoid (tags), which keeps their order.
 */
public final class ClassicModel {

    /**
     * It says of each tree that it is grown. Kept here, as a logger that nobody holds is forgotten.
     */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private static final Label YES = new Label("yes");
    private static final Label NO = new Label("no");

    private final ClassicKind kind;
    private final Scaling scaling;
    private final List<Model<Label>> models;
    private final double[] frequencies;

    private ClassicModel(
            ClassicKind kind, Scaling scaling, List<Model<Label>> models, double[] frequencies) {
        this.kind = kind;
        this.scaling = scaling;
        this.models = models;
        this.frequencies = frequencies;
    }

    /**
     * Fits a model to what a task predicts, see {@link #ofClasses} and {@link #ofTags}.
     *
     * @param features {@code [N, F]} of the training part
     */
    public static ClassicModel of(
            Task task,
            ClassicKind kind,
            double[][] features,
            boolean[][] targets,
            boolean[][] unknown,
            long seed) {
        return task.equals(Classes.INSTANCE)
                ? ofClasses(kind, features, targets, seed)
                : ofTags(kind, features, targets, unknown, seed);
    }

    /**
     * Fits a model to classes.
     *
     * @param features {@code [N, F]} of the training part
     * @param targets {@code [N, L]}, one true in each row
     */
    static ClassicModel ofClasses(
            ClassicKind kind, double[][] features, boolean[][] targets, long seed) {
        Scaling scaling = Scaling.of(features);
        Model<Label> model =
                fit(
                        kind,
                        scaling.apply(features),
                        n -> new Label(String.valueOf(ArrayUtils.indexOf(targets[n], true))),
                        seed);
        return new ClassicModel(kind, scaling, List.of(model), new double[targets[0].length]);
    }

    /**
     * Fits a model to each label. A label that all training images have, or none, gets its share of
     * them as score of every image.
     *
     * @param features {@code [N, F]} of the training part
     * @param targets {@code [N, L]}
     * @param unknown which targets are not known: {@code [N, L]}, or {@code [0, 0]} if all are
     */
    static ClassicModel ofTags(
            ClassicKind kind,
            double[][] features,
            boolean[][] targets,
            boolean[][] unknown,
            long seed) {
        Scaling scaling = Scaling.of(features);
        double[][] scaled = scaling.apply(features);
        List<Model<Label>> models = new ArrayList<>();
        double[] frequencies = new double[targets[0].length];
        for (int l = 0; l < frequencies.length; l++) {
            int label = l;
            int[] known =
                    IntStream.range(0, targets.length)
                            .filter(n -> unknown.length == 0 || !unknown[n][label])
                            .toArray();
            long positives = Arrays.stream(known).filter(n -> targets[n][label]).count();
            frequencies[l] = known.length == 0 ? 0 : (double) positives / known.length;
            models.add(
                    positives == 0 || positives == known.length
                            ? null
                            : fit(
                                    kind,
                                    Arrays.stream(known)
                                            .mapToObj(n -> scaled[n])
                                            .toArray(double[][]::new),
                                    i -> targets[known[i]][label] ? YES : NO,
                                    seed));
        }
        return new ClassicModel(kind, scaling, models, frequencies);
    }

    private static Model<Label> fit(
            ClassicKind kind, double[][] scaled, IntFunction<Label> labels, long seed) {
        MutableDataset<Label> data =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("features", new LabelFactory()),
                        new LabelFactory());
        String[] names = names(scaled[0].length);
        for (int n = 0; n < scaled.length; n++) {
            data.add(new ArrayExample<>(labels.apply(n), names, scaled[n]));
        }
        return kind.trainer(names.length, seed).train(data);
    }

    /** Names in the order of the features, which Tribuo sorts by name. */
    private static String[] names(int features) {
        return IntStream.range(0, features).mapToObj("%08d"::formatted).toArray(String[]::new);
    }

    /**
     * Returns the scores of images.
     *
     * @param features {@code [N, F]}
     * @return {@code [N, L]}, 0 to 1 each
     */
    public float[][] scores(double[][] features) {
        double[][] scaled = scaling.apply(features);
        return Arrays.stream(scaled).map(this::scores).toArray(float[][]::new);
    }

    private float[] scores(double[] scaled) {
        String[] names = names(scaled.length);
        ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, scaled);
        float[] scores = new float[frequencies.length];
        if (models.size() == 1 && frequencies.length > 1) {
            Prediction<Label> prediction = models.get(0).predict(example);
            if (!kind.hasProbabilities()) {
                Arrays.fill(scores, Float.NEGATIVE_INFINITY);
            }
            prediction
                    .getOutputScores()
                    .forEach(
                            (name, label) ->
                                    scores[Integer.parseInt(name)] = (float) label.getScore());
            return kind.hasProbabilities() ? scores : Softmax.of(scores);
        }
        for (int l = 0; l < scores.length; l++) {
            scores[l] =
                    models.get(l) == null
                            ? (float) frequencies[l]
                            : yes(models.get(l).predict(example));
        }
        return scores;
    }

    private float yes(Prediction<Label> prediction) {
        double score = prediction.getOutputScores().get(YES.getLabel()).getScore();
        return kind.hasProbabilities() ? (float) score : Sigmoid.of((float) score);
    }
}

package org.tagzoo.app.ensemble;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.app.classic.ClassicKind;
import org.tagzoo.app.classic.ClassicModel;
import org.tagzoo.app.evaluation.EvaluationFiles;
import org.tagzoo.app.evaluation.FoldsFile;
import org.tagzoo.app.report.Ensemble;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.score.ScoresFile;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;

/**
 * Stacks rows: a logistic regression on their out-of-fold scores, fitted on the train part, with
 * thresholds of the validation part. An image of train is scored by one that was fitted on the
 * other folds of train.
 */
public final class StackedRow {

    /** The solver draws nothing. */
    private static final long SEED = 1;

    /** An image a row: the scores of all labels of all rows, and what is known of its file. */
    private final double[][] features;

    private final List<ScoredImage> images;
    private final ScoreMatrix truth;
    private final Task task;

    private StackedRow(List<ScoredCorpus> members, Map<String, double[]> metadata, Task task) {
        images = members.get(0).images();
        this.task = task;
        features = new double[images.size()][];
        for (int n = 0; n < features.length; n++) {
            int image = n;
            features[n] =
                    members.stream()
                            .map(member -> member.images().get(image).scores())
                            .flatMapToDouble(
                                    row -> IntStream.range(0, row.length).mapToDouble(l -> row[l]))
                            .toArray();
            double[] facts = metadata.getOrDefault(images.get(n).id(), new double[0]);
            features[n] = ArrayUtils.addAll(features[n], facts);
        }
        truth =
                new ScoreMatrix(
                        images.stream().map(ScoredImage::scores).toArray(float[][]::new),
                        images.stream().map(ScoredImage::targets).toArray(boolean[][]::new),
                        Unknown.of(images.stream().map(ScoredImage::unknown).toList()));
    }

    /**
     * Writes the files of the stacked row.
     *
     * @param run the run's folder, with {@code out-of-fold.csv} of each member
     * @param members at least two rows of one task
     * @param folds of the images of train and validation
     * @param metadata numbers that are known of each image, by its id; empty if there are none
     * @param seed of the intervals
     * @return its line
     * @throws IOException if a file can't be read or written, or members scored other images
     */
    public static Row write(
            Path run,
            String name,
            List<Row> members,
            FoldsFile folds,
            Map<String, double[]> metadata,
            long seed)
            throws IOException {
        List<ScoredCorpus> scored = new ArrayList<>();
        for (Row member : members) {
            scored.add(ScoresFile.read(file(run, member.name())));
            requireSame(scored.get(0), scored.get(scored.size() - 1), member);
        }
        Task task = members.get(0).task().ofLabels();
        ScoredCorpus scores =
                new ScoredCorpus(
                        scored.get(0).labels(),
                        new StackedRow(scored, metadata, task).scores(folds.images()));
        TaskEvaluation evaluation =
                task.evaluate(
                        scores.labels(),
                        scores.matrix(Part.TRAIN),
                        scores.matrix(Part.VALIDATION),
                        scores.matrix(Part.TEST),
                        seed);
        EvaluationFiles.write(run.resolve("rows").resolve(name), scores, evaluation);
        return Row.of(name, EnsembleRows.NETWORK, evaluation, Row.Times.NONE)
                .withEnsemble(
                        new Ensemble(
                                Ensemble.Method.STACK, members.stream().map(Row::name).toList()));
    }

    /** Returns the file of a row's out-of-fold scores, of the form of {@code scores.csv}. */
    public static Path file(Path run, String row) {
        return run.resolve("rows").resolve(row).resolve("out-of-fold.csv");
    }

    private static void requireSame(ScoredCorpus one, ScoredCorpus other, Row row)
            throws IOException {
        boolean same =
                one.labels().equals(other.labels())
                        && one.images().stream()
                                .map(i -> i.id() + i.part())
                                .toList()
                                .equals(
                                        other.images().stream()
                                                .map(i -> i.id() + i.part())
                                                .toList());
        if (!same) {
            throw new IOException(
                    "The out-of-fold.csv of row '%s' has other images or labels than those before"
                            .formatted(row.name()));
        }
    }

    private List<ScoredImage> scores(Map<String, FoldsFile.Entry> folds) {
        float[][] scores = new float[images.size()][];
        Predicate<ScoredImage> isTrain = image -> image.part() == Part.TRAIN;
        int count = folds.values().stream().mapToInt(FoldsFile.Entry::fold).max().orElse(0);
        for (int f = 1; f <= count; f++) {
            int fold = f;
            Predicate<ScoredImage> isIn = image -> folds.get(image.id()).fold() == fold;
            score(isTrain.and(isIn.negate()), isTrain.and(isIn), scores);
        }
        score(isTrain, isTrain.negate(), scores);
        return IntStream.range(0, scores.length)
                .mapToObj(
                        n -> {
                            ScoredImage image = images.get(n);
                            return new ScoredImage(
                                    image.id(),
                                    image.part(),
                                    scores[n],
                                    image.targets(),
                                    image.unknown());
                        })
                .toList();
    }

    /** Fits on some images and scores others. */
    private void score(
            Predicate<ScoredImage> fitted, Predicate<ScoredImage> scored, float[][] scores) {
        int[] train =
                IntStream.range(0, scores.length).filter(n -> fitted.test(images.get(n))).toArray();
        double[][] known = IntStream.of(train).mapToObj(n -> features[n]).toArray(double[][]::new);
        ScoreMatrix of = truth.rows(train);
        ClassicModel model =
                ClassicModel.of(
                        task, ClassicKind.LOGISTIC, known, of.targets(), of.unknown(), SEED);
        int[] others =
                IntStream.range(0, scores.length).filter(n -> scored.test(images.get(n))).toArray();
        float[][] found =
                model.scores(
                        IntStream.of(others).mapToObj(n -> features[n]).toArray(double[][]::new));
        for (int i = 0; i < others.length; i++) {
            scores[others[i]] = found[i];
        }
    }
}

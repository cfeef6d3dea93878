package org.tagzoo.app.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tagzoo.app.report.FoldMetrics;
import org.tagzoo.app.report.Row;
import org.tagzoo.datasets.corpus.SameGroup;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Metrics;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.TaskEvaluation;

/**
 * The images of all folds together, each with the scores and decisions of the network that left it
 * out, at the thresholds of that network's fold.
 *
 * @param scores of all images in the order of {@code folds.csv}, all in the test part
 * @param decisions in the same order
 * @param groupOf the group of each image, from 0
 * @param metrics of each fold
 * @param validation the first metric on validation, the mean over the folds
 * @param remark what to know of the metrics; {@code null} for nothing
 */
public record PooledFolds(
        ScoredCorpus scores,
        Decisions decisions,
        List<Integer> groupOf,
        FoldMetrics metrics,
        double validation,
        String remark) {

    /**
     * Returns the folder of all folds; each has one of its number, itself one of a run with rows.
     */
    public static Path folder(Path run) {
        return run.resolve("folds");
    }

    /**
     * Reads the folds of a row.
     *
     * @param run the run's folder
     * @param name of the row
     * @throws IOException if a file can't be read, or a fold did not test the images it should have
     */
    public static PooledFolds read(Path run, String name) throws IOException {
        Map<String, FoldsFile.Entry> entries = FoldsFile.read(run).images();
        int count = entries.values().stream().mapToInt(FoldsFile.Entry::fold).max().orElse(0);
        Map<String, ScoredImage> images = new HashMap<>();
        Map<String, boolean[]> given = new HashMap<>();
        List<Metrics> metrics = new ArrayList<>();
        List<Double> validation = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        ScoredCorpus last = null;
        for (int fold = 1; fold <= count; fold++) {
            Path folder = folder(run).resolve(String.valueOf(fold)).resolve("rows").resolve(name);
            Row row = RowOutcome.read(folder).orElseThrow(() -> lacks(folder)).row();
            RowResults results = RowResults.read(folder, row);
            List<ScoredImage> tested = results.scores().images(Part.TEST);
            Decisions decisions = results.decide(Part.TEST);
            for (int n = 0; n < tested.size(); n++) {
                String id = tested.get(n).id();
                if (!entries.containsKey(id) || entries.get(id).fold() != fold) {
                    throw new IOException(
                            "%s has image '%s' in test, which %s has not in fold %d: one of them was changed"
                                    .formatted(folder, id, FoldsFile.NAME, fold));
                }
                images.put(id, tested.get(n));
                given.put(id, decisions.predicted()[n]);
            }
            metrics.add(row.result().metrics());
            remarks.add(row.reason());
            validation.add(results.first(Part.VALIDATION));
            last = results.scores();
        }
        if (images.size() != entries.size() || last == null) {
            throw new IOException(
                    "The folds of row '%s' tested %d images, %s has %d: one of them was changed"
                            .formatted(name, images.size(), FoldsFile.NAME, entries.size()));
        }
        ScoredCorpus scores =
                new ScoredCorpus(
                        last.labels(), entries.keySet().stream().map(images::get).toList());
        ScoreMatrix matrix = scores.matrix(Part.TEST);
        return new PooledFolds(
                scores,
                new Decisions(
                        entries.keySet().stream().map(given::get).toArray(boolean[][]::new),
                        matrix.targets(),
                        matrix.unknown()),
                Arrays.stream(
                                SameGroup.numbers(
                                        entries.values().stream()
                                                .map(FoldsFile.Entry::group)
                                                .toList()))
                        .boxed()
                        .toList(),
                new FoldMetrics(metrics),
                Spread.of(validation.stream().mapToDouble(Double::doubleValue).toArray()).mean(),
                remark(remarks));
    }

    /** A remark may have figures, which are those of its fold. */
    private static String remark(List<String> remarks) {
        if (remarks.stream().distinct().count() == 1) {
            return remarks.get(0);
        }
        String some = remarks.stream().filter(Objects::nonNull).findFirst().orElseThrow();
        return "in fold %d: %s".formatted(remarks.indexOf(some) + 1, some);
    }

    private static IOException lacks(Path folder) {
        return new IOException("There is no outcome.json in %s; resume the run".formatted(folder));
    }

    /** Evaluates them together; the metrics are means over the folds. */
    public TaskEvaluation evaluate(Row row, long seed) {
        return TaskEvaluation.pooled(
                row.task(),
                scores.labels(),
                scores.matrix(Part.TEST),
                decisions,
                groupOf.stream().mapToInt(Integer::intValue).toArray(),
                metrics.mean(),
                validation,
                seed);
    }

    /**
     * Returns the line of the whole row and writes its files into its folder.
     *
     * @param run the run's folder
     * @param first the first fold's line; training times are added up
     */
    public static RowOutcome pool(Path run, Row first, double seconds, long seed)
            throws IOException {
        PooledFolds pooled = read(run, first.name());
        TaskEvaluation evaluation = pooled.evaluate(first, seed);
        EvaluationFiles.write(
                run.resolve("rows").resolve(first.name()), pooled.scores(), evaluation);
        Row.Times times = first.times();
        Row row =
                Row.of(
                                first.name(),
                                first.network(),
                                evaluation,
                                new Row.Times(seconds, times.embedding(), times.speed()))
                        .withReason(pooled.remark())
                        .withPublished(first.published())
                        .withFolds(pooled.metrics());
        return new RowOutcome(row, pooled.validation());
    }
}

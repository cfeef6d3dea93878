package org.tagzoo.app.ensemble;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.tagzoo.app.evaluation.EvaluationFiles;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunException;
import org.tagzoo.app.evaluation.RunReport;
import org.tagzoo.app.evaluation.RunResults;
import org.tagzoo.app.evaluation.Thumbnails;
import org.tagzoo.app.report.Ensemble;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.RowName;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;

/**
 * Puts rows of a run together as two rows of their own.
 *
 * <ul>
 *   <li>{@code <name>-vote}: a label is attached where more than half of the rows attach it, each
 *       at its own threshold. Its scores are the shares of votes; its threshold is the least
 *       majority. It has no figure with a threshold a label. Of classes, the one with the most
 *       votes is given, the first of several.
 *   <li>{@code <name>-mean}: the mean of the rows' scores, with thresholds chosen on validation, as
 *       for any row. Means of probabilities add up to 1 too.
 * </ul>
 */
public final class EnsembleRows {

    static final Row.Network NETWORK = new Row.Network("ensemble", null, false, null, null);

    private static final List<Ensemble.Method> METHODS =
            List.of(Ensemble.Method.VOTE, Ensemble.Method.MEAN);

    private final RunResults run;
    private final List<String> members;
    private final String name;

    /**
     * @param run the run whose table they join
     * @param members the names of at least two different rows, none of them an ensemble
     * @param name what the new rows' names start with
     * @throws RunException if a member is not there or has no metrics, or a new name can't be taken
     */
    public EnsembleRows(RunResults run, List<String> members, String name) {
        this.run = run;
        this.members = List.copyOf(members);
        this.name = name;
        if (members.size() < 2 || new HashSet<>(members).size() < members.size()) {
            throw new RunException(
                    "An ensemble takes two different rows or more, not "
                            + String.join(", ", members));
        }
        for (Row member : run.rows(members)) {
            RowResults.requireNoFolds(member);
            if (member.ensemble() != null) {
                throw new RunException(
                        "Row '%s' is an ensemble itself; name the rows that it puts together: %s"
                                .formatted(
                                        member.name(),
                                        String.join(", ", member.ensemble().rows())));
            }
        }
        for (Ensemble.Method method : METHODS) {
            requireFree(name(method));
        }
    }

    private void requireFree(String taken) {
        if (!RowName.isValid(taken)) {
            throw new RunException("'%s' names no row: %s".formatted(taken, RowName.RULE));
        }
        for (Row row : run.table().rows()) {
            // A file system that does not tell case apart has one folder for both.
            if (row.name().equalsIgnoreCase(taken)
                    && (row.ensemble() == null || !row.name().equals(taken))) {
                throw new RunException(
                        "There is a row '%s' in %s already; choose another --name"
                                .formatted(row.name(), run.root()));
            }
        }
    }

    private String name(Ensemble.Method method) {
        return name + (method == Ensemble.Method.VOTE ? "-vote" : "-mean");
    }

    /**
     * Adds the rows, or replaces those of the same names, and writes table and report again. Other
     * rows stay as they are. If it is stopped halfway, the same call puts all in order.
     *
     * @param thumbnails of the corpus, for the report
     * @return the new table
     * @throws IOException if a row's files can't be read, or belong to other images
     */
    public Table add(Thumbnails thumbnails) throws IOException {
        ReportContext context = run.context();
        List<RowResults> rows = read(run, members);
        Table table = run.table();
        for (Ensemble.Method method : METHODS) {
            Ensemble ensemble = new Ensemble(method, members);
            table = table.withRow(written(run, name(method), ensemble, rows));
        }
        return new RunReport(run.root(), thumbnails).write(table, context);
    }

    /**
     * Puts together again a row of an earlier table, from the rows as they are now, and writes its
     * files.
     *
     * @param run with the rows that it puts together
     * @param row an ensemble's
     * @return its line
     * @throws RunException if one of those rows is not there or has no metrics
     * @throws IOException if a row's files can't be read, or belong to other images
     */
    public static Row again(RunResults run, Row row) throws IOException {
        return written(run, row.name(), row.ensemble(), read(run, row.ensemble().rows()));
    }

    private static List<RowResults> read(RunResults run, List<String> members) throws IOException {
        List<RowResults> rows = new ArrayList<>();
        for (Row member : run.rows(members)) {
            rows.add(run.read(member));
            RunResults.requireSameImages(rows.get(0), rows.get(rows.size() - 1));
            RunResults.requireSameTask(rows.get(0), rows.get(rows.size() - 1));
        }
        return rows;
    }

    private static Row written(
            RunResults run, String name, Ensemble ensemble, List<RowResults> rows)
            throws IOException {
        boolean isVote = ensemble.method() == Ensemble.Method.VOTE;
        ScoredCorpus scores = isVote ? votes(rows) : means(rows);
        Task task = rows.get(0).row().task().ofLabels();
        ScoreMatrix train = scores.matrix(Part.TRAIN);
        ScoreMatrix validation = scores.matrix(Part.VALIDATION);
        ScoreMatrix test = scores.matrix(Part.TEST);
        long seed = run.table().seed();
        TaskEvaluation evaluation =
                isVote
                        ? task.evaluateVotes(
                                rows.size(), scores.labels(), train, validation, test, seed)
                        : task.evaluate(scores.labels(), train, validation, test, seed);
        EvaluationFiles.write(run.folder(name), scores, evaluation);
        return Row.of(name, NETWORK, evaluation, Row.Times.NONE).withEnsemble(ensemble);
    }

    /**
     * Returns, as scores, the share of rows that give an image a label, each at its own threshold
     * if it has one.
     */
    private static ScoredCorpus votes(List<RowResults> rows) {
        List<boolean[][]> given = rows.stream().map(EnsembleRows::given).toList();
        return combine(
                rows,
                (n, label) ->
                        (float) given.stream().filter(row -> row[n][label]).count() / rows.size());
    }

    private static boolean[][] given(RowResults row) {
        List<ScoredImage> images = row.scores().images();
        ScoreMatrix all =
                new ScoreMatrix(
                        images.stream().map(ScoredImage::scores).toArray(float[][]::new),
                        images.stream().map(ScoredImage::targets).toArray(boolean[][]::new));
        return row.row().task().decide(all, row.chosen()).predicted();
    }

    private static ScoredCorpus means(List<RowResults> rows) {
        return combine(
                rows,
                (n, label) -> {
                    double sum = 0;
                    for (RowResults row : rows) {
                        sum += row.scores().images().get(n).scores()[label];
                    }
                    return (float) (sum / rows.size());
                });
    }

    /** Scores a label of an image, both by their number. */
    private interface Rule {
        float score(int image, int label);
    }

    private static ScoredCorpus combine(List<RowResults> rows, Rule rule) {
        ScoredCorpus first = rows.get(0).scores();
        List<ScoredImage> images = new ArrayList<>();
        for (ScoredImage image : first.images()) {
            float[] scores = new float[first.labels().size()];
            for (int label = 0; label < scores.length; label++) {
                scores[label] = rule.score(images.size(), label);
            }
            images.add(
                    new ScoredImage(
                            image.id(), image.part(), scores, image.targets(), image.unknown()));
        }
        return new ScoredCorpus(first.labels(), images);
    }
}

package org.tagzoo.app.comparison;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.lang3.ArrayUtils;
import org.tagzoo.app.classic.ClassicModel;
import org.tagzoo.app.evaluation.EvaluationFiles;
import org.tagzoo.app.evaluation.RowOutcome;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.RebuiltNetwork;
import org.tagzoo.app.network.RowFeatures;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.Yardsticks;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.search.SearchReport;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.metadata.MetadataEncoder;
import org.tagzoo.datasets.metadata.MetadataFit;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.network.StageFeatures;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsUnavailableException;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;

/** Fits and evaluates the rows that are no networks, on the same parts as the networks. */
record ClassicRows(RowPlans plans, RunFolder folder) {

    /** Numbers that a model is fitted to at most: 2 GB. */
    private static final long MOST_NUMBERS = 1L << 28;

    /**
     * Returns what came of a model; what an earlier process finished is not done again.
     *
     * @throws InterruptedIOException if this thread is interrupted
     */
    RowOutcome run(Yardsticks.Model model) throws InterruptedIOException {
        Row.Status status = Row.Status.FAILED;
        String reason;
        try {
            Path rowFolder = folder.row(model.name());
            Optional<RowOutcome> known = RowOutcome.read(rowFolder);
            if (model.row() != null && trainedRow(model.row()).isEmpty()) {
                reason = "It takes features from %s, which has no network".formatted(model.row());
                Row line =
                        Row.without(
                                model.name(), network(model), task(), Row.Status.SKIPPED, reason);
                return new RowOutcome(line, null);
            }
            return known.isPresent() ? known.get() : fitted(model, rowFolder);
        } catch (WeightsUnavailableException e) {
            status = Row.Status.SKIPPED;
            reason = e.getMessage();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Reason.stopIfInterrupted(e);
            reason = Reason.of(e);
        }
        Row line = Row.without(model.name(), network(model), task(), status, reason);
        return new RowOutcome(line, null);
    }

    private Task task() {
        return plans.settings().recipe().rows().get(0).predicts().ofLabels();
    }

    private static Row.Network network(Yardsticks.Model model) {
        return new Row.Network(model.model().title(), model.embedding(), false, null, null);
    }

    private RowOutcome fitted(Yardsticks.Model model, Path rowFolder) throws IOException {
        SplitCorpus corpus = plans.corpus();
        long seed = plans.settings().seed();
        List<String> on = new ArrayList<>();
        double[][] features = features(model, on);
        long start = System.nanoTime();
        double[][] train = rows(features, Part.TRAIN);
        boolean[][] targets = corpus.targets().get(Part.TRAIN);
        ClassicModel fitted =
                ClassicModel.of(
                        task(),
                        model.model(),
                        train,
                        targets,
                        corpus.unknown().get(Part.TRAIN),
                        seed);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<Part, ScoreMatrix> scores = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            scores.put(
                    part,
                    new ScoreMatrix(
                            fitted.scores(rows(features, part)),
                            corpus.targets().get(part),
                            corpus.unknown().get(part)));
        }
        TaskEvaluation evaluation =
                task().evaluate(
                                corpus.labels(),
                                scores.get(Part.TRAIN),
                                scores.get(Part.VALIDATION),
                                scores.get(Part.TEST),
                                seed);
        EvaluationFiles.write(rowFolder, RowEvaluation.scored(corpus, scores), evaluation);
        Row.Times times = new Row.Times(seconds, null);
        Row row =
                Row.of(model.name(), network(model), evaluation, times)
                        .withReason("a " + model.model().title() + " on " + String.join(", ", on));
        RowOutcome outcome = new RowOutcome(row, evaluation.validation());
        outcome.write(rowFolder);
        return outcome;
    }

    private double[][] rows(double[][] features, Part part) {
        return Arrays.stream(plans.corpus().rows().get(part))
                .mapToObj(row -> features[row])
                .toArray(double[][]::new);
    }

    /**
     * Returns the features of all images of the corpus, {@code [N, F]}.
     *
     * @param on told what they are
     */
    private double[][] features(Yardsticks.Model model, List<String> on) throws IOException {
        SplitCorpus corpus = plans.corpus();
        double[][] features = new double[corpus.images().size()][0];
        if (!model.features().isEmpty()) {
            MetadataEncoder encoder =
                    new MetadataFit(model.features(), Set.of(), false)
                            .to(KnownColumns.of(corpus.images(Part.TRAIN)), plans.log()::once);
            List<Map<String, String>> known = KnownColumns.of(corpus.images());
            Arrays.setAll(features, n -> encoder.numbers(known.get(n)));
            on.addAll(encoder.fields());
        }
        if (model.embedding() != null) {
            add(embeddings(model), features);
            on.add("embeddings of " + model.embedding());
        }
        if (model.row() != null) {
            add(trained(model.row()), features);
            on.add("features of the trained network of " + model.row());
        }
        return features;
    }

    private static void add(CachedRows embeddings, double[][] features) throws IOException {
        int width = embeddings.rowBytes() / Float.BYTES;
        long numbers = (long) embeddings.rows() * width;
        if (numbers > MOST_NUMBERS) {
            throw new IOException(
                    "%,d embeddings of %,d numbers are more than a model is fitted to here: use --limit"
                            .formatted(embeddings.rows(), width));
        }
        for (int n = 0; n < features.length; n++) {
            FloatBuffer row = embeddings.row(n).asFloatBuffer();
            double[] values = new double[width];
            Arrays.setAll(values, row::get);
            features[n] = ArrayUtils.addAll(features[n], values);
        }
    }

    /** Returns the row of a name that has a network; it may have begun at random. */
    private Optional<String> trainedRow(String named) throws IOException {
        for (String name : List.of(named, named + RowRecipe.RANDOM_WEIGHTS)) {
            if (folder.hasRow(name) && NetworkFile.isIn(folder.row(name))) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Returns what the trained network of a row gives its last layer. */
    private CachedRows trained(String named) throws IOException {
        String row = trainedRow(named).orElseThrow();
        Path rowFolder = folder.row(row);
        RowNetwork network = NetworkFile.read(rowFolder);
        RowRecipe recipe =
                SearchReport.trained(plans.settings().recipe().row(row).orElseThrow(), rowFolder);
        Optional<Path> weights = plans.weights(recipe).map(ResolvedWeights::file);
        SplitCorpus corpus = plans.corpus();
        try (RebuiltNetwork rebuilt =
                RebuiltNetwork.open(network, rowFolder, false, weights, WeightsCache.standard())) {
            return RowFeatures.of(network, rebuilt, StageFeatures::penultimate)
                    .of(
                            corpus.images(),
                            corpus.scanned().contents(),
                            plans.device(),
                            plans.settings().threads(),
                            plans.cache().resolve("embeddings"),
                            plans.log(),
                            done -> {});
        }
    }

    private CachedRows embeddings(Yardsticks.Model model) throws IOException {
        RowRecipe row = plans.settings().recipe().embedding(model.embedding());
        return plans.of(row, plans.settings().seed(), folder.row(model.name()))
                .tuning()
                .embeddings();
    }
}

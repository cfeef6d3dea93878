package org.tagzoo.app.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tagzoo.app.comparison.ComparisonSettings;
import org.tagzoo.app.device.PrecisionChoice;
import org.tagzoo.app.evaluation.CalibratedRow;
import org.tagzoo.app.evaluation.RowResults;
import org.tagzoo.app.evaluation.RunGroups;
import org.tagzoo.app.network.PretrainedWeights;
import org.tagzoo.app.network.RowNetwork;
import org.tagzoo.app.recipe.Recipe;
import org.tagzoo.app.recipe.RecipeReader;
import org.tagzoo.app.report.ReportContext;
import org.tagzoo.app.report.Row;
import org.tagzoo.app.report.Table;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.metric.Spread;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.score.ScoredCorpus;
import org.tagzoo.zoo.score.ScoredImage;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.Tags;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.threshold.SureLimits;
import org.tagzoo.zoo.threshold.ThresholdChoice;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/** What model cards are made of: rows with scores that were drawn, and no network. */
final class CardSamples {

    static final LabelSet LABELS = new LabelSet(List.of("river_bank", "sea|side", "tree"));
    private static final int IMAGES = 200;
    private static final long SEED = 5;
    private static final String RECIPE =
            """
            name: sample
            description: A recipe for cards.
            settings:
              weights: random
              imageSize: 32
              batchSize: 64
              phases: [{train: head, epochs: 3}]
              head: {hidden: [], dropout: 0, standardized: false}
              loss: {kind: default, posWeight: false}
              optimizer: {kind: sgd, nesterov: true, weightDecay: 0.01}
              schedule: {kind: one-cycle, maxLr: 0.03, baseMomentum: 0.85, maxMomentum: 0.95}
              trainingThreshold: 0.5
            rows:
              - name: tags
                model: resnet18
                decoding: reduced
                phases: [{train: head, epochs: 3}, {train: layer4, epochs: 2}]
              - {name: classes, model: cnn, task: classes, phases: [{train: all, epochs: 4}]}
              - name: started
                model: cnn
                task: classes
                phases: [{train: all, epochs: 2}]
                head: {hidden: [8], activityL1: 0.1}
                clipNorm: 1
                startFrom: classes
            """;

    private CardSamples() {}

    /** A row of tags: bfloat16, reduced JPEGs, several seeds, weights of the zoo. */
    static CardFacts tags(ThresholdChoice choice, boolean allData) {
        return facts(
                "tags",
                Tags.INSTANCE,
                "csv:/home/jane doe/sky_net/movies.csv",
                List.of(),
                choice,
                allData,
                false);
    }

    /** The same rows with calibrated scores; of tags it may not be sure. */
    static CardFacts calibrated(Task task) {
        return facts(
                task.hasThresholds() ? "tags" : "classes",
                task,
                "drawn",
                List.of(),
                ThresholdChoice.SHARED,
                false,
                true);
    }

    /** A row of classes: float32, whole images, one seed, random weights. */
    static CardFacts classes() {
        return noted("drawn");
    }

    /** The same with what was noted of the corpus. */
    static CardFacts noted(String corpus, String... notes) {
        return facts(
                "classes",
                Classes.INSTANCE,
                corpus,
                List.of(notes),
                ThresholdChoice.SHARED,
                false,
                false);
    }

    private static CardFacts facts(
            String name,
            Task task,
            String corpus,
            List<String> notes,
            ThresholdChoice choice,
            boolean allData,
            boolean isCalibrated) {
        boolean isTags = task.hasThresholds();
        Recipe recipe = recipe();
        ScoredCorpus scores = scores(task);
        TaskEvaluation evaluation =
                task.evaluate(
                        LABELS,
                        scores.matrix(Part.TRAIN),
                        scores.matrix(Part.VALIDATION),
                        scores.matrix(Part.TEST),
                        SEED);
        Row row =
                Row.of(
                        name,
                        new Row.Network(
                                isTags ? "resnet18" : "cnn",
                                null,
                                false,
                                isTags ? 11_178_051L : null,
                                ImageSize.square(32)),
                        evaluation,
                        new Row.Times(75.25, isTags ? 12.5 : null));
        if (isTags) {
            row =
                    row.withSpread(Spread.of(0.5, 0.75, 0.625))
                            .withReason("training stopped *early*");
        }
        RowResults results =
                new RowResults(row, scores, evaluation.chosen(), List.of(), Optional.empty());
        List<String> all = new ArrayList<>(notes);
        all.add(recipe.description());
        Optional<CalibratedRow> calibrated =
                isCalibrated
                        ? CalibratedRow.of(results, SEED, new RunGroups(Map.of()))
                        : Optional.empty();
        return new CardFacts(
                Table.of(
                        new Table.CorpusSummary(corpus, 1200, LABELS.size(), isTags ? 3 : 0),
                        SEED,
                        List.of(row),
                        List.of()),
                calibrated.map(CalibratedRow::results).orElse(results),
                calibrated,
                calibrated
                        .filter(each -> isTags)
                        .map(
                                each ->
                                        SureLimits.choose(
                                                each.results().scores().matrix(Part.VALIDATION),
                                                choice.of(
                                                        each.results().chosen().orElseThrow(),
                                                        each.results()
                                                                .scores()
                                                                .matrix(Part.VALIDATION),
                                                        new int[0],
                                                        SEED),
                                                0.7)),
                network(name, isTags),
                network(name, isTags).imageSize(),
                recipe.rows().get(isTags ? 0 : 1),
                settings(corpus, recipe, isTags),
                new ReportContext(
                        "Drawn",
                        all,
                        Map.of(),
                        new ReportContext.PartCounts(120, 40, 40),
                        Map.of()),
                Optional.of("ab".repeat(32)),
                new RunGroups(Map.of()),
                choice,
                allData,
                Optional.empty());
    }

    private static Recipe recipe() {
        try {
            Path file = Files.createTempFile("tagzoo-recipe", ".yaml");
            try {
                return RecipeReader.read(Files.writeString(file, RECIPE).toString());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RowNetwork network(String name, boolean isTags) {
        return new RowNetwork(
                name,
                isTags ? "resnet18" : "cnn",
                false,
                isTags ? new Head(3, List.of(16), 0.25, true) : Head.linear(3),
                ImageSize.square(32),
                isTags ? Decoding.REDUCED : Decoding.WHOLE,
                Resize.STRETCH,
                new Normalization(List.of(124.0, 116.0, 104.0), List.of(58.0, 57.0, 56.0)),
                LABELS,
                isTags ? "layer4" : "all",
                "0".repeat(64),
                isTags
                        ? Optional.of(
                                new PretrainedWeights(
                                        "resnet18.torchvision",
                                        "resnet18.pth",
                                        null,
                                        "cd".repeat(32),
                                        "https://example.org/resnet18.pth",
                                        "BSD-3-Clause"))
                        : Optional.empty());
    }

    private static ComparisonSettings settings(String corpus, Recipe recipe, boolean isTags) {
        return new ComparisonSettings(
                corpus,
                CorpusOptions.DEFAULT,
                recipe,
                SEED,
                PrecisionChoice.of(isTags ? Precision.BFLOAT16 : Precision.FLOAT32),
                MemoryFormat.CHANNELS_LAST,
                "cpu",
                Map.of(),
                true,
                2,
                false,
                1,
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                null,
                null);
    }

    /** Higher where the label is true; of tags, every eighth image has none. */
    private static ScoredCorpus scores(Task task) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<ScoredImage> images = new ArrayList<>();
        for (int n = 0; n < IMAGES; n++) {
            boolean[] targets = new boolean[LABELS.size()];
            float[] scores = new float[targets.length];
            int one = random.nextInt(LABELS.size());
            for (int l = 0; l < targets.length; l++) {
                targets[l] =
                        task.hasThresholds()
                                ? n % 8 != 0 && random.nextDouble() < 0.5 - 0.2 * l
                                : l == one;
                scores[l] = (float) (0.6 * random.nextDouble() + (targets[l] ? 0.3 : 0.1));
            }
            Part part = n % 5 < 3 ? Part.TRAIN : n % 5 == 3 ? Part.VALIDATION : Part.TEST;
            images.add(new ScoredImage(n + ".png", part, scores, targets));
        }
        return new ScoredCorpus(LABELS, images);
    }
}

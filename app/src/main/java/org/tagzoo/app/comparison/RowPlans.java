package org.tagzoo.app.comparison;

import ai.djl.Device;
import ai.djl.training.loss.Loss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tagzoo.app.bench.Bench;
import org.tagzoo.app.bench.BenchSettings;
import org.tagzoo.app.progress.FetchProgress;
import org.tagzoo.app.recipe.ImagesOfWeights;
import org.tagzoo.app.recipe.RecordCopy;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.report.Speed;
import org.tagzoo.datasets.corpus.UnlabelledImages;
import org.tagzoo.datasets.duplicate.OtherImages;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.finetune.Compute;
import org.tagzoo.zoo.finetune.FineTuning;
import org.tagzoo.zoo.finetune.ImageSettings;
import org.tagzoo.zoo.loss.ClassAndBoxLoss;
import org.tagzoo.zoo.loss.ExampleLoss;
import org.tagzoo.zoo.network.Backbone;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.network.Normalization;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.training.UpdateSettings;

/**
 * Turns rows into fine-tunings: finds their weights and builds their networks.
 *
 * @param unlabelled images for phases with pseudo-labels, none of the corpus
 * @param run the run's folder, where rows are that others start from
 * @param cache folder of pixels and features
 * @param device that the settings name
 */
// Over 300 lines: what a row needs before it can train is gathered in one place.
record RowPlans(
        ComparisonSettings settings,
        SplitCorpus corpus,
        OtherImages unlabelled,
        RunFolder run,
        WeightsLookup lookup,
        Path cache,
        Device device,
        RunLog log) {

    /** From 0 to 1. */
    private static final Normalization UNIT =
            new Normalization(List.of(0.0, 0.0, 0.0), List.of(255.0, 255.0, 255.0));

    private static final int SPEED_BATCH = 32;
    private static final double SPEED_SECONDS = 2;

    /** Where a row's folder keeps weights and checkpoints. */
    static final String CHECKPOINT = "checkpoint";

    /**
     * A row whose network and weights are known.
     *
     * @param weights the body's pretrained weights; empty: it begins at random
     */
    record RowPlan(
            RowRecipe row, Optional<ResolvedWeights> weights, Network network, FineTuning tuning) {

        /** Returns whether blocks have their stride in the first convolution, as Keras has it. */
        boolean strideOnFirst1x1() {
            return RowPlans.strideOnFirst1x1(weights);
        }
    }

    /**
     * Returns plans of the same rows on the same images, split another way, in their own folder.
     */
    RowPlans on(SplitCorpus other, RunFolder folder) {
        return new RowPlans(settings, other, unlabelled, folder, lookup, cache, device, log);
    }

    /** Returns plans that look for weights where they are kept, and fetch them if they may. */
    static RowPlans of(
            ComparisonSettings settings,
            SplitCorpus corpus,
            RunFolder folder,
            Device device,
            Consumer<String> log)
            throws IOException {
        WeightsCache cache = WeightsCache.standard();
        WeightsLookup lookup =
                new WeightsLookup(
                        WeightsRegistry.standard(),
                        cache,
                        WeightsFetcher.of(
                                System.getenv(), settings.offline(), new FetchProgress(log)),
                        settings.weightsFiles());
        return new RowPlans(
                settings,
                corpus,
                unlabelled(settings, corpus, log),
                folder,
                lookup,
                cache.folder(),
                device,
                new RunLog(log));
    }

    private static OtherImages unlabelled(
            ComparisonSettings settings, SplitCorpus corpus, Consumer<String> log) {
        if (settings.unlabelled().isEmpty()) {
            return OtherImages.none(corpus.scanned());
        }
        Path folder = settings.unlabelled().get();
        log.accept("Looking at the unlabelled images of " + folder);
        UnlabelledImages all = UnlabelledImages.read(folder, settings.threads(), done -> {});
        OtherImages others = OtherImages.of(all, corpus.scanned());
        log.accept(
                "unlabelled: %d images; left out: %d that are in the corpus, much like an image there, or twice in the folder, %d that can't be read"
                        .formatted(
                                others.images().images().size(),
                                all.images().size() - others.images().images().size(),
                                all.quarantine().size()));
        return others;
    }

    /**
     * @param seed of training
     * @param folder of the row, or of one of its trainings
     * @throws org.tagzoo.zoo.registry.WeightsUnavailableException if the row's weights are not
     *     available
     * @throws IllegalArgumentException if a phase names no stage of this network
     */
    RowPlan of(RowRecipe asked, long seed, Path folder) throws IOException {
        return of(asked, weights(asked), seed, folder, builder -> {});
    }

    /** Finds the weights of a row's body; empty: it begins at random. */
    Optional<ResolvedWeights> weights(RowRecipe row) throws IOException {
        return switch (row.weights()) {
            case RowRecipe.NO_WEIGHTS -> Optional.empty();
            case RowRecipe.PRETRAINED -> Optional.of(lookup.find(row.model()));
            case RowRecipe.AT_HAND -> Optional.of(lookup.findAtHand(row.model()));
            default -> Optional.of(lookup.find(row.weights()));
        };
    }

    /**
     * As above, with weights that were found before.
     *
     * @param more sets what is different of this fine-tuning
     */
    RowPlan of(
            RowRecipe asked,
            Optional<ResolvedWeights> weights,
            long seed,
            Path folder,
            Consumer<FineTuning.Builder> more)
            throws IOException {
        RowRecipe row = ImagesOfWeights.set(asked, weights.map(ResolvedWeights::card));
        Optional<Path> start = start(row, folder);
        Backbone body = Backbones.of(row.model(), strideOnFirst1x1(weights));
        Network network =
                new Network(body, RowHead.of(row, corpus, body, weights, log::once), row.heads());
        double[] posWeight =
                new LabelStatistics(corpus.images(Part.TRAIN), corpus.labels()).posWeight();
        FineTuning.Builder builder =
                FineTuning.builder()
                        .setData(corpus)
                        .optTask(row.predicts())
                        .setNetwork(network)
                        .setImages(
                                new ImageSettings(
                                        row.imageSize(),
                                        row.decoding(),
                                        row.resize(),
                                        row.augmentation(),
                                        row.views()))
                        .optLoss(loss(row, posWeight))
                        .setOptimizer(row.optimizer()::build)
                        .optBatchSize(row.batchSize())
                        .optSeed(seed)
                        .optThreshold(row.trainingThreshold())
                        .optDeviation(row.head().deviationOr1())
                        .optUpdates(updates(row))
                        .optCompute(compute(row))
                        .optFolder(folder.resolve(CHECKPOINT), key(row, weights, seed, start))
                        .optProgress(new RowBar(row.name(), false))
                        .optLog(log);
        Optional.ofNullable(row.initialValues()).ifPresent(builder::optInitialValues);
        if (row.hasPseudoLabels()) {
            builder.optUnlabelled(unlabelled);
        }
        weights.ifPresent(builder::optWeights);
        start.ifPresent(builder::optStart);
        if (row.normalization() != null) {
            builder.optNormalization(UNIT);
        }
        Optional.ofNullable(row.earlyStopping()).ifPresent(builder::optEarlyStopping);
        row.phases().forEach(phase -> builder.addPhase(phase.phase(row.schedule())));
        if (row.boxes() != null && row.boxes().shuffled()) {
            builder.optShuffledBoxes();
        }
        if (row.foldsWithValidation() != null && row.foldsWithValidation()) {
            builder.optFoldsWithValidation();
        }
        more.accept(builder);
        return new RowPlan(row, weights, network, builder.build());
    }

    /** Returns the same that tell what they do to another log. */
    RowPlans telling(RunLog other) {
        return RecordCopy.with(this, Map.of("log", other));
    }

    /** Returns the same of other settings. */
    RowPlans with(ComparisonSettings others) {
        return RecordCopy.with(this, Map.of("settings", others));
    }

    /**
     * Measures the row's network in use.
     *
     * @throws IllegalStateException if it can't be run; one line
     */
    Speed speed(RowPlan plan) {
        return Bench.speed(
                new BenchSettings(
                        List.of(plan.row().model()),
                        plan.row().imageSize(),
                        SPEED_BATCH,
                        corpus.labels().size(),
                        List.of(settings.precision().of(plan.row())),
                        settings.memoryFormat(),
                        List.of(device),
                        SPEED_SECONDS),
                plan.network(),
                what -> log.accept("Measuring speed: " + what));
    }

    private static boolean strideOnFirst1x1(Optional<ResolvedWeights> weights) {
        return weights.map(found -> found.card().strideOnFirst1x1()).orElse(false);
    }

    private Loss loss(RowRecipe row, double[] posWeight) {
        ExampleLoss ofLabels = row.loss().build(corpus.labels().names(), posWeight);
        return row.boxes() == null ? ofLabels : new ClassAndBoxLoss(ofLabels, row.boxes().weight());
    }

    private static UpdateSettings updates(RowRecipe row) {
        UpdateSettings updates = UpdateSettings.DEFAULT;
        if (row.clipNorm() != null) {
            updates = updates.withClipNorm(row.clipNorm());
        }
        if (row.head().activityL1() != null) {
            updates = updates.withActivityL1(row.head().activityL1());
        }
        if (row.mixup() != null) {
            updates = updates.withMixup(row.mixup());
        }
        if (row.averageEpochs() != null) {
            updates = updates.withAverageEpochs(row.averageEpochs());
        }
        return row.averageDecay() == null ? updates : updates.withAverageDecay(row.averageDecay());
    }

    private Compute compute(RowRecipe row) {
        return new Compute(
                device,
                settings.precision().of(row),
                settings.memoryFormat(),
                settings.threads(),
                cache);
    }

    /**
     * Returns the weights that a row starts from: of another row, in a folder at the same place as
     * this training's.
     */
    private Optional<Path> start(RowRecipe row, Path folder) throws IOException {
        if (row.startFrom() == null) {
            return Optional.empty();
        }
        Path place = run.row(row.name()).relativize(folder);
        Path file =
                run.row(row.startFrom())
                        .resolve(place)
                        .resolve(CHECKPOINT)
                        .resolve(FineTuning.WEIGHTS);
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "It starts from '%s', of which there is no %s"
                            .formatted(row.startFrom(), file));
        }
        return Optional.of(file);
    }

    /**
     * Names all that decides the outcome of a training, so that no checkpoint of another is taken:
     * by the part of the row's training, such as the number of a phase.
     */
    private UnaryOperator<String> key(
            RowRecipe row, Optional<ResolvedWeights> weights, long seed, Optional<Path> start)
            throws IOException {
        String begun = start.isEmpty() ? "" : "\n" + Sha256.of(start.get());
        return part -> key(row, weights, seed, part) + begun;
    }

    String key(RowRecipe row, Optional<ResolvedWeights> weights, long seed, String part) {
        String all =
                String.join(
                        "\n",
                        row.trainingText(),
                        part,
                        weights.map(ResolvedWeights::sha256).orElse("none"),
                        corpus.scanned().hash(),
                        corpus.labels().names().toString(),
                        String.valueOf(seed),
                        settings.precision().of(row).toString(),
                        settings.memoryFormat().toString(),
                        settings.device());
        all += row.hasPseudoLabels() ? unlabelled.images().contents() : "";
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }
}

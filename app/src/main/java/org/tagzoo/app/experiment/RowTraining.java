package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.function.Consumer;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.ScheduleRecipe;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.training.CheckpointFolder;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.Trainer;
import org.tagzoo.zoo.training.TrainingResult;

/** Trains a row phase by phase; goes on where an earlier process was killed. */
final class RowTraining {

    private final ComparisonSettings settings;
    private final PreparedCorpus corpus;
    private final PhaseSources sources;
    private final double[] posWeight;
    private final Consumer<String> log;

    /**
     * @param posWeight negatives over positives of each label in the training part
     */
    RowTraining(
            ComparisonSettings settings,
            PreparedCorpus corpus,
            PhaseSources sources,
            double[] posWeight,
            Consumer<String> log) {
        this.settings = settings;
        this.corpus = corpus;
        this.sources = sources;
        this.posWeight = posWeight.clone();
        this.log = log;
    }

    /**
     * Trains all phases.
     *
     * @param folder where checkpoints and weights of the row are kept
     */
    TrainedRow train(RowPlan plan, Path folder) throws IOException {
        List<EpochMetrics> history = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        List<PhaseRecipe> phases = plan.row().phases();
        OptionalDouble embedding = OptionalDouble.empty();
        for (int i = 0; ; i++) {
            PhaseSource source = source(plan, folder, i);
            boolean done = false;
            try {
                if (source.embeddingSeconds().isPresent()) {
                    double seconds = source.embeddingSeconds().getAsDouble();
                    embedding = OptionalDouble.of(embedding.orElse(0) + seconds);
                }
                TrainingResult result = phase(plan, source, folder, i);
                int before = history.size();
                result.history().forEach(epoch -> history.add(epoch.numbered(before)));
                remarks.addAll(result.remarks());
                done = i == phases.size() - 1;
                if (done) {
                    return new TrainedRow(source, history, remarks, embedding);
                }
            } finally {
                if (!done) {
                    source.close();
                }
            }
        }
    }

    private PhaseSource source(RowPlan plan, Path folder, int index) throws IOException {
        PhaseRecipe phase = plan.row().phases().get(index);
        if (index == 0) {
            return sources.of(plan, phase, Optional.empty());
        }
        try (PhaseResult before =
                PhaseResult.open(weights(plan.row(), folder, index - 1), log).orElseThrow()) {
            return sources.of(plan, phase, Optional.of(before.weights()));
        }
    }

    private TrainingResult phase(RowPlan plan, PhaseSource source, Path folder, int index)
            throws IOException {
        Path file = weights(plan.row(), folder, index);
        CheckpointFolder checkpoints =
                new CheckpointFolder(
                        folder.resolve("checkpoint").resolve("phase-" + (index + 1)),
                        key(plan, index),
                        log);
        Optional<PhaseResult> over = PhaseResult.open(file, log);
        if (over.isPresent()) {
            try (PhaseResult result = over.get()) {
                source.network().trained().restore(result.weights());
                checkpoints.clear();
                return result.training();
            }
        }
        PhaseRecipe phase = plan.row().phases().get(index);
        TrainingResult result;
        String task =
                plan.row().name()
                        + (plan.row().phases().size() == 1
                                ? ": training"
                                : ": training " + phase.train());
        try (Progress progress = Progress.start(task, phase.epochs(), "epochs")) {
            result =
                    trainer(plan, phase, index, source, checkpoints)
                            .fit(
                                    source.examples().get(Part.TRAIN),
                                    source.examples().get(Part.VALIDATION),
                                    epoch -> progress.step(1));
        }
        PhaseResult.write(file, result, source.network().trained().tensors());
        checkpoints.clear();
        return result;
    }

    private Trainer trainer(
            RowPlan plan,
            PhaseRecipe phase,
            int index,
            PhaseSource source,
            CheckpointFolder checkpoints) {
        RowRecipe row = plan.row();
        ScheduleRecipe schedule = phase.ownSchedule().orElse(row.schedule());
        int examples = source.examples().get(Part.TRAIN).size();
        Trainer.Builder builder =
                Trainer.builder()
                        .setNetwork(source.network())
                        .setLoss(row.loss().build(posWeight))
                        .setOptimizer(manager -> RowOptimizer.of(row.optimizer(), manager))
                        .setSchedule(
                                schedule.build(
                                        Trainer.updatesPerEpoch(examples, row.batchSize()),
                                        phase.epochs()))
                        .setEpochs(phase.epochs())
                        .setBatchSize(row.batchSize())
                        .setSeed(seed(index))
                        .optThreshold(row.trainingThreshold())
                        .optThreads(settings.threads())
                        .optRateFactors(rateFactors(source.network().trained().graph(), phase))
                        .optCheckpoints(checkpoints);
        if (row.clipNorm() != null) {
            builder.optClipNorm(row.clipNorm());
        }
        if (row.averageDecay() != null) {
            builder.optAverageDecay(row.averageDecay());
        }
        if (row.earlyStopping() != null) {
            builder.optEarlyStopping(row.earlyStopping());
        }
        return builder.build();
    }

    private long seed(int phase) {
        return phase == 0
                ? settings.seed()
                : SeedSequence.derive(settings.seed(), "phase of training", phase);
    }

    private static Map<String, Double> rateFactors(Graph graph, PhaseRecipe phase) {
        Map<String, Double> factors = new HashMap<>();
        List<String> stages = graph.stageOfParameters();
        for (int i = 0; i < stages.size(); i++) {
            Double factor = phase.rateFactors().get(stages.get(i));
            if (factor != null) {
                factors.put(graph.parameters().get(i).name(), factor);
            }
        }
        return factors;
    }

    /** Names all that decides the outcome, so that no checkpoint of another training is taken. */
    private String key(RowPlan plan, int phase) {
        String all =
                String.join(
                        "\n",
                        plan.row().toString(),
                        String.valueOf(phase),
                        plan.weights().map(weights -> weights.sha256()).orElse("none"),
                        corpus.scanned().hash(),
                        corpus.labels().names().toString(),
                        String.valueOf(settings.seed()),
                        settings.precision().toString(),
                        settings.memoryFormat().toString(),
                        settings.device());
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Returns the file of a phase's weights; the last phase's are the row's. */
    private static Path weights(RowRecipe row, Path folder, int phase) {
        String name =
                phase == row.phases().size() - 1
                        ? "weights.safetensors"
                        : "phase-%d.safetensors".formatted(phase + 1);
        return folder.resolve("checkpoint").resolve(name);
    }
}

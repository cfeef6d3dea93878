package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.RowRecipe;
import org.tagzoo.app.recipe.ScheduleRecipe;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.training.CheckpointFolder;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.Trainer;
import org.tagzoo.zoo.training.TrainingResult;

/** Trains a row phase by phase; goes on where an earlier process was killed. */
final class RowTraining {

    private final ComparisonSettings settings;
    private final PreparedCorpus corpus;
    private final PhaseSources sources;
    private final TrainerSettings trainers;
    private final Consumer<String> log;

    RowTraining(
            ComparisonSettings settings,
            PreparedCorpus corpus,
            PhaseSources sources,
            TrainerSettings trainers,
            Consumer<String> log) {
        this.settings = settings;
        this.corpus = corpus;
        this.sources = sources;
        this.trainers = trainers;
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
        if (index == 0) {
            return sources.of(plan, index, Optional.empty());
        }
        try (PhaseResult before =
                PhaseResult.open(weights(plan.row(), folder, index - 1), log).orElseThrow()) {
            return sources.of(plan, index, Optional.of(before.weights()));
        }
    }

    private TrainingResult phase(RowPlan plan, PhaseSource source, Path folder, int index)
            throws IOException {
        Path file = weights(plan.row(), folder, index);
        CheckpointFolder checkpoints =
                new CheckpointFolder(
                        folder.resolve("checkpoint").resolve("phase-" + (index + 1)),
                        TrainingKey.of(settings, corpus, plan, String.valueOf(index)),
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
                trainers.builder(row, phase, source)
                        .setSchedule(
                                schedule.build(
                                        Trainer.updatesPerEpoch(examples, row.batchSize()),
                                        phase.epochs()))
                        .setEpochs(phase.epochs())
                        .setSeed(seed(plan, index))
                        .optCheckpoints(checkpoints);
        if (row.averageDecay() != null) {
            builder.optAverageDecay(row.averageDecay());
        }
        if (row.earlyStopping() != null) {
            builder.optEarlyStopping(row.earlyStopping());
        }
        return builder.build();
    }

    private static long seed(RowPlan plan, int phase) {
        return phase == 0
                ? plan.seed()
                : SeedSequence.derive(plan.seed(), "phase of training", phase);
    }

    /** Returns the file of a phase's weights; the last phase's are the row's. */
    private static Path weights(RowRecipe row, Path folder, int phase) {
        return folder.resolve(
                phase == row.phases().size() - 1
                        ? NetworkFile.TENSORS
                        : "checkpoint/phase-%d.safetensors".formatted(phase + 1));
    }
}

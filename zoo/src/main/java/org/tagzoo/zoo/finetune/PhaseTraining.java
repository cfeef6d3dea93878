package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.training.CheckpointFolder;
import org.tagzoo.zoo.training.Training;
import org.tagzoo.zoo.training.TrainingResult;

/** Trains one phase; what it trained and how that went is in files once it is over. */
final class PhaseTraining {

    private final FineTuning tuning;
    private final Path folder;
    private final int index;
    private final Phase phase;

    PhaseTraining(FineTuning tuning, Path folder, int index) {
        this.tuning = tuning;
        this.folder = folder;
        this.index = index;
        this.phase = tuning.phases.get(index);
    }

    /** Returns the file of a phase's weights; the last phase's are the network's. */
    static Path weights(FineTuning tuning, Path folder, int index) {
        return folder.resolve(
                index == tuning.phases.size() - 1
                        ? FineTuning.WEIGHTS
                        : "phase-%d.safetensors".formatted(index + 1));
    }

    TrainingResult run(PhaseSources.Source source) throws IOException {
        Path file = weights(tuning, folder, index);
        CheckpointFolder checkpoints =
                new CheckpointFolder(
                        folder.resolve("phase-" + (index + 1)),
                        tuning.key.apply(String.valueOf(index)),
                        tuning.log);
        Optional<PhaseResult> over = PhaseResult.open(file, tuning.log);
        if (over.isPresent()) {
            try (PhaseResult result = over.get()) {
                source.network().trained().restore(result.weights());
                checkpoints.clear();
                return result.training();
            }
        }
        tuning.progress.reset(
                tuning.phases.size() == 1 ? "training" : "training " + phase.train(),
                phase.epochs(),
                "epochs");
        TrainingResult result;
        try {
            result =
                    training(source, checkpoints)
                            .fit(
                                    source.examples().get(Part.TRAIN),
                                    source.examples().get(Part.VALIDATION),
                                    epoch -> tuning.progress.increment(1));
        } finally {
            tuning.progress.end();
        }
        PhaseResult.write(file, result, source.network().trained().tensors());
        checkpoints.clear();
        return result;
    }

    private Training training(PhaseSources.Source source, CheckpointFolder checkpoints) {
        int examples = source.examples().get(Part.TRAIN).size();
        RateAndMomentum schedule =
                phase.schedule()
                        .of(Training.updatesPerEpoch(examples, tuning.batchSize), phase.epochs());
        Training.Builder training =
                builder(tuning, phase, source, schedule)
                        .setEpochs(phase.epochs())
                        .setSeed(
                                index == 0
                                        ? tuning.seed
                                        : SeedSequence.derive(
                                                tuning.seed, "phase of training", index))
                        .optCheckpoints(checkpoints);
        if (schedule instanceof ReduceOnPlateau plateau) {
            training.optPlateau(plateau, phase.followed());
        }
        tuning.updates.averageDecay().ifPresent(training::optAverageDecay);
        tuning.earlyStopping.ifPresent(training::optEarlyStopping);
        return training.build();
    }

    /** Returns what all training of a network has in common. */
    static Training.Builder builder(
            FineTuning tuning, Phase phase, PhaseSources.Source source, RateAndMomentum schedule) {
        Training.Builder builder =
                Training.builder()
                        .setNetwork(source.network())
                        .optTask(tuning.task)
                        .setLoss(tuning.loss)
                        .setOptimizer(
                                tuning.optimizer.make(
                                        schedule,
                                        multipliers(source.network().trained().graph(), phase)))
                        .setBatchSize(tuning.batchSize)
                        .optMicroBatchSize(tuning.updates.microBatchSize())
                        .optThreshold(tuning.threshold)
                        .optThreads(tuning.compute.threads());
        tuning.updates.clipNorm().ifPresent(builder::optClipNorm);
        return builder;
    }

    private static Map<String, Double> multipliers(Graph trained, Phase phase) {
        Map<String, Double> multipliers = new HashMap<>();
        List<String> stages = trained.stageOfParameters();
        for (int i = 0; i < stages.size(); i++) {
            Double multiplier = phase.multipliers().get(stages.get(i));
            if (multiplier != null) {
                multipliers.put(trained.parameters().get(i).name(), multiplier);
            }
        }
        return multipliers;
    }
}

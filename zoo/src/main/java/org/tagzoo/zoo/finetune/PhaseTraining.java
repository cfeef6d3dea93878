package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.network.Graph;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.schedule.ReduceOnPlateau;
import org.tagzoo.zoo.training.CheckpointFolder;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.Scorer;
import org.tagzoo.zoo.training.Training;
import org.tagzoo.zoo.training.TrainingResult;
import org.tagzoo.zoo.weights.LoadedValues;

/** Trains one phase; what it trained and how that went is in files once it is over. */
record PhaseTraining(FineTuning tuning, Path folder, int index) {

    /** Returns the file of a phase's weights; the last phase's are the network's. */
    static Path weights(FineTuning tuning, Path folder, int index) {
        boolean isLast = index == tuning.phases.size() - 1;
        return folder.resolve(
                isLast ? FineTuning.WEIGHTS : "phase-%d.safetensors".formatted(index + 1));
    }

    /** Trains all phases. */
    static FineTuned all(FineTuning tuning, Path where) throws IOException {
        requireFinite(tuning);
        Optional<float[][]> unseen = FoldHeads.train(tuning, where);
        List<TrainingResult> results = new ArrayList<>();
        List<OptionalDouble> featureSeconds = new ArrayList<>();
        for (int i = 0; ; i++) {
            PhaseSources.Source source = tuning.sources.of(i, where);
            boolean isLast = false;
            try {
                featureSeconds.add(source.featureSeconds());
                tuning.epochsBefore =
                        results.stream().mapToInt(each -> each.history().size()).sum();
                results.add(new PhaseTraining(tuning, where, i).run(source));
                isLast = i == tuning.phases.size() - 1;
                if (isLast) {
                    return new FineTuned(tuning, source, results, featureSeconds, unseen);
                }
            } finally {
                if (!isLast) {
                    source.close();
                }
            }
        }
    }

    /** Looks at pretrained weights, once for all who share features. */
    static void requireFinite(FineTuning tuning) throws IOException {
        if (tuning.weights.isPresent() && tuning.shared.isNew(tuning.weights.get().sha256())) {
            // Before anything is computed from them, or taken from what was.
            try (LoadedValues values =
                    LoadedValues.of(
                            tuning.weights.get().open(),
                            tuning.graph(),
                            tuning.network.backbone())) {
                values.requireFinite();
                values.choice().ifPresent(tuning.log);
            }
        }
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
                result.training().history().forEach(tuning::tell);
                return result.training();
            }
        }
        if (source.network().trained().trainedParameters().isEmpty()) {
            TrainingResult nothing = new TrainingResult(List.of(), 0, List.of());
            PhaseResult.write(file, nothing, source.network().trained().tensors());
            return nothing;
        }
        Phase phase = tuning.phases.get(index);
        PseudoLabels.Joined joined = joined(phase, source);
        Examples train = joined.examples();
        Training training = training(phase, source, checkpoints, joined.joined());
        TrainingResult result =
                tuning.shown(
                        tuning.phases.size() == 1 ? "training" : "training " + phase.train(),
                        phase.epochs(),
                        "epochs",
                        done ->
                                training.fit(
                                        train,
                                        source.examples().get(Part.VALIDATION),
                                        epoch -> {
                                            done.accept(1);
                                            tuning.tell(epoch);
                                        }));
        result = noted(result, phase, joined, source);
        if (!tuning.keepsNothing) {
            PhaseResult.write(file, result, source.network().trained().tensors());
        }
        if (!tuning.keepsNothing && !tuning.keepsCheckpoints) {
            checkpoints.clear();
        }
        return result;
    }

    /** Labels the phase's images without labels by the network as it is now. */
    private PseudoLabels.Joined joined(Phase phase, PhaseSources.Source source) throws IOException {
        Examples train = source.examples().get(Part.TRAIN);
        if (phase.pseudoLabels().isEmpty()) {
            return new PseudoLabels.Joined(train, 0);
        }
        Examples unlabelled = source.unlabelled().orElseThrow();
        float[][] logits =
                Scorer.logits(
                        source.network(), unlabelled, tuning.batchSize, tuning.compute.threads());
        return phase.pseudoLabels()
                .get()
                .join(train, unlabelled, tuning.task.scores(logits), tuning.task);
    }

    private TrainingResult noted(
            TrainingResult result,
            Phase phase,
            PseudoLabels.Joined joined,
            PhaseSources.Source source) {
        if (phase.pseudoLabels().isEmpty()) {
            return result;
        }
        List<String> remarks = new ArrayList<>(result.remarks());
        remarks.add(
                "phase %d learned from %d of %d unlabelled images, by labels of the phase before"
                        .formatted(
                                index + 1,
                                joined.joined(),
                                source.unlabelled().orElseThrow().size()));
        return new TrainingResult(result.history(), result.keptEpoch(), remarks);
    }

    private Training training(
            Phase phase, PhaseSources.Source source, CheckpointFolder checkpoints, int joined) {
        long seed = SeedSequence.derive(tuning.seed, "phase of training", index);
        long updates = updatesPerEpoch(tuning, phase, source.examples());
        RateAndMomentum schedule = phase.schedule().of(updates, phase.epochs());
        Training.Builder training =
                builder(tuning, phase, source, schedule)
                        .setEpochs(phase.epochs())
                        .optStepsPerEpoch(phase.stepsPerEpoch())
                        .setSeed(index == 0 ? tuning.seed : seed);
        if (!tuning.keepsNothing) {
            training.optCheckpoints(checkpoints);
        }
        if (schedule instanceof ReduceOnPlateau plateau) {
            training.optPlateau(plateau, phase.followed());
        }
        int others = pseudoPerBatch(tuning, phase);
        if (joined > 0) {
            training.optPseudoLabelled(joined, others);
        } else {
            training.setBatchSize(tuning.batchSize - others);
        }
        tuning.updates.averageDecay().ifPresent(training::optAverageDecay);
        training.optAverageEpochs(tuning.updates.averageEpochs());
        tuning.earlyStopping.ifPresent(training::optEarlyStopping);
        return training.build();
    }

    /** Returns how many updates an epoch of a phase has. */
    static long updatesPerEpoch(FineTuning tuning, Phase phase, Map<Part, Examples> parts) {
        return phase.stepsPerEpoch() > 0
                ? phase.stepsPerEpoch()
                : Training.updatesPerEpoch(
                        parts.get(Part.TRAIN).size(),
                        tuning.batchSize - pseudoPerBatch(tuning, phase));
    }

    private static int pseudoPerBatch(FineTuning tuning, Phase phase) {
        return phase.pseudoLabels().map(p -> p.perBatch(tuning.batchSize)).orElse(0);
    }

    /** Returns what all training of a network has in common. */
    static Training.Builder builder(
            FineTuning tuning, Phase phase, PhaseSources.Source source, RateAndMomentum schedule) {
        Map<String, Double> multipliers = multipliers(source.network().trained().graph(), phase);
        Training.Builder builder =
                Training.builder()
                        .setNetwork(source.network())
                        .optTask(tuning.task)
                        .setLoss(tuning.loss)
                        .setOptimizer(tuning.optimizer.make(schedule, multipliers))
                        .setBatchSize(tuning.batchSize)
                        .optMicroBatchSize(tuning.updates.microBatchSize())
                        .optActivityL1(tuning.updates.activityL1())
                        .optMixup(tuning.updates.mixup())
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

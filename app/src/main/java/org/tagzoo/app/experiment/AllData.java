package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.TensorsHash;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.PhaseRecipe;
import org.tagzoo.app.recipe.ScheduleRecipe;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.schedule.ConstantSchedule;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.CheckpointFolder;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.weights.Safetensors;
import org.tagzoo.zoo.weights.SafetensorsWriter;

/**
 * The last training of a row, for use and not for figures: one epoch on the validation part and
 * then one on the test part, whose figures must be taken by then.
 *
 * <p>The course report that this is from does not say at which learning rate. Here it is a tenth of
 * the highest of the last phase's schedule, at the highest momentum, all along: high enough to take
 * up the new pictures, and too low to undo what a schedule ended on. The stages of the last phase
 * are trained with the row's loss, batch size, rate factors and kind of optimiser, which starts
 * anew on each part. Pictures are not altered, and no average of the weights is kept.
 */
final class AllData {

    private static final double SHARE_OF_RATE = 0.1;
    private static final List<Part> PARTS = List.of(Part.VALIDATION, Part.TEST);

    private final ComparisonSettings settings;
    private final PreparedCorpus corpus;
    private final TrainerSettings trainers;
    private final Consumer<String> log;

    AllData(
            ComparisonSettings settings,
            PreparedCorpus corpus,
            TrainerSettings trainers,
            Consumer<String> log) {
        this.settings = settings;
        this.corpus = corpus;
        this.trainers = trainers;
        this.log = log;
    }

    /** Whether a row's weights are there, and their hash. */
    static boolean isDone(Path rowFolder) {
        Path file = file(rowFolder, Part.TEST);
        return Files.isRegularFile(file) && Files.isRegularFile(TensorsHash.beside(file));
    }

    /**
     * Gives a trained row's network the weights that have seen everything, which are trained unless
     * an earlier process has done that.
     */
    void run(RowPlan plan, PhaseSource source, Path rowFolder) throws IOException {
        ScriptModule trained = source.network().trained();
        Path file = file(rowFolder, Part.TEST);
        if (Files.isRegularFile(file)) {
            restore(trained, file);
        } else {
            try (Progress progress =
                    Progress.start(
                            plan.row().name() + ": training on validation and test",
                            PARTS.size(),
                            "epochs")) {
                for (Part part : PARTS) {
                    epoch(plan, source, rowFolder, part);
                    progress.step(1);
                }
            }
        }
        if (!isDone(rowFolder)) {
            TensorsHash.write(file);
        }
        for (Part part : PARTS) {
            checkpoints(plan, rowFolder, part).clear();
        }
        Files.deleteIfExists(file(rowFolder, Part.VALIDATION));
    }

    private void epoch(RowPlan plan, PhaseSource source, Path rowFolder, Part part)
            throws IOException {
        ScriptModule trained = source.network().trained();
        Path file = file(rowFolder, part);
        if (Files.isRegularFile(file)) {
            restore(trained, file);
            return;
        }
        PhaseRecipe phase = plan.row().lastPhase();
        ScheduleRecipe schedule = phase.ownSchedule().orElse(plan.row().schedule());
        Examples examples = source.examples().get(part);
        trainers.builder(plan.row(), phase, source)
                .setSchedule(
                        new ConstantSchedule(
                                SHARE_OF_RATE * schedule.maxLr(), schedule.maxMomentum()))
                .setEpochs(1)
                .setSeed(SeedSequence.derive(plan.seed(), "training on " + part.label()))
                .optCheckpoints(checkpoints(plan, rowFolder, part))
                .build()
                .fit(examples, examples, epoch -> {});
        SafetensorsWriter.write(file, trained.tensors(), Map.of("format", "pt"));
    }

    private CheckpointFolder checkpoints(RowPlan plan, Path rowFolder, Part part) {
        String name = "all-data-" + part.label();
        return new CheckpointFolder(
                rowFolder.resolve("checkpoint").resolve(name),
                TrainingKey.of(settings, corpus, plan, name),
                log);
    }

    private static void restore(ScriptModule trained, Path file) throws IOException {
        try (Safetensors weights = Safetensors.open(file)) {
            trained.restore(weights);
        }
    }

    /** Returns the file of the weights after a part; those after the last part stay. */
    private static Path file(Path rowFolder, Part part) {
        return rowFolder.resolve(
                part == Part.TEST
                        ? NetworkFile.ALL_DATA_TENSORS
                        : "checkpoint/all-data-%s.safetensors".formatted(part.label()));
    }
}

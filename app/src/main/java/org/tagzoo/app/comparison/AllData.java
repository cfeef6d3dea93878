package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tagzoo.app.network.NetworkFile;
import org.tagzoo.app.network.TensorsHash;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.app.recipe.ScheduleRecipe;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.schedule.RateAndMomentum;
import org.tagzoo.zoo.weights.Safetensors;
import org.tagzoo.zoo.weights.SafetensorsWriter;

/**
 * The last training of a row, for use and not for figures: one epoch on the validation part and
 * then one on the test part, whose figures must be taken by then.
 *
 * <p>The course report that this is from does not say at which learning rate. Here it is a tenth of
 * the highest of the last phase's schedule, at the highest momentum, all along: high enough to take
 * up the new images, and too low to undo what a schedule ended on.
 */
final class AllData {

    private static final double SHARE_OF_RATE = 0.1;
    private static final List<Part> PARTS = List.of(Part.VALIDATION, Part.TEST);

    private AllData() {}

    /** Whether a row's weights are there, and their hash. */
    static boolean isDone(Path rowFolder) {
        Path file = file(rowFolder, Part.TEST);
        return Files.isRegularFile(file) && Files.isRegularFile(TensorsHash.beside(file));
    }

    /**
     * Gives a trained row's network the weights that have seen everything, which are trained unless
     * an earlier process has done that.
     */
    static void run(RowPlans.RowPlan plan, FineTuned tuned, Path rowFolder) throws IOException {
        Path file = file(rowFolder, Part.TEST);
        if (Files.isRegularFile(file)) {
            restore(tuned, file);
        } else {
            String task = plan.row().name() + ": training on validation and test";
            try (Progress progress = Progress.start(task, PARTS.size(), "epochs")) {
                for (Part part : PARTS) {
                    epoch(plan, tuned, rowFolder, part);
                    progress.step(1);
                }
            }
        }
        if (!isDone(rowFolder)) {
            TensorsHash.write(file);
        }
        for (Part part : PARTS) {
            tuned.checkpoints(part, rowFolder.resolve(RowPlans.CHECKPOINT)).clear();
        }
        Files.deleteIfExists(file(rowFolder, Part.VALIDATION));
    }

    private static void epoch(RowPlans.RowPlan plan, FineTuned tuned, Path rowFolder, Part part)
            throws IOException {
        Path file = file(rowFolder, part);
        if (Files.isRegularFile(file)) {
            restore(tuned, file);
            return;
        }
        ScheduleRecipe schedule =
                plan.row().lastPhase().ownSchedule().orElse(plan.row().schedule());
        tuned.trainOn(
                part,
                RateAndMomentum.constant(SHARE_OF_RATE * schedule.maxLr(), schedule.maxMomentum()),
                rowFolder.resolve(RowPlans.CHECKPOINT));
        SafetensorsWriter.write(file, tuned.tensors(), Map.of("format", "pt"));
    }

    private static void restore(FineTuned tuned, Path file) throws IOException {
        try (Safetensors weights = Safetensors.open(file)) {
            tuned.restore(weights);
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

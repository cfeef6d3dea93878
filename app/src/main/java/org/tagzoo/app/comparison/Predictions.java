package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.datasets.corpus.QuarantinedImage;
import org.tagzoo.datasets.corpus.UnlabelledImages;
import org.tagzoo.datasets.file.AtomicFile;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.zoo.finetune.FineTuned;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.PredictionsCsv;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdsFile;

/**
 * Tags images without labels: {@code predictions.csv} in a row's folder, and beside it {@code
 * predictions-quarantine.csv} with those that can't be decoded. Images go through the whole
 * network, and nothing of them is cached.
 */
final class Predictions {

    private final RowPlans plans;
    private final Path folder;
    private UnlabelledImages images;

    /**
     * @param folder of the images
     */
    Predictions(RowPlans plans, Path folder) {
        this.plans = plans;
        this.folder = folder;
    }

    /** Whether a row's file is there. */
    static boolean isDone(Path rowFolder) {
        return Files.isRegularFile(file(rowFolder));
    }

    private static Path file(Path rowFolder) {
        return rowFolder.resolve("predictions.csv");
    }

    /**
     * Writes a row's files.
     *
     * @param tuned with the weights to predict with
     */
    void write(RowPlan plan, FineTuned tuned, Path rowFolder) throws IOException {
        if (images == null) {
            // Once for all rows.
            plans.log().accept("Looking at the images of " + folder);
            images = UnlabelledImages.read(folder, plans.settings().threads(), done -> {});
        }
        Task task = plan.row().predicts();
        LabelSet labels = plans.corpus().labels();
        Optional<ChosenThresholds> chosen = Optional.empty();
        if (task.hasThresholds()) {
            Path thresholds = rowFolder.resolve("thresholds.json");
            chosen = Optional.of(ThresholdsFile.read(thresholds, labels));
        }
        float[][] scores = tuned.scores(images.images());
        Path quarantine = rowFolder.resolve("predictions-quarantine.csv");
        QuarantinedImage.write(quarantine, images.quarantine());
        ScoreMatrix matrix = new ScoreMatrix(scores, new boolean[scores.length][labels.size()]);
        Decisions decisions = task.decide(matrix, chosen);
        AtomicFile.write(
                file(rowFolder),
                out -> {
                    PredictionsCsv csv = new PredictionsCsv(out, labels, task.predicted());
                    csv.printHeader();
                    for (int n = 0; n < scores.length; n++) {
                        String id = images.images().get(n).id();
                        csv.print(id, scores[n], decisions.predicted()[n]);
                    }
                });
        int broken = images.quarantine().size();
        String more = broken == 0 ? "" : "; %d were left out, see " + quarantine;
        plans.log()
                .accept(
                        "%s: %d images of %s are tagged in %s%s"
                                .formatted(
                                        plan.row().name(),
                                        images.images().size(),
                                        folder,
                                        file(rowFolder),
                                        more.formatted(broken)));
    }
}

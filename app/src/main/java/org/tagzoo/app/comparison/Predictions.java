package org.tagzoo.app.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.app.comparison.RowPlans.RowPlan;
import org.tagzoo.datasets.corpus.QuarantineFile;
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

    private final ComparisonSettings settings;
    private final LabelSet labels;
    private final Path folder;
    private final Consumer<String> log;
    private UnlabelledImages images;

    /**
     * @param folder of the images
     */
    Predictions(ComparisonSettings settings, LabelSet labels, Path folder, Consumer<String> log) {
        this.settings = settings;
        this.labels = labels;
        this.folder = folder;
        this.log = log;
    }

    /** Whether a row's file is there. */
    static boolean isDone(Path rowFolder) {
        return Files.isRegularFile(file(rowFolder));
    }

    /**
     * Writes a row's files.
     *
     * @param tuned with the weights to predict with
     */
    void write(RowPlan plan, FineTuned tuned, Path rowFolder) throws IOException {
        UnlabelledImages all = images();
        Task task = plan.row().predicts();
        Optional<ChosenThresholds> chosen =
                task.hasThresholds()
                        ? Optional.of(
                                ThresholdsFile.read(rowFolder.resolve("thresholds.json"), labels))
                        : Optional.empty();
        float[][] scores = tuned.scores(all.images());
        Path quarantine = rowFolder.resolve("predictions-quarantine.csv");
        QuarantineFile.write(quarantine, all.quarantine());
        Decisions decisions =
                task.decide(
                        new ScoreMatrix(scores, new boolean[scores.length][labels.size()]), chosen);
        AtomicFile.write(
                file(rowFolder),
                out -> {
                    PredictionsCsv csv = new PredictionsCsv(out, labels, task.predicted());
                    csv.printHeader();
                    for (int n = 0; n < scores.length; n++) {
                        csv.print(all.images().get(n).id(), scores[n], decisions.predicted()[n]);
                    }
                });
        log.accept(
                "%s: %d images of %s are tagged in %s%s"
                        .formatted(
                                plan.row().name(),
                                all.images().size(),
                                folder,
                                file(rowFolder),
                                all.quarantine().isEmpty()
                                        ? ""
                                        : "; %d can't be decoded, see %s"
                                                .formatted(all.quarantine().size(), quarantine)));
    }

    private static Path file(Path rowFolder) {
        return rowFolder.resolve("predictions.csv");
    }

    /** Looks at the images once for all rows. */
    private UnlabelledImages images() throws IOException {
        if (images == null) {
            log.accept("Looking at the images of " + folder);
            images = UnlabelledImages.read(folder, settings.threads(), done -> {});
        }
        return images;
    }
}

package org.tagzoo.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tagzoo.app.progress.Progress;
import org.tagzoo.datasets.batch.PictureRows;
import org.tagzoo.datasets.corpus.QuarantineFile;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.corpus.UnlabelledImages;
import org.tagzoo.zoo.score.Decisions;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Task;
import org.tagzoo.zoo.threshold.ChosenThresholds;
import org.tagzoo.zoo.threshold.ThresholdsFile;
import org.tagzoo.zoo.torchscript.ScriptModule;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.Scorer;
import org.tagzoo.zoo.training.TrainableNetwork;

/**
 * Tags pictures without labels: {@code predictions.csv} in a row's folder, and beside it {@code
 * predictions-quarantine.csv} with those that can't be decoded. Pictures go through the whole
 * network, and nothing of them is cached.
 */
final class Predictions {

    /** Batches that are scored between two looks at the progress. */
    private static final int BATCHES = 16;

    private final ComparisonSettings settings;
    private final PreparedCorpus corpus;
    private final PhaseSources sources;
    private final Path folder;
    private final Consumer<String> log;
    private UnlabelledImages pictures;

    /**
     * @param folder of the pictures
     */
    Predictions(
            ComparisonSettings settings,
            PreparedCorpus corpus,
            PhaseSources sources,
            Path folder,
            Consumer<String> log) {
        this.settings = settings;
        this.corpus = corpus;
        this.sources = sources;
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
     * @param source of the row's last phase, with the weights to predict with
     */
    void write(RowPlan plan, PhaseSource source, Path rowFolder) throws IOException {
        UnlabelledImages all = pictures();
        Task task = plan.row().predicts();
        Optional<ChosenThresholds> chosen =
                task.hasThresholds()
                        ? Optional.of(
                                ThresholdsFile.read(
                                        rowFolder.resolve("thresholds.json"), corpus.labels()))
                        : Optional.empty();
        float[][] scores = scores(plan, source, all.images());
        Path quarantine = rowFolder.resolve("predictions-quarantine.csv");
        QuarantineFile.write(quarantine, all.quarantine());
        Decisions decisions =
                task.decide(
                        new ScoreMatrix(scores, new boolean[scores.length][corpus.labels().size()]),
                        chosen);
        PredictionsFile.write(
                file(rowFolder), task, corpus.labels(), all.images(), scores, decisions);
        log.accept(
                "%s: %d pictures of %s are tagged in %s%s"
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

    /** Looks at the pictures once for all rows. */
    private UnlabelledImages pictures() throws IOException {
        if (pictures == null) {
            log.accept("Looking at the pictures of " + folder);
            pictures = UnlabelledImages.read(folder, settings.threads(), done -> {});
        }
        return pictures;
    }

    private float[][] scores(RowPlan plan, PhaseSource source, List<TaggedImage> images)
            throws IOException {
        Optional<ScriptModule> missing = sources.stagesBefore(plan, source.network());
        try (ScriptModule before = missing.orElse(null);
                Progress progress =
                        Progress.start(plan.row().name() + ": tagging", images.size(), "images")) {
            TrainableNetwork network =
                    before == null
                            ? source.network()
                            : new TrainableNetwork(missing, source.network().trained());
            float[][] scores = new float[images.size()][];
            int step = BATCHES * plan.row().batchSize();
            for (int first = 0; first < scores.length; first += step) {
                List<TaggedImage> some =
                        images.subList(first, Math.min(first + step, scores.length));
                ScoreMatrix matrix = scores(plan, network, some);
                System.arraycopy(matrix.scores(), 0, scores, first, some.size());
                progress.step(some.size());
            }
            return scores;
        }
    }

    private ScoreMatrix scores(RowPlan plan, TrainableNetwork network, List<TaggedImage> images)
            throws IOException {
        boolean[][] unknown = new boolean[images.size()][corpus.labels().size()];
        PictureInputs inputs =
                new PictureInputs(
                        new PictureRows(images, plan.row().imageSize(), plan.row().decoding()));
        float[][] logits =
                Scorer.logits(
                        network,
                        new Examples(inputs, unknown),
                        plan.row().batchSize(),
                        settings.threads());
        return new ScoreMatrix(plan.row().predicts().scores(logits), unknown);
    }
}

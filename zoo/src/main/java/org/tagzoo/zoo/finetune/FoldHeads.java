package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.Split;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.training.EpochMetrics;
import org.tagzoo.zoo.training.TrainingResult;
import org.tagzoo.zoo.weights.TensorMap;
import org.tagzoo.zoo.weights.TensorSource;

/**
 * Trains the heads of a network that has several, see {@link Network}: each without one of as many
 * folds of the training part, all else the same but the seed. Validation and test images are in no
 * fold. What they come to is written as if the whole network had been trained.
 */
final class FoldHeads {

    private FoldHeads() {}

    /**
     * Trains them, or goes on where an earlier process was killed; nothing where the network has
     * one head.
     *
     * @param folder of the whole fine-tuning; each head has one below it until all are trained
     */
    static void train(FineTuning tuning, Path folder) throws IOException {
        int heads = tuning.network.heads();
        if (heads == 1) {
            return;
        }
        Path file = PhaseTraining.weights(tuning, folder, tuning.phases.size() - 1);
        Optional<PhaseResult> over = PhaseResult.open(file, tuning.log);
        if (over.isPresent()) {
            over.get().close();
            return;
        }
        Folds folds = Folds.of(tuning.data.images(Part.TRAIN), heads, tuning.seed);
        TensorMap tensors = new TensorMap(file.toString());
        List<TrainingResult> results = new ArrayList<>();
        for (int fold = 1; fold <= heads; fold++) {
            String name = Network.headName(fold);
            FineTuning one =
                    tuning.ofFold(
                            name,
                            without(tuning.data, folds, fold),
                            new Network(tuning.network.backbone(), tuning.network.head()),
                            SeedSequence.derive(tuning.seed, "head of a fold", fold));
            try (FineTuned tuned = PhaseTraining.all(one, folder.resolve(name))) {
                results.add(
                        new TrainingResult(tuned.history(), tuned.kept().epoch(), tuned.remarks()));
                add(tensors, tuned.tensors(), tuning.network.backbone().headName() + ".", name);
            }
        }
        PhaseResult.write(file, together(results), tensors);
        for (int fold = 1; fold <= heads; fold++) {
            FileUtils.deleteDirectory(folder.resolve(Network.headName(fold)).toFile());
        }
    }

    /** Returns the corpus whose training part lacks a fold. */
    private static SplitCorpus without(SplitCorpus data, Folds folds, int fold) {
        Map<String, Part> parts = new LinkedHashMap<>(data.split().parts());
        for (TaggedImage image : data.images(Part.TRAIN)) {
            if (folds.foldOf().get(image.id()) == fold) {
                parts.remove(image.id());
            }
        }
        return SplitCorpus.of(data.scanned(), new Split(parts));
    }

    private static void add(TensorMap all, TensorSource tensors, String head, String name)
            throws IOException {
        for (String tensor : tensors.names()) {
            FloatBuffer read = tensors.read(tensor);
            float[] values = new float[read.remaining()];
            read.get(values);
            all.put(
                    head + name + "." + tensor.substring(head.length()),
                    tensors.shape(tensor),
                    () -> FloatBuffer.wrap(values));
        }
    }

    /** Returns the first head's epochs, which took the time of all heads'. */
    private static TrainingResult together(List<TrainingResult> results) {
        TrainingResult first = results.get(0);
        double own = seconds(first);
        double all = results.stream().mapToDouble(FoldHeads::seconds).sum();
        List<EpochMetrics> history =
                first.history().stream()
                        .map(
                                epoch ->
                                        new EpochMetrics(
                                                epoch.epoch(),
                                                epoch.trainLoss(),
                                                epoch.validationLoss(),
                                                epoch.train(),
                                                epoch.validation(),
                                                own > 0 ? epoch.seconds() * all / own : 0))
                        .toList();
        List<String> remarks = new ArrayList<>();
        remarks.add(
                "the mean of %d heads, each trained without one of %1$d folds of the training images; epochs are the first head's"
                        .formatted(results.size()));
        results.forEach(result -> remarks.addAll(result.remarks()));
        return new TrainingResult(history, first.keptEpoch(), remarks.stream().distinct().toList());
    }

    private static double seconds(TrainingResult result) {
        return result.history().stream().mapToDouble(EpochMetrics::seconds).sum();
    }
}

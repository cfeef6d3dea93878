package org.tagzoo.zoo.finetune;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
 * folds of the training part, all else the same but the seed. What they come to is written as if
 * the whole network had been trained. Test images are in no fold, and validation images are in one
 * only where the fine-tuning asks for it: their outputs are then kept of the head that has not seen
 * them (cross-fitting), so that what is chosen on validation is chosen on images that are new.
 */
final class FoldHeads {

    /** Outputs for validation images, where heads learn from these. */
    private static final String OUTPUTS = "validation-outputs";

    private FoldHeads() {}

    /**
     * Trains them, or goes on where an earlier process was killed; nothing where the network has
     * one head.
     *
     * @param folder of the whole fine-tuning; each head has one below it until all are trained
     * @return outputs for the validation images, {@code [N, L]}, of the heads that have not seen
     *     them; empty where none has, or there is one head
     */
    static Optional<float[][]> train(FineTuning tuning, Path folder) throws IOException {
        int heads = tuning.network.heads();
        if (heads == 1) {
            return Optional.empty();
        }
        Path file = PhaseTraining.weights(tuning, folder, tuning.phases.size() - 1);
        Path outputsFile = folder.resolve(OUTPUTS + ".safetensors");
        Optional<PhaseResult> over = PhaseResult.open(file, tuning.log);
        if (over.isPresent()) {
            over.get().close();
            Optional<float[][]> kept = outputs(tuning, outputsFile);
            if (kept.isPresent() || !tuning.foldsWithValidation) {
                return kept;
            }
        }
        List<TaggedImage> images = new ArrayList<>(tuning.data.images(Part.TRAIN));
        if (tuning.foldsWithValidation) {
            images.addAll(tuning.data.images(Part.VALIDATION));
        }
        Folds folds = Folds.of(images, heads, tuning.seed);
        Map<String, float[]> outputs = new HashMap<>();
        TensorMap tensors = new TensorMap(file.toString());
        List<TrainingResult> results = new ArrayList<>();
        for (int fold = 1; fold <= heads; fold++) {
            String name = Network.headName(fold);
            FineTuning one =
                    tuning.ofFold(
                            name,
                            without(tuning, folds, fold),
                            new Network(tuning.network.backbone(), tuning.network.head()),
                            SeedSequence.derive(tuning.seed, "head of a fold", fold));
            try (FineTuned tuned = PhaseTraining.all(one, folder.resolve(name))) {
                results.add(
                        new TrainingResult(tuned.history(), tuned.kept().epoch(), tuned.remarks()));
                add(tensors, tuned.tensors(), tuning.network.backbone().headName() + ".", name);
                if (tuning.foldsWithValidation) {
                    float[][] unseen = tuned.outputs(Part.VALIDATION);
                    for (int n = 0; n < unseen.length; n++) {
                        outputs.put(one.data.image(Part.VALIDATION, n).id(), unseen[n]);
                    }
                }
            }
        }
        if (tuning.foldsWithValidation) {
            write(tuning, outputs, outputsFile);
        }
        PhaseResult.write(file, together(results, tuning.foldsWithValidation), tensors);
        for (int fold = 1; fold <= heads; fold++) {
            FileUtils.deleteDirectory(folder.resolve(Network.headName(fold)).toFile());
        }
        return outputs(tuning, outputsFile);
    }

    /** Keeps outputs for the validation images, in their order. */
    private static void write(FineTuning tuning, Map<String, float[]> outputs, Path file)
            throws IOException {
        List<TaggedImage> images = tuning.data.images(Part.VALIDATION);
        int width = outputs.get(images.get(0).id()).length;
        FloatBuffer all = FloatBuffer.allocate(images.size() * width);
        images.forEach(image -> all.put(outputs.get(image.id())));
        TensorMap tensors = new TensorMap(file.toString());
        tensors.put(OUTPUTS, new long[] {images.size(), width}, () -> all.rewind().duplicate());
        PhaseResult.write(file, new TrainingResult(List.of(), 0, List.of()), tensors);
    }

    private static Optional<float[][]> outputs(FineTuning tuning, Path file) throws IOException {
        Optional<PhaseResult> kept =
                tuning.foldsWithValidation ? PhaseResult.open(file, tuning.log) : Optional.empty();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        try (PhaseResult result = kept.get()) {
            long[] shape = result.weights().shape(OUTPUTS);
            FloatBuffer values = result.weights().read(OUTPUTS);
            float[][] outputs = new float[(int) shape[0]][(int) shape[1]];
            for (float[] row : outputs) {
                values.get(row);
            }
            return Optional.of(outputs);
        }
    }

    /** Returns the data without a fold in the training part; of both parts, it is validation. */
    private static SplitCorpus without(FineTuning tuning, Folds folds, int fold) {
        Map<String, Part> parts = new LinkedHashMap<>(tuning.data.split().parts());
        folds.foldOf()
                .forEach(
                        (id, of) -> {
                            if (tuning.foldsWithValidation) {
                                parts.put(id, of == fold ? Part.VALIDATION : Part.TRAIN);
                            } else if (of == fold) {
                                parts.remove(id);
                            }
                        });
        return SplitCorpus.of(tuning.data.scanned(), new Split(parts));
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
    private static TrainingResult together(List<TrainingResult> results, boolean withValidation) {
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
                "the mean of %d heads, each trained without one of %1$d folds of the training%s images; epochs are the first head's"
                        .formatted(results.size(), withValidation ? " and validation" : ""));
        results.forEach(result -> remarks.addAll(result.remarks()));
        return new TrainingResult(history, first.keptEpoch(), remarks.stream().distinct().toList());
    }

    private static double seconds(TrainingResult result) {
        return result.history().stream().mapToDouble(EpochMetrics::seconds).sum();
    }
}

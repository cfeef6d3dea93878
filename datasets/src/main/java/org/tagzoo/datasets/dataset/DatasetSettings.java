package org.tagzoo.datasets.dataset;

import ai.djl.training.dataset.Dataset;
import java.nio.file.Path;
import java.util.Optional;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.transform.Augmentation;

/**
 * What is said of a {@link TagDataset} beside its corpus; {@link TagDatasetBuilder} has the words.
 *
 * @param augmentation none but for training
 * @param pixelFolder empty if images are decoded anew in each epoch
 */
record DatasetSettings(
        Dataset.Usage usage,
        EvaluationTransform transform,
        Augmentation augmentation,
        long seed,
        TargetForm form,
        int threads,
        Optional<Path> pixelFolder) {

    DatasetSettings {
        augmentation = usage == Dataset.Usage.TRAIN ? augmentation : Augmentation.NONE;
    }
}

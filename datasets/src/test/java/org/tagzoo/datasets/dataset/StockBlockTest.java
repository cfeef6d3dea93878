package org.tagzoo.datasets.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Model;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Dataset.Usage;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.listener.EvaluatorTrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.split.SplitCorpus;

/** DJL's own parts train on a dataset. */
class StockBlockTest {

    private static TagDataset dataset(SplitCorpus corpus, Usage usage) {
        return TagDataset.builder()
                .setCorpus(corpus)
                .optUsage(usage)
                .optTargetForm(TargetForm.CLASS_INDEX)
                .optImageSize(8)
                .optWithoutPixelFolder()
                .addTransform(new ToTensor())
                .setSampling(4, usage == Usage.TRAIN)
                .build();
    }

    @Test
    void aLinearLayerOfDjlLearnsTheTrainingImages() throws Exception {
        Corpus corpus = NoiseCorpus.classes();
        SplitCorpus split = SplitCorpus.read(corpus, 1, 2, done -> {});
        DefaultTrainingConfig config =
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                        .addEvaluator(new Accuracy())
                        .addTrainingListeners(new EvaluatorTrainingListener())
                        .optInitializer(new ConstantInitializer(0), parameter -> true)
                        .optOptimizer(
                                Optimizer.sgd()
                                        .setLearningRateTracker(Tracker.fixed(0.1f))
                                        .build());
        try (Model model = Model.newInstance("linear")) {
            model.setBlock(
                    new SequentialBlock()
                            .add(Blocks.batchFlattenBlock())
                            .add(Linear.builder().setUnits(3).build()));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, 3, 8, 8));
                TagDataset train = dataset(split, Usage.TRAIN);
                TagDataset validation = dataset(split, Usage.VALIDATION);
                EasyTrain.fit(trainer, 1, train, validation);
                float first = trainer.getTrainingResult().getTrainLoss();
                EasyTrain.fit(trainer, 20, train, validation);
                assertEquals(21, train.epoch());
                float last = trainer.getTrainingResult().getTrainLoss();
                assertTrue(last < 0.5 * first, first + " before, " + last + " after");
            }
        }
    }
}

package org.tagzoo.zoo.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.datasets.transform.Fill;
import org.tagzoo.datasets.transform.Flip;
import org.tagzoo.datasets.transform.Shift;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Domains;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.optimizer.Adam;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.score.ScoredBox;
import org.tagzoo.zoo.task.ClassAndBox;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.training.EpochMetrics;

/** Class and box of drawn objects, learned together from a Java program. */
class BoxTrainingTest {

    private static final int SIZE = 32;

    @TempDir static Path scratch;
    private static SplitCorpus data;

    @BeforeAll
    static void draw() throws IOException {
        CorpusOptions largest =
                CorpusOptions.DEFAULT
                        .withSeveral(CorpusOptions.Several.LARGEST)
                        .withMinimumSupport(5);
        String corpus = DrawnObjects.write(scratch.resolve("drawn"), 240);
        data = SplitCorpus.read(Corpora.read(corpus, largest), largest, 1, 2, done -> {});
    }

    private static FineTuning.Builder builder(Augmentation augmentation) {
        Head head =
                new Head(
                        3,
                        List.of(64),
                        0,
                        false,
                        new HeadForm(true, 0, false, Domains.NONE).withBox());
        return FineTuning.builder()
                .setData(data)
                .optTask(ClassAndBox.INSTANCE)
                .setNetwork(new Network(Backbones.byName("cnn").orElseThrow(), head))
                .setImages(
                        new ImageSettings(
                                ImageSettings.of(SIZE).size(),
                                ImageSettings.of(SIZE).decoding(),
                                Resize.STRETCH,
                                augmentation,
                                0))
                .setOptimizer(
                        (schedule, multipliers) ->
                                Adam.builder()
                                        .setLearningRateTracker(schedule.learningRate())
                                        .optMultipliers(multipliers)
                                        .build())
                .optBatchSize(16)
                .optSeed(3)
                .optCompute(
                        new Compute(
                                Device.cpu(),
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                2,
                                scratch.resolve("cache")));
    }

    private static Phase phase(int epochs) {
        return phase(epochs, 0.01);
    }

    private static Phase phase(int epochs, double rate) {
        return Phase.of(
                Phase.ALL,
                epochs,
                (updates, of) ->
                        OneCycle.builder().setMaxLr(rate).setTotalUpdates(updates * of).build());
    }

    /** What the mean box of the training images is worth. */
    private static double worth(float[] mean, List<ScoredBox> test) {
        return ScoredBox.meanOverlap(
                test.stream().map(b -> new ScoredBox(PixelBox.of(mean), b.truth())).toList());
    }

    private static float[] meanBox(List<ScoredBox> train) {
        float[] mean = new float[PixelBox.SIDES];
        List<ScoredBox> objects = train.stream().filter(b -> !b.truth().isEmpty()).toList();
        for (ScoredBox box : objects) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += box.truth().numbers()[i] / objects.size();
            }
        }
        return mean;
    }

    /** A box layer's updates are in standard deviations: at this rate, far less than a pixel. */
    @Test
    void boxesBeginAtTheMean() throws IOException {
        try (FineTuned tuned =
                builder(Augmentation.NONE).addPhase(phase(1, 1e-9)).build().train()) {
            float[] mean = meanBox(tuned.scores(Part.TRAIN).boxes());
            for (ScoredBox box : tuned.scores(Part.TEST).boxes()) {
                assertArrayEquals(mean, box.predicted().numbers(), 1e-3f);
            }
        }
    }

    @Test
    void boxesAreLearnedAndShuffledOnesAreNot() throws IOException {
        assertEquals(List.of("red", "green", "none"), data.labels().names());
        Augmentation augmentation =
                new Augmentation(List.of(new Flip(0.5), new Shift(0.5, 0.2, 0.2, Fill.MEAN)));
        try (FineTuned tuned = builder(augmentation).addPhase(phase(20)).build().train();
                FineTuned shuffled =
                        builder(Augmentation.NONE)
                                .addPhase(phase(20))
                                .optShuffledBoxes()
                                .build()
                                .train()) {
            TaskEvaluation evaluation = tuned.evaluate();
            double iou = evaluation.metrics().get(Metric.MEAN_IOU);
            double mean =
                    worth(
                            meanBox(tuned.scores(Part.TRAIN).boxes()),
                            tuned.scores(Part.TEST).boxes());
            double mixed = shuffled.evaluate().metrics().get(Metric.MEAN_IOU);
            String figures = "%.3f, mean box %.3f, shuffled %.3f".formatted(iou, mean, mixed);
            assertTrue(iou > mean + 0.15 && iou > mixed + 0.15, figures);
            assertTrue(evaluation.first() > 0.9, evaluation.metrics().toString());
            EpochMetrics last = tuned.history().get(19);
            assertEquals(
                    last.validationLoss(),
                    last.validation().get(Metric.CLASS_LOSS)
                            + last.validation().get(Metric.BOX_LOSS),
                    1e-4);
            assertEquals(
                    last.trainLoss(),
                    last.train().get(Metric.CLASS_LOSS) + last.train().get(Metric.BOX_LOSS),
                    1e-3);
        }
    }

    @Test
    void taskAndHeadMustAgree() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                builder(Augmentation.NONE)
                                        .optTask(Classes.INSTANCE)
                                        .addPhase(phase(1))
                                        .build());
        assertTrue(refused.getMessage().contains("false for task classes"), refused.toString());
    }

    @Test
    void boxesNeedTheWholeImage() {
        ImageSettings usual = ImageSettings.of(SIZE);
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                builder(Augmentation.NONE)
                                        .setImages(
                                                new ImageSettings(
                                                        usual.size(),
                                                        usual.decoding(),
                                                        Resize.of(Resize.Kind.CROP),
                                                        Augmentation.NONE,
                                                        0))
                                        .addPhase(phase(1))
                                        .build());
        assertTrue(refused.getMessage().contains("resize must be stretch"), refused.toString());
    }
}

package org.tagzoo.zoo.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.corpus.UnlabelledImages;
import org.tagzoo.datasets.duplicate.OtherImages;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.statistics.LabelStatistics;
import org.tagzoo.zoo.loss.BinaryCrossEntropyLoss;
import org.tagzoo.zoo.metric.Metric;
import org.tagzoo.zoo.modelzoo.FormulaCache;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.HeadForm;
import org.tagzoo.zoo.network.KnownClasses;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.score.ScoreMatrix;
import org.tagzoo.zoo.task.Classes;
import org.tagzoo.zoo.task.TaskEvaluation;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.training.RateSweep;

/** Fine-tuning from a Java program, without a run's folder and without app. */
// Over 300 lines: its cases share trainings that take seconds each.
class FineTuningTest {

    private static final int SIZE = 32;

    @TempDir static Path scratch;
    private static SplitCorpus data;

    @BeforeAll
    static void read() {
        data =
                SplitCorpus.read(
                        Corpora.read("openmoji", CorpusOptions.DEFAULT.withLimit(150, 1)),
                        1,
                        2,
                        done -> {});
    }

    private static Phase phase(String train, int epochs) {
        return Phase.of(
                train,
                epochs,
                (updates, of) ->
                        OneCycle.builder().setMaxLr(0.05).setTotalUpdates(updates * of).build());
    }

    private static FineTuning.Builder builder(String model) {
        return bare(model).optLoss(new BinaryCrossEntropyLoss()).optBatchSize(16).optSeed(3);
    }

    private static Compute compute() {
        return new Compute(
                Device.cpu(),
                Precision.FLOAT32,
                MemoryFormat.CHANNELS_LAST,
                2,
                scratch.resolve("cache"));
    }

    private static FineTuning.Builder bare(String model) {
        return FineTuning.builder()
                .setData(data)
                .setNetwork(
                        new Network(
                                Backbones.byName(model).orElseThrow(),
                                Head.linear(data.labels().size())))
                .setImages(ImageSettings.of(SIZE))
                .setOptimizer(
                        (schedule, multipliers) ->
                                Sgd.builder()
                                        .setLearningRateTracker(schedule.learningRate())
                                        .optMomentumTracker(schedule.momentum())
                                        .optMultipliers(multipliers)
                                        .build())
                .optCompute(compute());
    }

    /** A ResNet-18 whose weights a formula gives. */
    private static ResolvedWeights resnet18() throws IOException {
        WeightsCard card = WeightsRegistry.standard().cardsFor("resnet18").get(0);
        FormulaCache.put(scratch, card.name());
        Path file = new WeightsCache(scratch).weightsFile(card);
        return new ResolvedWeights(card.name(), card, file, Sha256.of(file));
    }

    private static float[] values(FineTuned tuned, String name) throws IOException {
        FloatBuffer read = tuned.tensors().read(name);
        float[] values = new float[read.remaining()];
        read.get(values);
        return values;
    }

    @Test
    void goesFromACorpusToMetrics() throws IOException {
        try (FineTuned tuned = builder("ff1").addPhase(phase(Phase.ALL, 3)).build().train()) {
            assertEquals(3, tuned.history().size());
            assertTrue(
                    tuned.history().get(2).trainLoss() < tuned.history().get(0).trainLoss(),
                    tuned.history().toString());
            Map<Part, ScoreMatrix> scores = tuned.scores();
            assertArrayEquals(data.targets().get(Part.TEST), scores.get(Part.TEST).targets());
            TaskEvaluation evaluation = tuned.evaluate(scores, 1);
            assertEquals(evaluation.first(), evaluation.metrics().get(Metric.MICRO_F1));
            assertEquals(
                    evaluation.averages().micro().recall(),
                    evaluation.metrics().get(Metric.RECALL));
            assertTrue(tuned.featureSeconds().isEmpty());
            // The same images by another way: decoded one by one, not from the cache of pixels.
            float[][] again = tuned.scores(data.images(Part.TEST));
            for (int n = 0; n < again.length; n++) {
                assertArrayEquals(scores.get(Part.TEST).scores()[n], again[n], 1e-6f);
            }
        }
    }

    /** Targets that are unknown in training and validation, and a label unknown in all of test. */
    private static SplitCorpus withUnknown() {
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : data.images()) {
            NavigableSet<Integer> unknown = new TreeSet<>();
            if (data.split().partOf(image.id()) == Part.TEST || images.size() % 4 == 0) {
                unknown.add(0);
            }
            if (images.size() % 7 == 0) {
                IntStream.range(0, data.labels().size()).forEach(unknown::add);
            }
            SortedSet<Integer> labels = new TreeSet<>(image.labels());
            labels.removeAll(unknown);
            images.add(image.withLabels(labels, unknown));
        }
        Corpus corpus = data.scanned().corpus();
        return SplitCorpus.of(
                data.scanned()
                        .with(
                                new Corpus(
                                        corpus.name(),
                                        corpus.labels(),
                                        images,
                                        corpus.quarantine(),
                                        corpus.notes())),
                data.split());
    }

    @Test
    void unknownTargetsAreLeftOutFromEndToEnd() throws IOException {
        SplitCorpus unknown = withUnknown();
        assertTrue(unknown.hasUnknown());
        FineTuning.Builder builder = builder("ff1").setData(unknown).addPhase(phase(Phase.ALL, 2));
        try (FineTuned tuned = builder.build().train()) {
            Map<Part, ScoreMatrix> scores = tuned.scores();
            for (Part part : Part.values()) {
                assertArrayEquals(unknown.unknown().get(part), scores.get(part).unknown());
                assertTrue(scores.get(part).unknown().length > 0);
            }
            TaskEvaluation evaluation = tuned.evaluate(scores, 1);
            assertEquals(0, evaluation.labelReports().get(0).predicted());
            for (Metric metric : evaluation.task().metrics()) {
                assertTrue(Double.isFinite(evaluation.metrics().get(metric)), metric.name());
            }
            double loss =
                    new BinaryCrossEntropyLoss()
                            .evaluate(
                                    logits(scores.get(Part.VALIDATION)),
                                    unknown.targets().get(Part.VALIDATION),
                                    unknown.unknown().get(Part.VALIDATION));
            assertEquals(loss, tuned.history().get(1).validationLoss(), 1e-4);
        }
        FineTuning.Builder classes = builder("ff1").setData(unknown).optTask(Classes.INSTANCE);
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> classes.addPhase(phase(Phase.ALL, 1)).build())
                        .getMessage();
        assertTrue(message.contains("labels are unknown"), message);
    }

    private static float[][] logits(ScoreMatrix scores) {
        float[][] logits = new float[scores.images()][scores.labels()];
        for (int n = 0; n < logits.length; n++) {
            for (int l = 0; l < logits[n].length; l++) {
                double score = scores.scores()[n][l];
                logits[n][l] = (float) Math.log(score / (1 - score));
            }
        }
        return logits;
    }

    @Test
    void oneSeedGivesTheSameBitsWithAndWithoutAFolder() throws IOException {
        float[] once;
        float[] again;
        float[] other;
        Path folder = scratch.resolve("kept");
        try (FineTuned tuned = builder("ff1").addPhase(phase(Phase.ALL, 2)).build().train()) {
            once = values(tuned, "fc.weight");
        }
        FineTuning kept =
                builder("ff1")
                        .addPhase(phase(Phase.ALL, 2))
                        .optFolder(folder, part -> "key " + part)
                        .build();
        try (FineTuned tuned = kept.train()) {
            again = values(tuned, "fc.weight");
        }
        try (FineTuned tuned =
                builder("ff1").optSeed(4).addPhase(phase(Phase.ALL, 2)).build().train()) {
            other = values(tuned, "fc.weight");
        }
        assertArrayEquals(once, again);
        assertFalse(Arrays.equals(once, other));
        assertTrue(Files.isRegularFile(folder.resolve(FineTuning.WEIGHTS)));
        // What is over is read, not trained: the same history, times too.
        try (FineTuned tuned = kept.train()) {
            assertArrayEquals(once, values(tuned, "fc.weight"));
            try (FineTuned third = kept.train()) {
                assertEquals(tuned.history(), third.history());
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "weights and their notes");
        }
    }

    @Test
    void phasesTrainWhatTheySayAndFeaturesAreKept() throws IOException {
        FineTuning.Builder builder =
                builder("resnet18")
                        .optWeights(resnet18())
                        .addPhase(phase(Phase.HEAD, 2))
                        .addPhase(phase("layer4", 1));
        try (FineTuned tuned = builder.build().train()) {
            assertEquals(3, tuned.history().size());
            assertEquals(3, tuned.history().get(2).epoch());
            assertTrue(tuned.featureSeconds().isPresent());
            assertTrue(tuned.tensors().names().contains("layer4.0.conv1.weight"));
            assertFalse(tuned.tensors().names().contains("layer3.0.conv1.weight"));
            float[][] whole = tuned.scores(data.images(Part.VALIDATION));
            float[][] cached = tuned.scores().get(Part.VALIDATION).scores();
            for (int n = 0; n < whole.length; n++) {
                assertArrayEquals(cached[n], whole[n], 1e-4f);
            }
        }
        try (Stream<Path> features = Files.list(scratch.resolve("cache/embeddings"))) {
            assertEquals(
                    2,
                    features.filter(file -> file.toString().endsWith(".rows")).count(),
                    "one file a stage");
        }
    }

    /** Its scores take time; there are no updates, and no learning rate. */
    @Test
    void aNetworkUsedUnchangedTakesTheTimeOfItsScores() throws IOException {
        int labels = data.labels().size();
        List<List<Integer>> classes = IntStream.range(0, labels).mapToObj(List::of).toList();
        HeadForm form = HeadForm.unchanged(new KnownClasses(1000, classes));
        FineTuning tuning =
                builder("resnet18")
                        .setNetwork(
                                new Network(
                                        Backbones.byName("resnet18").orElseThrow(),
                                        new Head(labels, List.of(), 0, false, form)))
                        .optWeights(resnet18())
                        .addPhase(phase(Phase.HEAD, 1))
                        .build();
        List<PhaseTime> times = tuning.times(Duration.ofMillis(1));
        assertEquals(1, times.size());
        assertEquals(0, times.get(0).epoch());
        assertTrue(times.get(0).scores() > 0);
        RateSweep test = new RateSweep(1e-5, 1, 10);
        assertThrows(IllegalArgumentException.class, () -> RateSearch.run(tuning, test));
    }

    @Test
    void saysWhatIsMissing() {
        assertRefused(FineTuning.builder(), "needs data, a network, images and an optimiser");
        assertRefused(builder("ff1"), "A fine-tuning needs a phase");
        assertRefused(
                builder("ff1")
                        .addPhase(phase(Phase.ALL, 1))
                        .optUnlabelled(new OtherImages(UnlabelledImages.NONE, "another")),
                "sought beside must be that of the data, but is another");
    }

    @Test
    void refusesPhasesThatDontFitTheNetworkBeforeAnythingIsTrained() throws IOException {
        assertRefused(builder("ff1").addPhase(phase("layer9", 1)), "names the stage layer9");
        assertRefused(
                builder("resnet18").addPhase(phase(Phase.HEAD, 1)), "Without weights everything");
        assertRefused(
                builder("resnet18")
                        .optWeights(resnet18())
                        .addPhase(phase("layer4", 1))
                        .addPhase(phase(Phase.HEAD, 1)),
                "each must train what the one before it trained, and head is less");
    }

    private static void assertRefused(FineTuning.Builder builder, String why) {
        var error = assertThrows(IllegalArgumentException.class, builder::build);
        assertTrue(error.getMessage().contains(why), error.getMessage());
    }

    @Test
    void saysWhyItCantStartFromAFile() throws IOException {
        Path start = Files.writeString(scratch.resolve("start.safetensors"), "none");
        FineTuning tuning = builder("ff1").optStart(start).addPhase(phase(Phase.ALL, 1)).build();
        for (String notes : List.of("", "{}")) {
            if (!notes.isEmpty()) {
                Files.writeString(scratch.resolve("start.json"), notes);
            }
            String message = assertThrows(IOException.class, tuning::train).getMessage();
            assertTrue(message.startsWith("Training can't start from " + start), message);
            assertTrue(
                    message.contains(notes.isEmpty() ? "start.json (" : "not what was"), message);
        }
    }

    @Test
    void withoutALossTheTasksOwnIsTaken() throws IOException {
        float[] tasks;
        try (FineTuned tuned =
                bare("ff1").optBatchSize(16).addPhase(phase(Phase.ALL, 1)).build().train()) {
            tasks = values(tuned, "fc.weight");
        }
        double[] posWeight =
                new LabelStatistics(data.images(Part.TRAIN), data.labels()).posWeight();
        try (FineTuned tuned =
                bare("ff1")
                        .optBatchSize(16)
                        .optLoss(new BinaryCrossEntropyLoss(posWeight))
                        .addPhase(phase(Phase.ALL, 1))
                        .build()
                        .train()) {
            assertArrayEquals(tasks, values(tuned, "fc.weight"));
        }
    }
}

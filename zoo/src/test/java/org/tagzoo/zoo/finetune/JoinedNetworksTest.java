package org.tagzoo.zoo.finetune;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.split.Folds;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.zoo.embedding.EmbeddingStatistics;
import org.tagzoo.zoo.modelzoo.FormulaCache;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsFetcher;
import org.tagzoo.zoo.registry.WeightsLookup;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;
import org.tagzoo.zoo.weights.WeightsException;

/** A head on the embeddings of two networks, of which weights are one file. */
// Over 300 lines: all of its tests train on the same few images.
class JoinedNetworksTest {

    private static final String FIRST = "resnet18";
    private static final String SECOND = "mobilenet_v3_small";
    private static final String BOTH = FIRST + "+" + SECOND;

    @TempDir static Path scratch;
    private static SplitCorpus data;

    @BeforeAll
    static void read() throws IOException {
        data =
                SplitCorpus.read(
                        Corpora.read("openmoji", CorpusOptions.DEFAULT.withLimit(40, 1)),
                        1,
                        2,
                        done -> {});
        FormulaCache.put(scratch, FIRST + ".tv1");
        FormulaCache.put(scratch, SECOND + ".tv1");
    }

    private static WeightsLookup lookup(Map<String, Path> own) throws WeightsException {
        return new WeightsLookup(
                WeightsRegistry.standard(),
                new WeightsCache(scratch),
                WeightsFetcher.of(Map.of(), true, line -> {}),
                own);
    }

    private static FineTuned train(String model) throws IOException {
        return tuning(model, 1).train();
    }

    private static FineTuning tuning(String model, int heads) throws IOException {
        return builder(model, heads).build();
    }

    private static FineTuning.Builder builder(String model, int heads) throws IOException {
        return FineTuning.builder()
                .setData(data)
                .setNetwork(
                        new Network(
                                Backbones.byName(model).orElseThrow(),
                                new Head(data.labels().size(), List.of(), 0, true),
                                heads))
                .optWeights(lookup(Map.of()).find(model))
                .setImages(ImageSettings.of(32))
                .addPhase(
                        Phase.of(
                                Phase.HEAD,
                                2,
                                (updates, of) ->
                                        OneCycle.builder()
                                                .setMaxLr(0.05)
                                                .setTotalUpdates(updates * of)
                                                .build()))
                .setOptimizer(
                        (schedule, multipliers) ->
                                Sgd.builder()
                                        .setLearningRateTracker(schedule.learningRate())
                                        .build())
                .optCompute(
                        new Compute(
                                Device.cpu(),
                                Precision.FLOAT32,
                                MemoryFormat.CHANNELS_LAST,
                                2,
                                scratch.resolve("cache")));
    }

    /** Requires the same scores of cached features and of images that go through the whole. */
    private static void requireEqual(FineTuned tuned) throws IOException {
        float[][] cached = tuned.scores(Part.TEST).scores();
        float[][] whole = tuned.scores(data.images(Part.TEST));
        for (int i = 0; i < whole.length; i++) {
            assertArrayEquals(cached[i], whole[i], 1e-4f);
        }
    }

    private static long embeddings() throws IOException {
        try (Stream<Path> files = Files.list(scratch.resolve("cache/embeddings"))) {
            return files.filter(file -> file.toString().endsWith(".rows")).count();
        }
    }

    /**
     * What is trained on embeddings of each network, computed by its own weights and pixels, scores
     * images as the whole network does, from the joined file; and they are kept for rows of one
     * network too.
     */
    @Test
    void embeddingsOfEachAreThoseOfTheWhole() throws IOException {
        try (FineTuned tuned = train(BOTH)) {
            requireEqual(tuned);
            assertTrue(tuned.featureSeconds().orElseThrow() > 0);
        }
        assertEquals(2, embeddings());
        train(FIRST).close();
        assertEquals(2, embeddings());
        try (FineTuned tuned = train(FIRST + "~flip~zoom1.5")) {
            requireEqual(tuned);
        }
        // The image as it is is known; the other three views are new.
        assertEquals(5, embeddings());
    }

    @Test
    void theFileIsMadeOnceOfTheNetworksFiles() throws IOException {
        ResolvedWeights both = lookup(Map.of()).find(BOTH + "~flip");
        assertEquals("resnet18.tv1+mobilenet_v3_small.tv1", both.name());
        assertEquals(BOTH, both.card().architecture());
        assertEquals("tv1+tv1", both.card().tag());
        assertEquals(List.of(0.0, 0.0, 0.0), both.card().preprocessing().mean());
        long changed = Files.getLastModifiedTime(both.file()).toMillis();
        assertEquals(both, lookup(Map.of()).findAtHand(BOTH));
        assertEquals(changed, Files.getLastModifiedTime(both.file()).toMillis());
        assertEquals(
                lookup(Map.of()).find(FIRST).sha256(),
                lookup(Map.of()).find(FIRST + "~flip").sha256());
    }

    /** By hand: each head's layers over the embeddings, and what it standardises them by. */
    @Test
    void headsOfFoldsAreTrainedApartAndAveraged() throws IOException {
        int heads = 3;
        FineTuning tuning = tuning(FIRST, heads);
        CachedRows embeddings = tuning.embeddings();
        List<TaggedImage> train = data.images(Part.TRAIN);
        Map<String, Integer> foldOf = Folds.of(train, heads, 0).foldOf();
        int[] test = data.rows().get(Part.TEST);
        int labels = data.labels().size();
        double[][] logits = new double[test.length][labels];
        try (FineTuned tuned = tuning.train()) {
            for (int fold = 1; fold <= heads; fold++) {
                int left = fold;
                float[] mean = values(tuned, "fc.fold" + fold + ".0.running_mean");
                float[] variance = values(tuned, "fc.fold" + fold + ".0.running_var");
                int[] seen =
                        IntStream.range(0, train.size())
                                .filter(i -> foldOf.get(train.get(i).id()) != left)
                                .map(i -> data.rows().get(Part.TRAIN)[i])
                                .toArray();
                assertTrue(seen.length < train.size());
                EmbeddingStatistics expected = EmbeddingStatistics.of(embeddings, seen);
                assertArrayEquals(expected.mean(), mean);
                assertArrayEquals(expected.variance(), variance);
                float[] weight = values(tuned, "fc.fold" + fold + ".1.weight");
                float[] bias = values(tuned, "fc.fold" + fold + ".1.bias");
                for (int n = 0; n < test.length; n++) {
                    FloatBuffer x = embeddings.row(test[n]).asFloatBuffer();
                    for (int l = 0; l < labels; l++) {
                        logits[n][l] += logit(x, l, mean, variance, weight, bias) / heads;
                    }
                }
            }
            float[][] scores = tuned.scores(Part.TEST).scores();
            for (int n = 0; n < test.length; n++) {
                for (int l = 0; l < labels; l++) {
                    assertEquals(1 / (1 + Math.exp(-logits[n][l])), scores[n][l], 1e-4);
                }
            }
            assertEquals(2, tuned.history().size());
            assertTrue(tuned.remarks().get(0).startsWith("the mean of 3 heads"));
        }
    }

    /**
     * Heads learn from validation images too, each but from its own fold, and a validation image
     * has the score of the head that has not seen it; so it has once that is over and read again.
     */
    @Test
    void validationImagesAreScoredByTheHeadThatHasNotSeenThem(@TempDir Path folder)
            throws IOException {
        int heads = 3;
        Path where = folder.resolve("training");
        FineTuning tuning =
                builder(FIRST, heads)
                        .optFoldsWithValidation()
                        .optFolder(where, part -> part)
                        .build();
        CachedRows embeddings = tuning.embeddings();
        int[] validation = data.rows().get(Part.VALIDATION);
        List<TaggedImage> learned = new ArrayList<>(data.images(Part.TRAIN));
        learned.addAll(data.images(Part.VALIDATION));
        Map<String, Integer> foldOf = Folds.of(learned, heads, 0).foldOf();
        int labels = data.labels().size();
        float[][] first;
        try (FineTuned tuned = tuning.train()) {
            first = tuned.scores(Part.VALIDATION).scores();
            for (int n = 0; n < validation.length; n++) {
                int fold = foldOf.get(data.image(Part.VALIDATION, n).id());
                int[] seen =
                        IntStream.concat(
                                        IntStream.of(data.rows().get(Part.TRAIN)),
                                        IntStream.of(validation))
                                .filter(i -> foldOf.get(data.images().get(i).id()) != fold)
                                .toArray();
                String head = "fc.fold" + fold;
                float[] mean = values(tuned, head + ".0.running_mean");
                assertArrayEquals(EmbeddingStatistics.of(embeddings, seen).mean(), mean, 1e-6f);
                float[] variance = values(tuned, head + ".0.running_var");
                float[] weight = values(tuned, head + ".1.weight");
                float[] bias = values(tuned, head + ".1.bias");
                FloatBuffer x = embeddings.row(validation[n]).asFloatBuffer();
                for (int l = 0; l < labels; l++) {
                    double logit = logit(x, l, mean, variance, weight, bias);
                    assertEquals(1 / (1 + Math.exp(-logit)), first[n][l], 1e-4);
                }
            }
            assertTrue(
                    tuned.remarks().get(0).contains("of the training and validation images"),
                    tuned.remarks().get(0));
        }
        try (FineTuned again = tuning.train()) {
            assertArrayEquals(first, again.scores(Part.VALIDATION).scores());
        }
        Files.delete(where.resolve("validation-outputs.safetensors"));
        try (FineTuned anew = tuning.train()) {
            assertArrayEquals(first, anew.scores(Part.VALIDATION).scores());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> builder(FIRST, 1).optFoldsWithValidation().build());
    }

    private static double logit(
            FloatBuffer x,
            int label,
            float[] mean,
            float[] variance,
            float[] weight,
            float[] bias) {
        double logit = bias[label];
        for (int i = 0; i < mean.length; i++) {
            logit +=
                    weight[label * mean.length + i]
                            * (x.get(i) - mean[i])
                            / Math.sqrt(variance[i] + 1e-5);
        }
        return logit;
    }

    private static float[] values(FineTuned tuned, String name) throws IOException {
        FloatBuffer read = tuned.tensors().read(name);
        float[] values = new float[read.remaining()];
        read.get(values);
        return values;
    }

    @Test
    void aFileOfOnesOwnIsNotJoined() throws IOException {
        Path own = lookup(Map.of()).find(FIRST).file();
        Path copy = Files.copy(own, scratch.resolve("mine.safetensors"));
        String message =
                assertThrows(WeightsException.class, () -> lookup(Map.of(FIRST, copy)).find(BOTH))
                        .getMessage();
        assertEquals(
                "Weights of a file of your own, %s, can't be joined with others: leave out its --weights"
                        .formatted(copy),
                message);
    }
}

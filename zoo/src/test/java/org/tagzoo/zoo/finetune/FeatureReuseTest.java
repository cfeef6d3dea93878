package org.tagzoo.zoo.finetune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.file.Sha256;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.zoo.modelzoo.FormulaCache;
import org.tagzoo.zoo.network.Backbones;
import org.tagzoo.zoo.network.Head;
import org.tagzoo.zoo.network.Network;
import org.tagzoo.zoo.optimizer.Sgd;
import org.tagzoo.zoo.registry.ResolvedWeights;
import org.tagzoo.zoo.registry.WeightsCache;
import org.tagzoo.zoo.registry.WeightsCard;
import org.tagzoo.zoo.registry.WeightsRegistry;
import org.tagzoo.zoo.schedule.OneCycle;
import org.tagzoo.zoo.torchscript.MemoryFormat;
import org.tagzoo.zoo.torchscript.Precision;

/** How many images go through the frozen stages after a corpus has changed a little. */
class FeatureReuseTest {

    private static final int IMAGES = 40;

    /** Before each embedding of 512 floats: its key, time and checksum. */
    private static final int RECORD_BYTES = 48 + 512 * Float.BYTES;

    @TempDir static Path weightsFolder;
    @TempDir Path folder;
    private Path table;
    private long before;

    /** A table of noise: the first half is of "cat", the second of "dog", every fifth "rare". */
    @BeforeEach
    void draw() throws IOException {
        List<String> lines = new ArrayList<>(List.of("image,tags"));
        for (int i = 0; i < IMAGES; i++) {
            draw(i);
            lines.add(line(i, i < IMAGES / 2 ? "cat" : "dog"));
        }
        table = folder.resolve("images.csv");
        Files.write(table, lines);
    }

    private static String line(int image, String label) {
        return "%d.png,%s%s".formatted(image, label, image % 10 == 0 ? "|rare" : "");
    }

    private void draw(int number) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(number);
        for (int i = 0; i < 32 * 32; i++) {
            image.setRGB(i % 32, i / 32, random.nextInt());
        }
        ImageIO.write(image, "png", folder.resolve(number + ".png").toFile());
    }

    private void rewrite(String from, String to) throws IOException {
        Files.writeString(table, Files.readString(table).replaceAll(from, to));
    }

    /** Trains a head and returns how many images, or views of them, went through the network. */
    private long computed(String corpus, CorpusOptions options, Augmentation augmentation)
            throws IOException {
        SplitCorpus data = SplitCorpus.read(Corpora.read(corpus, options), 1, 2, done -> {});
        WeightsCard card = WeightsRegistry.standard().cardsFor("resnet18").get(0);
        Path file = new WeightsCache(weightsFolder).weightsFile(card);
        if (!Files.exists(file)) {
            FormulaCache.put(weightsFolder, card.name());
        }
        FineTuning.builder()
                .setData(data)
                .setNetwork(
                        new Network(
                                Backbones.byName("resnet18").orElseThrow(),
                                Head.linear(data.labels().size())))
                .optWeights(new ResolvedWeights(card.name(), card, file, Sha256.of(file)))
                .setImages(
                        new ImageSettings(
                                ImageSize.square(32),
                                Decoding.WHOLE,
                                Resize.STRETCH,
                                augmentation,
                                2))
                .addPhase(
                        Phase.of(
                                Phase.HEAD,
                                1,
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
                                folder.resolve("cache")))
                .build()
                .train()
                .close();
        long all = 0;
        try (Stream<Path> files = Files.list(folder.resolve("cache/embeddings"))) {
            all = files.mapToLong(found -> found.toFile().length()).sum();
        }
        long rows = (all - before) / RECORD_BYTES;
        assertEquals(0, (all - before) % RECORD_BYTES);
        before = all;
        return rows;
    }

    private long computed() throws IOException {
        return computed("csv:" + table, CorpusOptions.DEFAULT, Augmentation.NONE);
    }

    @Test
    void onlyNewImagesGoThroughTheNetwork() throws IOException {
        assertEquals(IMAGES, computed());
        assertEquals(0, computed());
        rewrite("7.png,cat", "7.png,dog");
        assertEquals(0, computed(), "a corrected label");
        rewrite("dog", "hound");
        assertEquals(0, computed(), "a renamed label");
        assertEquals(
                0,
                computed(
                        "csv:" + table,
                        CorpusOptions.DEFAULT.withMinimumSupport(9),
                        Augmentation.NONE),
                "no label with fewer images than nine");
        draw(IMAGES);
        Files.writeString(table, line(IMAGES, "cat") + "\n", StandardOpenOption.APPEND);
        assertEquals(1, computed(), "one more image");
        List<String> lines = Files.readAllLines(table);
        lines.subList(3, 8).clear();
        Files.write(table, lines);
        assertEquals(0, computed(), "fewer images");
    }

    /** Views are drawn by an image's name; without them, the name counts for nothing. */
    @Test
    void ofARenamedClassOnlyViewsAreComputedAnew() throws IOException {
        Path corpus = folder.resolve("corpus");
        for (String name : List.of("cat", "dog")) {
            Files.createDirectories(corpus.resolve(name));
        }
        for (int i = 0; i < IMAGES; i++) {
            Path to = corpus.resolve(i % 2 == 0 ? "cat" : "dog").resolve(i + ".png");
            Files.move(folder.resolve(i + ".png"), to);
        }
        String folders = "folders:" + corpus;
        Augmentation altered = Augmentation.read("helsinki");
        int training = IMAGES * 6 / 10;
        assertEquals(IMAGES + 2 * training, computed(folders, CorpusOptions.DEFAULT, altered));
        assertEquals(0, computed(folders, CorpusOptions.DEFAULT, altered));
        assertEquals(0, computed(folders, CorpusOptions.DEFAULT, Augmentation.NONE));
        Files.move(corpus.resolve("cat"), corpus.resolve("tomcat"));
        assertEquals(0, computed(folders, CorpusOptions.DEFAULT, Augmentation.NONE));
        long anew = computed(folders, CorpusOptions.DEFAULT, altered);
        // Those of "dog" that are in the training part as before keep their views.
        Files.move(corpus.resolve("dog"), corpus.resolve("hound"));
        anew += computed(folders, CorpusOptions.DEFAULT, altered);
        assertEquals(0, anew % 2);
        assertTrue(anew >= 2L * training, anew + " views");
    }
}

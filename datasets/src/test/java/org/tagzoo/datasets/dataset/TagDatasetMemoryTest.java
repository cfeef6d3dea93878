package org.tagzoo.datasets.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Record;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.label.LabelSet;

/** What an iteration leaves behind, whole or not. */
class TagDatasetMemoryTest {

    private static void waitForThreadsToEnd() throws InterruptedException {
        Instant last = Instant.now().plus(Duration.ofSeconds(20));
        while (NoiseCorpus.threads() > 0 && Instant.now().isBefore(last)) {
            Thread.sleep(20);
        }
        assertEquals(0, NoiseCorpus.threads());
    }

    @Test
    void anIterationLeftMidwayLeavesNoThread() throws Exception {
        waitForThreadsToEnd();
        TagDataset dataset = NoiseCorpus.builder().setSampling(2, true).build();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Batch batch : dataset.getData(manager)) {
                batch.close();
                assertTrue(NoiseCorpus.threads() > 0, "no thread decodes ahead");
                break;
            }
            waitForThreadsToEnd();
            assertEquals(
                    NoiseCorpus.TRAIN_IMAGES,
                    NoiseCorpus.read(dataset.getData(manager)).stream()
                            .mapToInt(batch -> batch.items().size())
                            .sum());
        }
        waitForThreadsToEnd();
    }

    @Test
    void allArraysAreTheBatchesAndGoWithThem() throws Exception {
        TagDataset dataset =
                NoiseCorpus.builder()
                        .addTransform(new ToTensor())
                        .addTargetTransform(labels -> labels.mul(labels))
                        .build();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (TagDataset either : List.of(dataset, NoiseCorpus.builder().build())) {
                for (Batch batch : either.getData(manager)) {
                    assertEquals(2, manager.getManagedArrays().size());
                    assertEquals(2, batch.getManager().getManagedArrays().size());
                    NDArray data = batch.getData().head();
                    batch.close();
                    assertThrows(IllegalStateException.class, data::getShape);
                    assertEquals(0, manager.getManagedArrays().size());
                }
                Record record = either.get(manager, 0);
                assertEquals(2, manager.getManagedArrays().size());
                record.getData().close();
                record.getLabels().close();
                assertEquals(0, manager.getManagedArrays().size());
            }
        }
    }

    @Test
    void batchesLeftOpenAreClosedAtTheEndAsByDjl() throws Exception {
        TagDataset dataset = NoiseCorpus.builder().build();
        try (NDManager manager = NDManager.newBaseManager()) {
            Iterator<Batch> batches = dataset.getData(manager).iterator();
            for (int n = 1; n <= 4; n++) {
                batches.next();
                assertEquals(2 * n, manager.getManagedArrays().size());
            }
            assertFalse(batches.hasNext());
            assertEquals(0, manager.getManagedArrays().size());
            assertThrows(NoSuchElementException.class, batches::next);
        }
    }

    @Test
    void whatIsKeptOfABatchStaysAsItWas() throws Exception {
        TagDataset dataset =
                NoiseCorpus.builder()
                        .addTargetTransform(labels -> labels.reshape(-1))
                        .setSampling(8, false)
                        .build();
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NDList> kept = new ArrayList<>();
            List<String> before = new ArrayList<>();
            for (Batch batch : dataset.getData(manager)) {
                NDList arrays = new NDList(batch.getData().head(), batch.getLabels().head());
                arrays.attach(manager);
                kept.add(arrays);
                before.add(text(arrays));
                batch.close();
                System.gc(); // what lies in Java's memory is gone now, or soon
            }
            NoiseCorpus.read(dataset.getData(manager));
            assertEquals(before, kept.stream().map(TagDatasetMemoryTest::text).toList());
        }
    }

    private static String text(NDList arrays) {
        return NoiseCorpus.list(arrays.get(0).toByteArray())
                + Arrays.toString(arrays.get(1).toFloatArray());
    }

    @Test
    void anImageThatIsGoneIsNamed(@TempDir Path folder) throws Exception {
        List<TaggedImage> images = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Path file = folder.resolve(i + ".png");
            BufferedImage noise = new BufferedImage(6, 6, BufferedImage.TYPE_INT_RGB);
            noise.setRGB(i % 6, i / 6, 0xffffff);
            ImageIO.write(noise, "png", file.toFile());
            SortedSet<Integer> labels = new TreeSet<>(List.of(i % 2));
            images.add(new TaggedImage("im" + i, new ImageFile(file), labels, "im" + i));
        }
        Corpus corpus =
                new Corpus(
                        "files", new LabelSet(List.of("cat", "dog")), images, List.of(), List.of());
        TagDataset dataset =
                TagDataset.builder()
                        .setCorpus(corpus)
                        .optImageSize(4)
                        .optWithoutPixelFolder()
                        .setSampling(3, true)
                        .build();
        dataset.prepare();
        for (int i = 0; i < 10; i++) {
            Files.delete(folder.resolve(i + ".png"));
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            Iterator<Batch> batches = dataset.getData(manager).iterator();
            UncheckedIOException failure = assertThrows(UncheckedIOException.class, batches::next);
            assertTrue(failure.getMessage().startsWith(folder.toString()), failure.getMessage());
        }
        waitForThreadsToEnd();
    }
}

package org.tagzoo.datasets.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset.Usage;
import ai.djl.training.dataset.Record;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tagzoo.datasets.batch.ExampleOrder;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageFile;
import org.tagzoo.datasets.image.ImageSource;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.transform.Augmentation;

/** Order and values of batches. */
// Over 300 lines: its cases share one corpus.
class TagDatasetTest {

    private static final Augmentation ALTERED = Augmentation.read("helsinki");

    /** Of every third image the second label is unknown. */
    private static SplitCorpus withUnknown() {
        Corpus tags = NoiseCorpus.tags();
        List<TaggedImage> images = new ArrayList<>();
        for (TaggedImage image : tags.images()) {
            boolean isUnknown = images.size() % 3 == 0;
            SortedSet<Integer> none = new TreeSet<>();
            SortedSet<Integer> second = new TreeSet<>(List.of(1));
            images.add(isUnknown ? image.withLabels(image.labels().headSet(1), second) : image);
            assertEquals(isUnknown ? second : none, images.get(images.size() - 1).unknown());
        }
        return SplitCorpus.read(
                new Corpus(tags.name(), tags.labels(), images, List.of(), List.of()),
                1,
                2,
                done -> {});
    }

    @Test
    void labelsSayWhichTargetsAreKnown() throws Exception {
        SplitCorpus corpus = withUnknown();
        TagDataset dataset = NoiseCorpus.builder().setCorpus(corpus).build();
        int unknown = 0;
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Batch batch : dataset.getData(manager)) {
                assertEquals(2, batch.getLabels().size());
                for (int i = 0; i < batch.getSize(); i++) {
                    int item = Math.toIntExact((Long) batch.getIndices().get(i));
                    TaggedImage image = corpus.image(Part.TRAIN, item);
                    float known = image.unknown().contains(1) ? 0 : 1;
                    assertArrayEquals(
                            new float[] {1, known}, batch.getLabels().get(1).get(i).toFloatArray());
                    assertEquals(
                            image.labels().contains(1) ? 1 : 0,
                            batch.getLabels().get(0).getFloat(i, 1));
                    Record record = dataset.get(manager, item);
                    assertArrayEquals(
                            new float[] {1, known}, record.getLabels().get(1).toFloatArray());
                    unknown += known == 0 ? 1 : 0;
                }
                batch.close();
            }
        }
        assertEquals(
                corpus.images(Part.TRAIN).stream().filter(i -> !i.unknown().isEmpty()).count(),
                unknown);
        assertTrue(unknown > 5);
        TagDatasetBuilder classes =
                NoiseCorpus.builder().setCorpus(corpus).optTargetForm(TargetForm.CLASS_INDEX);
        String message = assertThrows(IllegalArgumentException.class, classes::build).getMessage();
        assertTrue(message.contains("some labels are unknown"), message);
    }

    @Test
    void batchesHoldTheSamePixelsAndLabelsAsTheImages() throws Exception {
        TagDataset dataset = NoiseCorpus.builder().optAugmentation(ALTERED).build();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int epoch = 1; epoch <= 2; epoch++) {
                List<int[]> order =
                        ExampleOrder.batches(
                                ExampleOrder.shuffled(NoiseCorpus.TRAIN_IMAGES, 1, epoch), 8);
                int n = 0;
                long progress = 0;
                for (Batch batch : dataset.getData(manager)) {
                    int[] items = order.get(n++);
                    progress += items.length;
                    assertEquals(
                            Arrays.stream(items).asLongStream().boxed().toList(),
                            batch.getIndices());
                    assertEquals(items.length, batch.getSize());
                    assertEquals(progress, batch.getProgress());
                    assertEquals(NoiseCorpus.TRAIN_IMAGES, batch.getProgressTotal());
                    assertEquals(
                            new Shape(items.length, 8, 8, 3), batch.getData().head().getShape());
                    assertEquals(DataType.UINT8, batch.getData().head().getDataType());
                    assertEquals(new Shape(items.length, 2), batch.getLabels().head().getShape());
                    assertEquals(DataType.FLOAT32, batch.getLabels().head().getDataType());
                    for (int i = 0; i < items.length; i++) {
                        assertArrayEquals(
                                NoiseCorpus.pixels(items[i], ALTERED, epoch),
                                batch.getData().head().get(i).toByteArray());
                        SortedSet<Integer> labels =
                                NoiseCorpus.TAGS.image(Part.TRAIN, items[i]).labels();
                        assertArrayEquals(
                                new float[] {
                                    labels.contains(0) ? 1 : 0, labels.contains(1) ? 1 : 0
                                },
                                batch.getLabels().head().get(i).toFloatArray());
                    }
                    batch.close();
                }
                assertEquals(order.size(), n);
                assertEquals(epoch, dataset.epoch());
            }
        }
    }

    @Test
    void anEpochSetIsTheNextOne() throws Exception {
        TagDataset whole = NoiseCorpus.builder().optAugmentation(ALTERED).build();
        TagDataset resumed = NoiseCorpus.builder().optAugmentation(ALTERED).build();
        resumed.setEpoch(3);
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NoiseCorpus.Values> first = NoiseCorpus.read(whole.getData(manager));
            List<NoiseCorpus.Values> second = NoiseCorpus.read(whole.getData(manager));
            List<NoiseCorpus.Values> third = NoiseCorpus.read(whole.getData(manager));
            assertNotEquals(first, second);
            assertNotEquals(second, third);
            assertEquals(third, NoiseCorpus.read(resumed.getData(manager)));
            assertEquals(3, resumed.epoch());
        }
        assertThrows(IllegalArgumentException.class, () -> whole.setEpoch(0));
    }

    @Test
    void validationAndTestComeInOrderAndUnaltered() throws Exception {
        for (Usage usage : List.of(Usage.VALIDATION, Usage.TEST)) {
            TagDataset dataset =
                    NoiseCorpus.builder()
                            .optUsage(usage)
                            .optAugmentation(ALTERED)
                            .setSampling(4, false)
                            .build();
            List<byte[]> images = new ArrayList<>();
            try (NDManager manager = NDManager.newBaseManager()) {
                for (Batch batch : dataset.getData(manager)) {
                    for (int i = 0; i < batch.getSize(); i++) {
                        images.add(batch.getData().head().get(i).toByteArray());
                    }
                }
            }
            Part part = Part.valueOf(usage.name());
            int count = NoiseCorpus.TAGS.rows().get(part).length;
            assertEquals(9, count);
            assertEquals(count, images.size());
            for (int n = 0; n < count; n++) {
                assertArrayEquals(
                        NoiseCorpus.TAGS
                                .image(part, n)
                                .source()
                                .draw(EvaluationTransform.square(8))
                                .pixels(),
                        images.get(n));
            }
        }
    }

    @Test
    void noBatchHoldsASingleImageButForDropLast() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (boolean random : new boolean[] {true, false}) {
                TagDataset all = NoiseCorpus.builder().setSampling(13, random).build();
                assertEquals(
                        List.of(13, 12, 2),
                        NoiseCorpus.sizes(NoiseCorpus.read(all.getData(manager))));
                TagDataset full = NoiseCorpus.builder().setSampling(13, random, true).build();
                List<NoiseCorpus.Values> batches = NoiseCorpus.read(full.getData(manager));
                assertEquals(List.of(13, 13), NoiseCorpus.sizes(batches));
                TagDataset again = NoiseCorpus.builder().setSampling(13, random).build();
                List<Long> order = new ArrayList<>();
                NoiseCorpus.read(again.getData(manager)).forEach(b -> order.addAll(b.items()));
                List<Long> kept = new ArrayList<>();
                batches.forEach(batch -> kept.addAll(batch.items()));
                assertEquals(order.subList(0, 26), kept);
            }
        }
    }

    @Test
    void aLimitTakesTheFirstImages() throws Exception {
        TagDataset dataset = NoiseCorpus.builder().optLimit(10).setSampling(4, true).build();
        try (NDManager manager = NDManager.newBaseManager()) {
            List<int[]> expected = ExampleOrder.batches(ExampleOrder.shuffled(10, 1, 1), 4);
            assertEquals(
                    NoiseCorpus.text(expected),
                    NoiseCorpus.text(
                            NoiseCorpus.items(NoiseCorpus.read(dataset.getData(manager)))));
            assertEquals(10, dataset.size());
            assertThrows(IndexOutOfBoundsException.class, () -> dataset.get(manager, 10));
        }
    }

    @Test
    void classIndicesAreOneNumberAnImage() throws Exception {
        TagDataset dataset =
                TagDataset.builder()
                        .setCorpus(NoiseCorpus.classes())
                        .optImageSize(8)
                        .optSeed(5)
                        .optTargetForm(TargetForm.CLASS_INDEX)
                        .optWithoutPixelFolder()
                        .setSampling(9, true)
                        .build();
        dataset.prepare();
        SplitCorpus corpus = SplitCorpus.read(NoiseCorpus.classes(), 5, 1, done -> {});
        assertEquals(corpus.split(), dataset.corpus().split());
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Batch batch : dataset.getData(manager)) {
                assertEquals(new Shape(9), batch.getLabels().head().getShape());
                assertEquals(DataType.INT64, batch.getLabels().head().getDataType());
                long[] expected =
                        batch.getIndices().stream()
                                .mapToInt(item -> ((Long) item).intValue())
                                .mapToLong(n -> corpus.image(Part.TRAIN, n).labels().first())
                                .toArray();
                assertArrayEquals(expected, batch.getLabels().head().toLongArray());
            }
            Record record = dataset.get(manager, 2);
            assertEquals(new Shape(), record.getLabels().head().getShape());
            assertEquals(
                    (long) corpus.image(Part.TRAIN, 2).labels().first(),
                    record.getLabels().head().getLong());
        }
    }

    private static final ImageSource GONE = new ImageFile(Path.of("gone.png"));

    @Test
    void pixelsKeptInAFileAreTheSameAndReadFromThereNextTime(@TempDir Path folder)
            throws Exception {
        TagDatasetBuilder builder =
                NoiseCorpus.builder().optAugmentation(ALTERED).optPixelFolder(folder);
        TagDataset anew = NoiseCorpus.builder().optAugmentation(ALTERED).build();
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NoiseCorpus.Values> expected = NoiseCorpus.read(anew.getData(manager));
            assertEquals(expected, NoiseCorpus.read(builder.build().getData(manager)));
            TagDatasetBuilder drawnNoMore =
                    NoiseCorpus.builder()
                            .setCorpus(withoutFiles(NoiseCorpus.TAGS))
                            .optAugmentation(ALTERED)
                            .optPixelFolder(folder);
            assertEquals(expected, NoiseCorpus.read(drawnNoMore.build().getData(manager)));
        }
    }

    /** The corpus after its images were deleted. */
    private static SplitCorpus withoutFiles(SplitCorpus whole) {
        Corpus corpus = whole.scanned().corpus();
        List<TaggedImage> images =
                corpus.images().stream()
                        .map(i -> new TaggedImage(i.id(), GONE, i.labels(), i.group()))
                        .toList();
        return SplitCorpus.of(
                whole.scanned()
                        .with(
                                new Corpus(
                                        corpus.name(),
                                        corpus.labels(),
                                        images,
                                        corpus.quarantine(),
                                        corpus.notes())),
                whole.split());
    }

    @Test
    void anUnpreparedDatasetSaysSo() {
        TagDataset dataset = NoiseCorpus.builder().build();
        IllegalStateException refusal =
                assertThrows(IllegalStateException.class, () -> dataset.subDataset(0, 3));
        assertEquals("The dataset is not ready: call prepare() first", refusal.getMessage());
    }
}

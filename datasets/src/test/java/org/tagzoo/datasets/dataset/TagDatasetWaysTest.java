package org.tagzoo.datasets.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.DataIterable;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.training.dataset.SequenceSampler;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tagzoo.datasets.transform.Augmentation;

/** All ways to an image give the same values, and transforms act as in DJL's own datasets. */
class TagDatasetWaysTest {

    private static final Augmentation ALTERED = Augmentation.read("helsinki");

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static TagDataset altered() throws Exception {
        TagDataset dataset = NoiseCorpus.builder().optAugmentation(ALTERED).build();
        dataset.prepare();
        return dataset;
    }

    @Test
    void anExecutorAndThreadsChangeNothing() throws Exception {
        List<NoiseCorpus.Values> expected = NoiseCorpus.read(altered().getData(manager));
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            assertEquals(expected, NoiseCorpus.read(altered().getData(manager, executor)));
        } finally {
            executor.shutdown();
        }
        for (int prefetched : new int[] {0, 5}) {
            TagDataset dataset =
                    NoiseCorpus.builder()
                            .optAugmentation(ALTERED)
                            .optThreads(1)
                            .optPrefetchNumber(prefetched)
                            .build();
            assertEquals(expected, NoiseCorpus.read(dataset.getData(manager)));
        }
    }

    @Test
    void aRecordIsTheImageOfTheEpoch() throws Exception {
        TagDataset dataset = altered();
        for (int epoch = 1; epoch <= 2; epoch++) {
            for (NoiseCorpus.Values batch : NoiseCorpus.read(dataset.getData(manager))) {
                int rowBytes = batch.data().size() / batch.items().size();
                for (int i = 0; i < batch.items().size(); i++) {
                    Record record = dataset.get(manager, batch.items().get(i));
                    NDArray pixels = record.getData().singletonOrThrow();
                    assertEquals(new Shape(8, 8, 3), pixels.getShape());
                    assertEquals(
                            batch.data().subList(i * rowBytes, (i + 1) * rowBytes),
                            NoiseCorpus.list(pixels.toByteArray()));
                    assertArrayEquals(
                            new float[] {batch.labels().get(2 * i), batch.labels().get(2 * i + 1)},
                            record.getLabels().singletonOrThrow().toFloatArray());
                }
            }
        }
    }

    @Test
    void aPartOfADatasetHasTheSameImages() throws Exception {
        TagDataset dataset = altered();
        RandomAccessDataset range = dataset.subDataset(5, 20);
        RandomAccessDataset chosen = dataset.subDataset(List.of(7L, 3L, 3L));
        assertEquals(15, range.size());
        assertEquals(3, chosen.size());
        for (Batch batch : range.getData(manager)) {
            for (int i = 0; i < batch.getSize(); i++) {
                int item = 5 + ((Long) batch.getIndices().get(i)).intValue();
                assertArrayEquals(
                        NoiseCorpus.pixels(item, ALTERED, 1),
                        batch.getData().head().get(i).toByteArray());
            }
        }
        assertArrayEquals(
                NoiseCorpus.pixels(7, ALTERED, 1),
                chosen.get(manager, 0).getData().head().toByteArray());
        RandomAccessDataset nested = range.subDataset(10, 15);
        assertArrayEquals(
                NoiseCorpus.pixels(15, ALTERED, 1),
                nested.get(manager, 0).getData().head().toByteArray());
    }

    @Test
    void partsAtRandomShareOutAllImages() throws Exception {
        RandomAccessDataset[] parts = altered().randomSplit(2, 1);
        assertEquals(18, parts[0].size());
        assertEquals(9, parts[1].size());
    }

    @Test
    void transformsSeeOneImageAndTheLabelsOfABatchAsInDjlsOwnLoop() throws Exception {
        Batchifier reversed = new Reversed();
        TagDataset dataset =
                NoiseCorpus.builder()
                        .optAugmentation(ALTERED)
                        .addTransform(new ToTensor())
                        .addTransform(image -> image.sub(image.mean()))
                        .addTargetTransform(labels -> labels.argMax(1))
                        .optLabelBatchifier(reversed)
                        .build();
        dataset.prepare();
        DataIterable stock =
                new DataIterable(
                        dataset,
                        manager,
                        new EpochSampler(8, true, false),
                        Batchifier.STACK,
                        reversed,
                        new Pipeline(new ToTensor(), image -> image.sub(image.mean())),
                        new Pipeline(labels -> labels.argMax(1)),
                        null,
                        0,
                        null);
        for (Batch batch : dataset.getData(manager)) {
            assertEquals(new Shape(batch.getSize(), 3, 8, 8), batch.getData().head().getShape());
            assertEquals(DataType.FLOAT32, batch.getData().head().getDataType());
            try (Batch expected = stock.next()) {
                assertArrayEquals(
                        expected.getData().head().toFloatArray(),
                        batch.getData().head().toFloatArray());
                assertArrayEquals(
                        expected.getLabels().head().toLongArray(),
                        batch.getLabels().head().toLongArray());
            }
            batch.close();
        }
    }

    /** Stacks from the last to the first. */
    private static final class Reversed implements Batchifier {

        private static final long serialVersionUID = 1L;

        @Override
        public NDList batchify(NDList[] inputs) {
            NDList[] reversed = new NDList[inputs.length];
            for (int i = 0; i < inputs.length; i++) {
                reversed[i] = inputs[inputs.length - 1 - i];
            }
            return Batchifier.STACK.batchify(reversed);
        }

        @Override
        public NDList[] unbatchify(NDList inputs) {
            return Batchifier.STACK.unbatchify(inputs);
        }
    }

    @Test
    void toTensorGivesColoursFromZeroToOne() throws Exception {
        TagDataset dataset =
                NoiseCorpus.builder().addTransform(new ToTensor()).setSampling(8, false).build();
        Batch batch = dataset.getData(manager).iterator().next();
        float[] values = batch.getData().head().get(0).toFloatArray();
        byte[] pixels = NoiseCorpus.pixels(0, Augmentation.NONE, 1);
        for (int place = 0; place < 64; place++) {
            for (int colour = 0; colour < 3; colour++) {
                assertEquals(
                        (pixels[3 * place + colour] & 0xff) / 255f,
                        values[64 * colour + place],
                        1e-7f);
            }
        }
    }

    @Test
    void aDeviceAndASamplerOfOnesOwnAreFollowed() throws Exception {
        TagDataset dataset =
                NoiseCorpus.builder()
                        .optDevice(Device.cpu())
                        .setSampling(new BatchSampler(new SequenceSampler(), 26))
                        .build();
        List<Batch> batches = new ArrayList<>();
        dataset.getData(manager).forEach(batches::add);
        assertEquals(List.of(26, 1), batches.stream().map(Batch::getSize).toList());
        assertEquals(Device.cpu(), batches.get(0).getManager().getDevice());
    }
}

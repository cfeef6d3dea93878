package org.tagzoo.datasets.dataset;

import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.ExampleOrder;

/**
 * The batches of an epoch as {@code compare} has them: another order each epoch, which hangs on the
 * dataset's seed and epoch alone, or always the dataset's own order. DJL's random sampler draws
 * from one generator that the whole process shares.
 *
 * @param batchSize of all batches but the last, which is never a single image where batches are
 *     larger than two; the one before it gives one up
 * @param random whether each epoch has an order of its own
 * @param dropLast whether images beyond the last full batch are left out of the epoch
 */
record EpochSampler(int batchSize, boolean random, boolean dropLast) implements Sampler {

    @Override
    public Iterator<List<Long>> sample(RandomAccessDataset dataset) {
        TagDataset images = (TagDataset) dataset;
        int size = Math.toIntExact(images.size());
        int[] order =
                random
                        ? ExampleOrder.shuffled(size, images.seed(), images.epoch())
                        : IntStream.range(0, size).toArray();
        int used = dropLast ? size - size % batchSize : size;
        return ExampleOrder.batches(Arrays.copyOf(order, used), batchSize).stream()
                .map(batch -> Arrays.stream(batch).asLongStream().boxed().toList())
                .iterator();
    }

    @Override
    public int getBatchSize() {
        return batchSize;
    }
}

package org.tagzoo.datasets.dataset;

import ai.djl.ndarray.types.DataType;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.DrawnCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.transform.Augmentation;

/** Datasets of small images of noise, and what tests read of their batches. */
final class NoiseCorpus {

    static final int SIZE = 8;
    static final int TRAIN_IMAGES = 27;

    /** Images of none, one or both of two labels. */
    static final SplitCorpus TAGS = SplitCorpus.read(tags(), 1, 2, done -> {});

    private NoiseCorpus() {}

    static Corpus tags() {
        DrawnCorpus drawn = new DrawnCorpus();
        Integer[][] labels = {{}, {0}, {1}, {0, 1}};
        for (int i = 0; i < 45; i++) {
            drawn.add("im" + i, labels[i % 4]);
        }
        return drawn.of("cat", "dog");
    }

    /** Images of one of three labels each. */
    static Corpus classes() {
        DrawnCorpus drawn = new DrawnCorpus();
        for (int i = 0; i < 45; i++) {
            drawn.add("im" + i, i % 3);
        }
        return drawn.of("cat", "dog", "owl");
    }

    static TagDatasetBuilder builder() {
        return TagDataset.builder()
                .setCorpus(TAGS)
                .optImageSize(SIZE)
                .optWithoutPixelFolder()
                .optThreads(2)
                .setSampling(8, true);
    }

    /** Returns what a training image looks like in an epoch, without any dataset. */
    static byte[] pixels(int item, Augmentation augmentation, int epoch) throws IOException {
        TaggedImage image = TAGS.image(Part.TRAIN, item);
        return augmentation
                .apply(image.source().draw(EvaluationTransform.square(SIZE)), 1, epoch, image.id())
                .pixels();
    }

    /** What a batch holds; lists, so that they can be compared. */
    record Values(List<Long> items, List<Byte> data, List<Float> labels, long progress) {}

    /** Reads and closes all batches. */
    static List<Values> read(Iterable<Batch> batches) {
        List<Values> read = new ArrayList<>();
        for (Batch batch : batches) {
            List<Float> labels = new ArrayList<>();
            for (float label :
                    batch.getLabels().head().toType(DataType.FLOAT32, true).toFloatArray()) {
                labels.add(label);
            }
            read.add(
                    new Values(
                            batch.getIndices().stream().map(Long.class::cast).toList(),
                            list(batch.getData().head().toByteArray()),
                            labels,
                            batch.getProgress()));
            batch.close();
        }
        return read;
    }

    static List<Byte> list(byte[] bytes) {
        List<Byte> list = new ArrayList<>();
        for (byte one : bytes) {
            list.add(one);
        }
        return list;
    }

    static List<int[]> items(List<Values> batches) {
        return batches.stream()
                .map(batch -> batch.items.stream().mapToInt(Long::intValue).toArray())
                .toList();
    }

    static List<Integer> sizes(List<Values> batches) {
        return batches.stream().map(batch -> batch.items.size()).toList();
    }

    static String text(List<int[]> batches) {
        return Arrays.deepToString(batches.toArray());
    }

    /** Returns the threads that decode for datasets at this moment. */
    static long threads() {
        Set<Thread> all = Thread.getAllStackTraces().keySet();
        return all.stream().filter(thread -> thread.getName().equals("batch")).count();
    }
}

package org.tagzoo.benchmarks.endtoend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.dataset.Batch;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.ExampleOrder;
import org.tagzoo.datasets.batch.PixelFile;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.dataset.TagDataset;
import org.tagzoo.datasets.dataset.TagDatasetBuilder;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.zoo.training.InputRows;

/**
 * How many training images a second reach the engine as {@code compare} loads them, and through
 * {@link TagDataset}, the two taking turns; no network runs but one small layer in one of the ways.
 * Beside it stands the processor time of the whole process, for machines that do other things too.
 *
 * <p>Arguments: a corpus as {@code compare} takes it, the image size, the batch size, a folder for
 * pixels, and epochs; for four ways: from kept pixels, the same into a convolution, from kept
 * pixels altered at random, and decoded anew.
 */
public final class LoadDataset {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final long SEED = 1;

    private final SplitCorpus corpus;
    private final int size;
    private final int batchSize;
    private final Path folder;
    private final int epochs;

    /** Goes through one epoch. */
    private interface Way {
        void epoch(int epoch) throws Exception;
    }

    private LoadDataset(String[] args) {
        corpus =
                SplitCorpus.read(
                        Corpora.read(args[0], CorpusOptions.DEFAULT), SEED, THREADS, done -> {});
        size = Integer.parseInt(args[1]);
        batchSize = Integer.parseInt(args[2]);
        folder = Path.of(args[3]);
        epochs = Integer.parseInt(args[4]);
    }

    public static void main(String[] args) throws Exception {
        LoadDataset load = new LoadDataset(args);
        Augmentation altered = Augmentation.read("helsinki");
        load.compare("kept pixels", Augmentation.NONE, true, LoadDataset::look);
        load.compare("kept pixels, a convolution", Augmentation.NONE, true, LoadDataset::convolve);
        load.compare("kept pixels, altered", altered, true, LoadDataset::look);
        load.compare("decoded anew", Augmentation.NONE, false, LoadDataset::look);
    }

    private void compare(
            String name, Augmentation augmentation, boolean kept, Consumer<NDArray> use)
            throws Exception {
        try (NDManager manager = NDManager.newBaseManager();
                BatchLoader loader = new BatchLoader(THREADS)) {
            InputRows rows = kept ? rows(augmentation) : null;
            Way compare =
                    epoch ->
                            loader.read(
                                    batches(epoch),
                                    3 * size * size,
                                    kept
                                            ? (item, row) -> rows.source().read(item, epoch, row)
                                            : (item, row) -> row.put(decoded(item)),
                                    (items, bytes) -> {
                                        try (NDManager batch = manager.newSubManager()) {
                                            Shape shape = new Shape(items.length, size, size, 3);
                                            use.accept(batch.create(bytes, shape, DataType.UINT8));
                                            targets(batch, items);
                                        }
                                    });
            TagDatasetBuilder builder =
                    TagDataset.builder()
                            .setCorpus(corpus)
                            .optImageSize(size)
                            .optSeed(SEED)
                            .optAugmentation(augmentation)
                            .optPixelFolder(folder)
                            .setSampling(batchSize, true);
            TagDataset dataset = (kept ? builder : builder.optWithoutPixelFolder()).build();
            dataset.prepare();
            Way library =
                    epoch -> {
                        dataset.setEpoch(epoch);
                        for (Batch batch : dataset.getData(manager)) {
                            use.accept(batch.getData().head());
                            batch.close();
                        }
                    };
            report(name, compare, library);
        }
    }

    private InputRows rows(Augmentation augmentation) throws Exception {
        int[] train = corpus.rows().get(Part.TRAIN);
        InputRows pixels =
                InputRows.ofPixels(
                        PixelFile.of(
                                corpus.scanned(),
                                EvaluationTransform.square(size),
                                folder,
                                THREADS,
                                n -> {}),
                        size,
                        train);
        List<String> ids = corpus.images(Part.TRAIN).stream().map(image -> image.id()).toList();
        return augmentation.transforms().isEmpty()
                ? pixels
                : pixels.augmented(augmentation, SEED, 0, ids);
    }

    private byte[] decoded(int item) throws IOException {
        return corpus.image(Part.TRAIN, item)
                .source()
                .draw(EvaluationTransform.square(size))
                .pixels();
    }

    private List<int[]> batches(int epoch) {
        int examples = corpus.rows().get(Part.TRAIN).length;
        return ExampleOrder.batches(ExampleOrder.shuffled(examples, SEED, epoch), batchSize);
    }

    private void targets(NDManager manager, int[] items) {
        int labels = corpus.labels().size();
        float[] values = new float[items.length * labels];
        for (int i = 0; i < items.length; i++) {
            boolean[] truth = corpus.targets().get(Part.TRAIN)[items[i]];
            for (int label = 0; label < labels; label++) {
                values[i * labels + label] = truth[label] ? 1 : 0;
            }
        }
        manager.create(values, new Shape(items.length, labels));
    }

    private static void look(NDArray pixels) {
        if (pixels.get(0, 0, 0, 0).toByteArray().length != 1) {
            throw new IllegalStateException("One number is one byte");
        }
    }

    /** Does what one small layer would: 8 maps of half the size. */
    private static void convolve(NDArray pixels) {
        NDManager manager = pixels.getManager();
        NDArray weights = manager.ones(new Shape(8, 3, 3, 3));
        NDArray input = pixels.transpose(0, 3, 1, 2).toType(DataType.FLOAT32, false);
        Conv2d.conv2d(input, weights, null, new Shape(2, 2), new Shape(1, 1))
                .head()
                .sum()
                .getFloat();
    }

    private void report(String name, Way compare, Way library) throws Exception {
        OperatingSystemMXBean system =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double[] seconds = new double[2];
        double[] busy = new double[2];
        for (int epoch = 1; epoch <= epochs + 1; epoch++) {
            for (int way = 0; way < 2; way++) {
                long cpu = system.getProcessCpuTime();
                long start = System.nanoTime();
                (way == 0 ? compare : library).epoch(epoch);
                // The first warms both up.
                seconds[way] += epoch == 1 ? 0 : (System.nanoTime() - start) / 1e9;
                busy[way] += epoch == 1 ? 0 : (system.getProcessCpuTime() - cpu) / 1e9;
            }
        }
        double images = (double) corpus.rows().get(Part.TRAIN).length * epochs;
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%s: compare %.0f images/s, dataset %.0f images/s, %.3f of it;"
                                + " processor time %.0f and %.0f us an image",
                        name,
                        images / seconds[0],
                        images / seconds[1],
                        seconds[0] / seconds[1],
                        1e6 * busy[0] / images,
                        1e6 * busy[1] / images));
    }
}

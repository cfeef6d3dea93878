package org.tagzoo.datasets.dataset;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.training.dataset.Sampler;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Pipeline;
import ai.djl.translate.TranslateException;
import ai.djl.util.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.RowBatches;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.split.SplitCorpus;

/**
 * A part of a corpus as a DJL dataset: images as bytes, {@code [N, H, W, 3]} unsigned, red, green,
 * blue, and their labels in a {@link TargetForm}. Images and values are those that {@code compare}
 * trains on with the same seed: the same split, the same order in each epoch, the same batches, the
 * same augmentation. Where the corpus has unknown targets, labels have a second array of the
 * targets' shape, 1 where they are known, else 0; the losses and evaluators of TagZoo take both.
 *
 * <pre>{@code
 * SplitCorpus corpus = SplitCorpus.read(Corpora.read("mirflickr:photos", CorpusOptions.DEFAULT), 1, 2, done -> {});
 * TagDataset train = TagDataset.builder()
 *         .setCorpus(corpus)
 *         .optUsage(Dataset.Usage.TRAIN)
 *         .optImageSize(224)
 *         .setSampling(32, true)
 *         .build();
 * train.prepare(new ProgressBar());
 * for (Batch batch : train.getData(manager)) {
 *     ...
 *     batch.close();
 * }
 * }</pre>
 *
 * <p>DJL's own blocks take floats {@code [N, 3, H, W]}: {@code addTransform(new ToTensor())}.
 * Transforms see one image {@code [H, W, 3]} at a time, target transforms the labels of a batch, as
 * in every dataset of DJL.
 *
 * <p>Each call of {@code getData} is an epoch, counted from 1. {@link #get} gives an image as in
 * the epoch of the latest call. Batches are decoded ahead by threads of the dataset's own, or by
 * the executor that {@code getData} is given; transforms run in the thread that asks for batches.
 * An iteration may be left at any time. Batches that are not closed are closed at its end.
 */
public final class TagDataset extends RandomAccessDataset {

    private final Corpus corpus;
    private final SplitCorpus split;
    private final DatasetImages.Settings settings;
    private final ExecutorService workers;
    private DatasetImages images;
    private int epoch = 1;
    private boolean epochBegun;

    TagDataset(TagDatasetBuilder builder, DatasetImages.Settings settings) {
        super(builder);
        this.corpus = builder.corpus;
        this.split = builder.split;
        this.settings = settings;
        this.workers = BatchLoader.workers(settings.threads());
    }

    /** Some images of another dataset. */
    private TagDataset(TagDataset whole, int[] items) {
        super(new TagDatasetBuilder().setSampling(whole.sampler));
        dataBatchifier = whole.dataBatchifier;
        labelBatchifier = whole.labelBatchifier;
        pipeline = whole.pipeline;
        targetPipeline = whole.targetPipeline;
        prefetchNumber = whole.prefetchNumber;
        device = whole.device;
        corpus = whole.corpus;
        split = whole.split;
        settings = whole.settings;
        workers = whole.workers;
        images = whole.images().subset(items);
    }

    /** Returns a builder, which needs a corpus and {@code setSampling}. */
    public static TagDatasetBuilder builder() {
        return new TagDatasetBuilder();
    }

    /**
     * Scans and splits the corpus, unless it came split, and decodes all its images into the pixel
     * folder, unless they are there. Does nothing the second time; {@code getData} calls it too.
     *
     * @param progress may be {@code null}
     * @throws org.tagzoo.datasets.corpus.CorpusException if no image can be decoded, or the corpus
     *     is too small to split
     * @throws IOException if the file of pixels can't be written
     */
    @Override
    public synchronized void prepare(Progress progress) throws IOException {
        if (images != null) {
            return;
        }
        SplitCorpus prepared = split;
        if (prepared == null) {
            IntConsumer scanned = begin(progress, "Scanning images", corpus.images().size());
            prepared =
                    SplitCorpus.read(
                            corpus, settings.seed(), settings.threads(), done -> scanned.accept(1));
        }
        images =
                DatasetImages.of(
                        prepared,
                        settings,
                        begin(
                                settings.pixelFolder().isPresent() ? progress : null,
                                "Decoding images",
                                prepared.images().size()));
        if (progress != null) {
            progress.end();
        }
    }

    private static IntConsumer begin(Progress progress, String task, int steps) {
        if (progress == null) {
            return done -> {};
        }
        progress.reset(task, steps);
        progress.start(0);
        return progress::increment;
    }

    private DatasetImages images() {
        if (images == null) {
            throw new IllegalStateException("The dataset is not ready: call prepare() first");
        }
        return images;
    }

    /**
     * Returns the corpus with its split, its labels and the targets of each part.
     *
     * @throws IllegalStateException before {@link #prepare}
     */
    public SplitCorpus corpus() {
        return images().corpus();
    }

    long seed() {
        return settings.seed();
    }

    /** Returns the epoch of the latest {@code getData}, 1 before the first. */
    public int epoch() {
        return epoch;
    }

    /**
     * Sets the epoch of the next {@code getData}, as for training that goes on after epochs that an
     * earlier process has trained.
     *
     * @param value from 1
     */
    public void setEpoch(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Epochs are counted from 1; got " + value);
        }
        epoch = value;
        epochBegun = false;
    }

    @Override
    protected long availableSize() {
        return images().rows().length;
    }

    /**
     * Returns an image as bytes {@code [H, W, 3]} and its labels, {@code [L]} or a single index,
     * and which are known where some are not, before any transform. Safe for several threads.
     *
     * @param index from 0 to the size - 1
     */
    @Override
    public Record get(NDManager manager, long index) throws IOException {
        int[] item = {Math.toIntExact(Objects.checkIndex(index, size()))};
        ByteBuffer row = ByteBuffer.allocateDirect(images.rowBytes());
        images.fill(item[0], epoch, row);
        try (NDManager work = manager.newSubManager()) {
            NDList data = new NDList(images.pixels(work, 1, row.rewind()).get(0));
            NDList labels = row(images.labels(work, item), 0);
            data.attach(manager);
            labels.attach(manager);
            return new Record(data, labels);
        }
    }

    /**
     * Begins the next epoch.
     *
     * @param executor decodes images; {@code null} for the dataset's own threads
     * @return may be gone through once; asking it for a batch throws {@link UncheckedIOException}
     *     if an image can't be decoded any more
     */
    @Override
    public Iterable<Batch> getData(NDManager manager, Sampler sampler, ExecutorService executor)
            throws IOException, TranslateException {
        prepare();
        epoch += epochBegun ? 1 : 0;
        epochBegun = true;
        int current = epoch;
        Iterator<List<Long>> order = sampler.sample(this);
        // Of the sampler's batches one is taken at a time, as they are asked for.
        Iterator<int[]> items =
                Stream.iterate(order, Iterator::hasNext, same -> same)
                        .map(Iterator::next)
                        .map(batch -> batch.stream().mapToInt(Math::toIntExact).toArray())
                        .iterator();
        RowBatches rows =
                new RowBatches(
                        executor == null ? workers : executor,
                        prefetchNumber,
                        items,
                        images.rowBytes(),
                        (item, row) -> images.fill(item, current, row));
        EpochBatches batches = new EpochBatches(manager.newSubManager(), rows, this::batch);
        return () -> batches;
    }

    /** Returns a batch under a manager of its own. */
    private Batch batch(NDManager epochManager, RowBatches.Batch rows, long progress) {
        int[] items = rows.items();
        NDManager manager =
                device == null ? epochManager.newSubManager() : epochManager.newSubManager(device);
        // Closed with what transforms leave behind, once the batch has its arrays.
        try (NDManager work = manager.newSubManager()) {
            NDList data =
                    batchify(
                            new NDList(images.pixels(work, items.length, rows.rows())),
                            pipeline,
                            dataBatchifier);
            NDList labels = batchify(images.labels(work, items), null, labelBatchifier);
            return new Batch(
                    manager,
                    data,
                    targetPipeline == null ? labels : targetPipeline.transform(labels),
                    items.length,
                    dataBatchifier,
                    labelBatchifier,
                    progress,
                    size(),
                    Arrays.stream(items).asLongStream().boxed().toList());
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static NDList row(NDList records, int index) {
        NDList row = new NDList();
        records.forEach(array -> row.add(array.get(index)));
        return row;
    }

    private static NDList batchify(NDList records, Pipeline each, Batchifier batchifier) {
        if (each == null && batchifier == Batchifier.STACK) {
            return records;
        }
        NDList[] transformed = new NDList[(int) records.head().size(0)];
        for (int i = 0; i < transformed.length; i++) {
            NDList record = row(records, i);
            transformed[i] = each == null ? record : each.transform(record);
        }
        return batchifier.batchify(transformed);
    }

    @Override
    protected RandomAccessDataset newSubDataset(int[] indices, int from, int to) {
        return new TagDataset(this, Arrays.copyOfRange(indices, from, to));
    }

    @Override
    protected RandomAccessDataset newSubDataset(List<Long> indices) {
        return new TagDataset(this, indices.stream().mapToInt(Math::toIntExact).toArray());
    }
}

package org.tagzoo.datasets.dataset;

import ai.djl.training.dataset.Dataset;
import ai.djl.training.dataset.RandomAccessDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tagzoo.datasets.batch.PixelCache;
import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.corpus.Corpora;
import org.tagzoo.datasets.corpus.Corpus;
import org.tagzoo.datasets.corpus.CorpusOptions;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.label.LabelSet;
import org.tagzoo.datasets.split.SplitCorpus;
import org.tagzoo.datasets.transform.Augmentation;

/**
 * Collects the settings of a {@link TagDataset}. A corpus and {@code setSampling} are needed. Those
 * of DJL's own builder act as in DJL, but that {@code setSampling(batchSize, true)} shuffles by
 * seed and epoch, and never leaves a single image over; {@code optLimit} takes the first images of
 * the part, {@code optDevice} makes batches on that device.
 */
public final class TagDatasetBuilder extends RandomAccessDataset.BaseBuilder<TagDatasetBuilder> {

    Corpus corpus;
    SplitCorpus split;
    private Dataset.Usage usage = Dataset.Usage.TRAIN;
    private ImageSize imageSize = ImageSize.square(224);
    private Decoding decoding = Decoding.WHOLE;
    private Resize resize = Resize.STRETCH;
    private Augmentation augmentation = Augmentation.NONE;
    private long seed = 1;
    private TargetForm form = TargetForm.MULTI_HOT;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Optional<Path> pixelFolder = Optional.of(PixelCache.standardFolder());

    TagDatasetBuilder() {}

    /** Returns a builder of a corpus as {@link Corpora#read} finds it, with no options or one. */
    static TagDatasetBuilder of(String corpus, CorpusOptions... options) {
        Check.within("the number of options of a corpus", options.length, 0, 1);
        return new TagDatasetBuilder()
                .setCorpus(
                        Corpora.read(
                                corpus, options.length == 0 ? CorpusOptions.DEFAULT : options[0]));
    }

    /** Sets the corpus, which {@link TagDataset#prepare} scans and splits by the seed. */
    public TagDatasetBuilder setCorpus(Corpus value) {
        corpus = value;
        split = null;
        return this;
    }

    /** Sets a corpus that is scanned and split already, for several datasets of one corpus. */
    public TagDatasetBuilder setCorpus(SplitCorpus value) {
        split = value;
        corpus = value.scanned().corpus();
        return this;
    }

    /**
     * Sets the batches of an epoch.
     *
     * @param batchSize at least 1
     * @param random whether each epoch has an order of its own, which hangs on the seed and the
     *     epoch alone; else the order of the corpus
     * @param dropLast whether images beyond the last full batch are left out; else they are a
     *     smaller batch
     */
    @Override
    public TagDatasetBuilder setSampling(int batchSize, boolean random, boolean dropLast) {
        return setSampling(new EpochSampler(batchSize, random, dropLast));
    }

    /** Sets the part of the split; train by default. */
    public TagDatasetBuilder optUsage(Dataset.Usage value) {
        usage = value;
        return this;
    }

    /** Sets the side of the square that images become, in pixels; 224 by default. */
    public TagDatasetBuilder optImageSize(int value) {
        return optImageSize(ImageSize.square(value));
    }

    /** Sets the size that images become, height x width. */
    public TagDatasetBuilder optImageSize(ImageSize value) {
        imageSize = value;
        return this;
    }

    /** Sets how much of an image file is decoded; the whole by default. */
    public TagDatasetBuilder optDecoding(Decoding value) {
        decoding = value;
        return this;
    }

    /** Sets how images become a square; by default they are stretched. */
    public TagDatasetBuilder optResize(Resize value) {
        resize = value;
        return this;
    }

    /** Sets what images go through, anew in each epoch, where the usage is train; else unused. */
    public TagDatasetBuilder optAugmentation(Augmentation value) {
        augmentation = value;
        return this;
    }

    /** Sets the seed of split, order and augmentation; 1 by default, as in {@code compare}. */
    public TagDatasetBuilder optSeed(long value) {
        seed = value;
        return this;
    }

    /** Sets the form of the labels; multi-hot by default. */
    public TagDatasetBuilder optTargetForm(TargetForm value) {
        form = value;
        return this;
    }

    /** Sets how many threads scan and decode, at least 1; the processors by default. */
    public TagDatasetBuilder optThreads(int value) {
        threads = value;
        return this;
    }

    /**
     * Sets where the corpus's decoded images are kept, in the same files as those of {@code
     * compare}: width x height x 3 bytes an image. By default where {@code compare} keeps them, in
     * the folder {@code pixels} of TagZoo's cache.
     */
    public TagDatasetBuilder optPixelFolder(Path value) {
        pixelFolder = Optional.of(value);
        return this;
    }

    /** Decodes images anew in each epoch, and writes no file. */
    public TagDatasetBuilder optWithoutPixelFolder() {
        pixelFolder = Optional.empty();
        return this;
    }

    /**
     * Returns the dataset; {@link TagDataset#prepare} makes it ready.
     *
     * @throws IllegalArgumentException if a setting is missing or out of its range, or class
     *     indices are asked for where an image has not one label
     */
    public TagDataset build() {
        require(corpus != null, "A dataset needs a corpus: call setCorpus(corpus)");
        require(sampler != null, "A dataset needs setSampling(batchSize, random)");
        if (sampler instanceof EpochSampler epochs) {
            Check.atLeast("batchSize", epochs.batchSize(), 1);
        }
        Check.atLeast("imageSize", imageSize.shorterSide(), 1);
        Check.atLeast("threads", threads, 1);
        Check.atLeast("limit", limit, 1);
        Check.atLeast("prefetchNumber", prefetchNumber, 0);
        if (form == TargetForm.CLASS_INDEX) {
            corpus.images().forEach(image -> requireOneLabel(image, corpus.labels()));
        }
        return new TagDataset(
                this,
                new DatasetImages.Settings(
                        usage,
                        EvaluationTransform.of(imageSize, resize, decoding),
                        augmentation,
                        seed,
                        form,
                        threads,
                        pixelFolder));
    }

    private static void requireOneLabel(TaggedImage image, LabelSet labels) {
        List<String> names = image.labels().stream().map(labels::name).toList();
        require(
                image.unknown().isEmpty(),
                "Class indices need one label an image, but of '%s' some labels are unknown: use TargetForm.MULTI_HOT"
                        .formatted(image.id()));
        require(
                names.size() == 1,
                "Class indices need one label an image, but '%s' has %d %s: use TargetForm.MULTI_HOT"
                        .formatted(image.id(), names.size(), names));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    @Override
    protected TagDatasetBuilder self() {
        return this;
    }
}

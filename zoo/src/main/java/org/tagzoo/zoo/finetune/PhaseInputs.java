package org.tagzoo.zoo.finetune;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.batch.PixelCache;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.corpus.UnlabelledImages;
import org.tagzoo.datasets.label.Unknown;
import org.tagzoo.datasets.split.Part;
import org.tagzoo.zoo.network.Dims;
import org.tagzoo.zoo.training.ExampleBoxes;
import org.tagzoo.zoo.training.Examples;
import org.tagzoo.zoo.training.InputRows;

/** What the images of a fine-tuning are as inputs: pixels, or what frozen stages make of them. */
final class PhaseInputs {

    private static final String UNLABELLED = "unlabelled ";

    private final FineTuning tuning;
    private double seconds;

    PhaseInputs(FineTuning tuning) {
        this.tuning = tuning;
    }

    /** Returns how long it took to compute the features that were asked for. */
    double seconds() {
        return seconds;
    }

    /**
     * Returns the images, those of the training part altered where settings ask for it.
     *
     * @param epochsBefore epochs of earlier phases
     */
    Map<Part, Examples> pixels(int epochsBefore) throws IOException {
        CachedRows file = pixelFile();
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            int[] order = tuning.data.rows().get(part);
            InputRows rows = InputRows.ofPixels(file, tuning.images.size(), order);
            boolean isTrain = part == Part.TRAIN;
            List<TaggedImage> images = tuning.data.images(part);
            InputRows taken = isTrain ? altered(rows, images, epochsBefore) : rows;
            examples.put(part, examples(part, taken, 0, epochsBefore));
        }
        return examples;
    }

    /** Returns the images without labels, altered as those of the training part. */
    Examples unlabelledPixels(int epochsBefore) throws IOException {
        List<TaggedImage> images = tuning.unlabelled.images();
        CachedRows file = pixelFile(images, tuning.unlabelled.contents());
        InputRows rows = InputRows.ofPixels(file, tuning.images.size(), all(images));
        return unlabelled(altered(rows, images, epochsBefore));
    }

    private InputRows altered(InputRows rows, List<TaggedImage> images, int epochsBefore) {
        List<String> ids = images.stream().map(TaggedImage::id).toList();
        return tuning.images.augmented()
                ? rows.augmented(tuning.images.augmentation(), tuning.seed, epochsBefore, ids)
                : rows;
    }

    /** Returns the pixels of all images with labels, decoded once and kept. */
    CachedRows pixelFile() throws IOException {
        return pixelFile(tuning.data.images(), tuning.data.scanned().contents());
    }

    private CachedRows pixelFile(List<TaggedImage> images, List<String> contents)
            throws IOException {
        return tuning.shown(
                "images",
                images.size(),
                "images",
                done ->
                        PixelCache.of(
                                new ImageRows(images, tuning.images.transform()),
                                contents,
                                tuning.compute.cache().resolve("pixels"),
                                tuning.compute.threads(),
                                done,
                                tuning.log));
    }

    /**
     * Returns the features of each part.
     *
     * @param plain of all images with labels
     * @param dims of one
     */
    Map<Part, Examples> features(FrozenStages frozen, CachedRows plain, Dims dims)
            throws IOException {
        seconds += plain.seconds();
        Map<Part, Examples> examples = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            int[] order = tuning.data.rows().get(part);
            InputRows rows = features(plain, dims, order);
            if (part == Part.TRAIN && tuning.images.augmented()) {
                List<String> contents = tuning.data.scanned().contents();
                rows =
                        withViews(
                                rows,
                                dims,
                                frozen,
                                pixels(0).get(part).inputs(),
                                "",
                                tuning.data.images(part),
                                IntStream.of(order).mapToObj(contents::get).toList());
            }
            examples.put(part, examples(part, rows, tuning.images.views(), 0));
        }
        return examples;
    }

    /** Returns the features of the images without labels. */
    Examples unlabelledFeatures(FrozenStages frozen, Dims dims) throws IOException {
        UnlabelledImages some = tuning.unlabelled;
        CachedRows plain = frozen.plain(UNLABELLED, some.images(), some.contents());
        seconds += plain.seconds();
        InputRows rows = features(plain, dims, all(some.images()));
        return unlabelled(
                tuning.images.augmented()
                        ? withViews(
                                rows,
                                dims,
                                frozen,
                                unlabelledPixels(0).inputs(),
                                UNLABELLED,
                                some.images(),
                                some.contents())
                        : rows);
    }

    private InputRows withViews(
            InputRows rows,
            Dims dims,
            FrozenStages frozen,
            InputRows altered,
            String which,
            List<TaggedImage> images,
            List<String> contents)
            throws IOException {
        List<InputRows> views = new ArrayList<>();
        for (int view = 1; view <= tuning.images.views(); view++) {
            CachedRows file = frozen.view(view, altered, which, images, contents);
            seconds += file.seconds();
            views.add(features(file, dims, all(images)));
        }
        return rows.withViews(views);
    }

    private static InputRows features(CachedRows file, Dims dims, int[] rows) {
        Shape shape =
                dims.isMap()
                        ? new Shape(dims.height(), dims.width(), dims.channels())
                        : new Shape(dims.sizes().stream().mapToLong(Integer::longValue).toArray());
        return InputRows.of(file, shape, DataType.FLOAT32, rows);
    }

    private static int[] all(List<TaggedImage> images) {
        return IntStream.range(0, images.size()).toArray();
    }

    private Examples examples(Part part, InputRows rows, int views, int epochsBefore) {
        Examples examples =
                new Examples(
                        rows,
                        tuning.side(tuning.data.images(part)),
                        tuning.data.targets().get(part),
                        tuning.data.unknown().get(part),
                        tuning.task.targetForm());
        return tuning.task.outputsBeside() == 0
                ? examples
                : examples.with(boxes(part, views, epochsBefore));
    }

    /** Returns where the objects of a part are before images are altered. */
    ObjectBoxes objects(Part part) {
        return ObjectBoxes.of(
                tuning.data.images(part), tuning.data.scanned(), tuning.images.transform());
    }

    private ExampleBoxes boxes(Part part, int views, int epochsBefore) {
        ObjectBoxes objects = objects(part);
        if (part != Part.TRAIN) {
            return objects.plain();
        }
        ObjectBoxes own = tuning.shufflesBoxes ? objects.shuffled(tuning.seed) : objects;
        return own.augmented(tuning.images, views, epochsBefore, tuning.seed);
    }

    private Examples unlabelled(InputRows rows) {
        List<TaggedImage> images = tuning.unlabelled.images();
        return new Examples(
                rows,
                tuning.side(images),
                new boolean[images.size()][tuning.data.labels().size()],
                Unknown.NONE,
                tuning.task.targetForm());
    }
}

package org.tagzoo.zoo.finetune;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tagzoo.datasets.corpus.Box;
import org.tagzoo.datasets.corpus.ScannedCorpus;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.FileFacts;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.random.SeedSequence;
import org.tagzoo.datasets.transform.Augmentation;
import org.tagzoo.zoo.score.ScoredBox;
import org.tagzoo.zoo.training.ExampleBoxes;
import org.tagzoo.zoo.training.InputRows;

/**
 * Where the one object of each image is in what a network gets of it.
 *
 * @param boxes in pixels of the network's input; {@link PixelBox#NONE} for an image without object,
 *     and where the resize leaves under {@link Augmentation#LEAST_SEEN} of it
 */
record ObjectBoxes(List<TaggedImage> images, List<PixelBox> boxes) {

    /**
     * Finds them.
     *
     * @param images of a corpus, with one box at most
     */
    static ObjectBoxes of(
            List<TaggedImage> images, ScannedCorpus corpus, EvaluationTransform transform) {
        List<PixelBox> boxes =
                images.stream()
                        .map(
                                image ->
                                        image.boxes().isEmpty()
                                                ? PixelBox.NONE
                                                : placed(
                                                        image.boxes().get(0),
                                                        corpus.facts().get(image.id()),
                                                        transform))
                        .toList();
        return new ObjectBoxes(images, boxes);
    }

    private static PixelBox placed(Box box, FileFacts file, EvaluationTransform to) {
        PixelBox whole =
                to.placement(file.width(), file.height()).to(box.in(file.width(), file.height()));
        PixelBox seen = whole.within(to.width(), to.height());
        return seen.area() < Augmentation.LEAST_SEEN * whole.area() ? PixelBox.NONE : seen;
    }

    /**
     * Returns the same images with each other's boxes, as a control that must learn nothing; images
     * without an object stay without.
     */
    ObjectBoxes shuffled(long seed) {
        List<PixelBox> mixed = new ArrayList<>(boxes);
        mixed.removeIf(PixelBox::isEmpty);
        Collections.shuffle(mixed, new Random(SeedSequence.derive(seed, "shuffled boxes")));
        List<PixelBox> all = new ArrayList<>();
        int next = 0;
        for (PixelBox box : boxes) {
            all.add(box.isEmpty() ? PixelBox.NONE : mixed.get(next++));
        }
        return new ObjectBoxes(images, all);
    }

    /** Returns the mean of height, width, x and y over the images that have an object. */
    float[] mean() {
        return ScoredBox.mean(boxes).numbers();
    }

    /**
     * Returns the standard deviation of each number over the images that have an object, at least 1
     * pixel.
     */
    float[] deviation() {
        float[] mean = mean();
        float[] deviation = new float[mean.length];
        for (int i = 0; i < deviation.length; i++) {
            int number = i;
            double variance =
                    boxes.stream()
                            .filter(box -> !box.isEmpty())
                            .mapToDouble(box -> Math.pow(box.numbers()[number] - mean[number], 2))
                            .average()
                            .orElse(0);
            deviation[i] = (float) Math.max(1, Math.sqrt(variance));
        }
        return deviation;
    }

    /** Returns them for images that are never altered. */
    ExampleBoxes plain() {
        return (example, epoch) -> boxes.get(example);
    }

    /**
     * Returns them for images that are altered by an epoch's view.
     *
     * @param views how many are kept and taken in turn; 0: each epoch has its own
     * @param epochsBefore of earlier phases, where each epoch has its own
     */
    ExampleBoxes augmented(ImageSettings settings, int views, int epochsBefore, long seed) {
        ImageSize size = settings.size();
        return (example, epoch) -> {
            if (epoch == InputRows.NO_EPOCH || boxes.get(example).isEmpty()) {
                return boxes.get(example);
            }
            int view = views > 0 ? (epoch - 1) % views + 1 : epochsBefore + epoch;
            String id = images.get(example).id();
            return settings.augmentation().move(boxes.get(example), size, seed, view, id);
        };
    }
}

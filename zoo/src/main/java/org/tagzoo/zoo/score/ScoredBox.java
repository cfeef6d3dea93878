package org.tagzoo.zoo.score;

import java.util.List;
import org.tagzoo.datasets.image.PixelBox;

/**
 * Where a network puts an image's object, and where it is, in pixels of the network's input.
 *
 * @param predicted height and width may be below 0
 * @param truth {@link PixelBox#NONE} where there is no object
 */
public record ScoredBox(PixelBox predicted, PixelBox truth) {

    /**
     * Returns the mean intersection over union of the images that have an object, 0 to 1; 0 if none
     * has.
     */
    public static double meanOverlap(List<ScoredBox> boxes) {
        return boxes.stream()
                .filter(box -> !box.truth.isEmpty())
                .mapToDouble(ScoredBox::overlap)
                .average()
                .orElse(0);
    }

    /**
     * Returns what a rule that looks at no image predicts: for each, the mean box of the training
     * images.
     */
    public static List<ScoredBox> ofMean(List<ScoredBox> train, List<ScoredBox> test) {
        PixelBox rule = mean(train.stream().map(ScoredBox::truth).toList());
        return test.stream().map(box -> new ScoredBox(rule, box.truth)).toList();
    }

    /** Returns the mean of those boxes that are no {@link PixelBox#NONE}, number by number. */
    public static PixelBox mean(List<PixelBox> boxes) {
        List<PixelBox> objects = boxes.stream().filter(box -> !box.isEmpty()).toList();
        float[] mean = new float[PixelBox.SIDES];
        for (PixelBox object : objects) {
            float[] numbers = object.numbers();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += numbers[i] / objects.size();
            }
        }
        return PixelBox.of(mean);
    }

    /** Returns intersection over union, 0 to 1. */
    public double overlap() {
        return predicted.overlap(truth);
    }
}

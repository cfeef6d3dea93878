package org.tagzoo.datasets.statistics;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.label.LabelSet;

/**
 * What is counted of the labels of some images. What a training is fitted to comes from the images
 * of its training part alone.
 */
public final class LabelStatistics {

    private final LabelSet labels;
    private final int images;
    private final int[] positives;
    private final int[] known;

    /**
     * Counts.
     *
     * @param images the images, those without labels included
     * @param labels the labels of their corpus, {@code L} of them
     * @throws IllegalArgumentException if an image has a label that is none of these
     */
    public LabelStatistics(Collection<TaggedImage> images, LabelSet labels) {
        this.labels = labels;
        this.images = images.size();
        positives = new int[labels.size()];
        known = new int[labels.size()];
        Arrays.fill(known, this.images);
        for (TaggedImage image : images) {
            for (int label : image.labels()) {
                if (label < 0 || label >= positives.length) {
                    throw new IllegalArgumentException(
                            "Image '%s' has label %d, of %d labels (counted from 0)"
                                    .formatted(image.id(), label, positives.length));
                }
                positives[label]++;
            }
            image.unknown().forEach(label -> known[label]--);
        }
    }

    /** Returns the labels. */
    public LabelSet labels() {
        return labels;
    }

    /** Returns {@code N}, the number of images. */
    public int images() {
        return images;
    }

    /** Returns how many images have each label, {@code [L]}. */
    public int[] positives() {
        return positives.clone();
    }

    /** Returns of how many images each label is known, {@code [L]}. */
    public int[] known() {
        return known.clone();
    }

    /** Returns the share of the images of which a label is known that have it, {@code [L]}. */
    public double[] frequencies() {
        return IntStream.range(0, positives.length)
                .mapToDouble(l -> known[l] == 0 ? 0 : (double) positives[l] / known[l])
                .toArray();
    }

    /**
     * Returns what a positive of each label counts in the loss: negatives / positives, {@code [L]},
     * above 0 and without an upper bound, so that both sides of a label weigh the same.
     *
     * <p>A label that no image has, or every image of which it is known, has only one side: its
     * weight is 1.
     */
    public double[] posWeight() {
        double[] weights = new double[positives.length];
        for (int label = 0; label < positives.length; label++) {
            int negatives = known[label] - positives[label];
            boolean bothSides = positives[label] > 0 && negatives > 0;
            weights[label] = bothSides ? (double) negatives / positives[label] : 1;
        }
        return weights;
    }
}

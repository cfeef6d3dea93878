package org.tagzoo.zoo.finetune;

import org.tagzoo.datasets.check.Check;
import org.tagzoo.datasets.image.Decoding;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.Resize;
import org.tagzoo.datasets.transform.Augmentation;

/**
 * How a network gets images.
 *
 * @param size that they become
 * @param decoding of their files
 * @param resize how they become that size
 * @param augmentation what training images go through
 * @param views how many augmented views of each training image are kept where the stages that see
 *     images are frozen; 0: images are augmented anew in each epoch
 */
public record ImageSettings(
        ImageSize size, Decoding decoding, Resize resize, Augmentation augmentation, int views) {

    public ImageSettings {
        Check.atLeast("size", size.shorterSide(), 1);
        Check.atLeast("views", views, 0);
    }

    /** Returns square images, decoded whole, without augmentation. */
    public static ImageSettings of(int size) {
        return of(ImageSize.square(size));
    }

    /** Returns images of a size, decoded whole, without augmentation. */
    public static ImageSettings of(ImageSize size) {
        return new ImageSettings(size, Decoding.WHOLE, Resize.STRETCH, Augmentation.NONE, 0);
    }

    /** Returns what becomes of an image's file before it is augmented. */
    public EvaluationTransform transform() {
        return EvaluationTransform.of(size, resize, decoding);
    }

    /** Returns whether training images differ from those that a network is evaluated on. */
    public boolean augmented() {
        return !augmentation.transforms().isEmpty();
    }
}

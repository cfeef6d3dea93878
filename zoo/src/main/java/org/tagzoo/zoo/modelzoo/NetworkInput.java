package org.tagzoo.zoo.modelzoo;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Brings images to what a network takes.
 *
 * @param transform resize and crop of the network's weights
 */
record NetworkInput(EvaluationTransform transform) {

    /**
     * Resizes and crops an image.
     *
     * @param manager owns the result
     * @return unsigned bytes {@code [H, W, 3]}
     */
    NDList of(Image image, NDManager manager) {
        RgbImage seen = transform.apply(ImagePixels.of(image, manager));
        Shape shape = new Shape(seen.height(), seen.width(), 3);
        return new NDList(manager.create(ByteBuffer.wrap(seen.pixels()), shape, DataType.UINT8));
    }
}

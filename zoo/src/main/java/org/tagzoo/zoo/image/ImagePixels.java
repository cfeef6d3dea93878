package org.tagzoo.zoo.image;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import org.tagzoo.datasets.image.RgbImage;

/** The pixels of DJL's images, whichever factory they come from. */
public final class ImagePixels {

    private ImagePixels() {}

    /**
     * Returns an image's pixels, transparency over white where the image tells of it.
     *
     * @param manager used for images that are not Java's own; nothing stays in it
     */
    public static RgbImage of(Image image, NDManager manager) {
        if (image.getWrappedImage() instanceof BufferedImage buffered) {
            return BufferedPixels.of(buffered);
        }
        try (NDArray array = image.toNDArray(manager, Image.Flag.COLOR)) {
            Shape shape = array.getShape();
            if (array.getDataType() != DataType.UINT8
                    || shape.dimension() != 3
                    || shape.get(2) != 3) {
                throw new IllegalArgumentException(
                        "An image's array must be uint8 of (height, width, 3), is %s of %s"
                                .formatted(array.getDataType(), shape));
            }
            return new RgbImage(
                    Math.toIntExact(shape.get(1)),
                    Math.toIntExact(shape.get(0)),
                    array.toByteArray());
        }
    }
}

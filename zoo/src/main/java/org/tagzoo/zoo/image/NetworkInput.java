package org.tagzoo.zoo.image;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Brings images to what a network takes.
 *
 * @param transform resize and crop of the network's weights
 */
public record NetworkInput(EvaluationTransform transform) {

    /**
     * Resizes and crops an image.
     *
     * @param manager owns the result
     * @return unsigned bytes {@code [H, W, 3]}
     */
    public NDList of(Image image, NDManager manager) {
        return new NDList(of(transform.apply(ImagePixels.of(image, manager)), manager));
    }

    /**
     * Returns an image of the right size as an array.
     *
     * @param seen what {@link #transform} made
     * @param manager owns the result
     * @return unsigned bytes {@code [H, W, 3]}
     */
    public NDArray of(RgbImage seen, NDManager manager) {
        return fill(manager, new Shape(transform.height(), transform.width(), 3), List.of(seen));
    }

    /**
     * Returns images of the right size as one array.
     *
     * @param seen what {@link #transform} made, at least one
     * @param manager owns the result
     * @return unsigned bytes {@code [N, H, W, 3]}
     */
    public NDArray batch(List<RgbImage> seen, NDManager manager) {
        return fill(
                manager, new Shape(seen.size(), transform.height(), transform.width(), 3), seen);
    }

    private static NDArray fill(NDManager manager, Shape shape, List<RgbImage> seen) {
        if (manager.getDevice().isGpu()) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(shape.size()));
            seen.forEach(image -> bytes.put(image.pixels()));
            return manager.create(bytes.flip(), shape, DataType.UINT8);
        }
        NDArray array = manager.create(shape, DataType.UINT8);
        // The array's own memory: nothing is left behind for the collector to free.
        ByteBuffer memory = array.toByteBuffer(true);
        seen.forEach(image -> memory.put(image.pixels()));
        return array;
    }
}

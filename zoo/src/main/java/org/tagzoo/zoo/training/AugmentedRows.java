package org.tagzoo.zoo.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.transform.Augmentation;

/**
 * Images that are altered at random, anew in each epoch; as they are when the network is judged.
 *
 * @param pixels the images, {@code [size, size, 3]}
 * @param augmentation what they go through
 * @param seed of the run
 * @param epochsBefore epochs of earlier phases, which these images were altered for already
 * @param ids of the images in their corpus, which decide what each gets
 */
public record AugmentedRows(
        InputRows pixels, Augmentation augmentation, long seed, int epochsBefore, List<String> ids)
        implements InputRows {

    public AugmentedRows {
        ids = List.copyOf(ids);
    }

    @Override
    public Shape shape() {
        return pixels.shape();
    }

    @Override
    public DataType type() {
        return pixels.type();
    }

    @Override
    public void read(int example, int epoch, ByteBuffer row) throws IOException {
        pixels.read(example, epoch, row);
        if (epoch == AS_JUDGED) {
            return;
        }
        byte[] bytes = new byte[bytes()];
        row.get(0, bytes);
        int size = (int) shape().get(0);
        RgbImage image = new RgbImage(size, size, bytes);
        row.put(
                0,
                augmentation.apply(image, seed, epochsBefore + epoch, ids.get(example)).pixels());
    }
}

package org.tagzoo.zoo.training;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.batch.ImageRows;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.transform.Augmentation;

/**
 * The inputs of examples, as bytes. Several threads ask at once.
 *
 * @param shape of one input, without the dimension of examples
 * @param type of its numbers
 * @param source writes them
 */
public record InputRows(Shape shape, DataType type, Source source) {

    /** Stands for no epoch: the input as it is when a network is evaluated. */
    public static final int NO_EPOCH = 0;

    /** Writes inputs. */
    @FunctionalInterface
    public interface Source {

        /**
         * Writes one input.
         *
         * @param example from 0
         * @param epoch from 1, for inputs that differ between epochs; {@link #NO_EPOCH} for none
         * @param row of exactly {@link #bytes} bytes
         */
        void read(int example, int epoch, ByteBuffer row) throws IOException;

        /** Returns whether inputs are only copied, which takes next to no time. */
        default boolean isCopy() {
            return false;
        }
    }

    /** Rows of a file as they are. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Copies(CachedRows file, int[] rows) implements Source {

        @Override
        public void read(int example, int epoch, ByteBuffer row) {
            row.put(0, file.row(rows[example]), 0, file.rowBytes());
        }

        @Override
        public boolean isCopy() {
            return true;
        }
    }

    /** Rows of several sources in turn. */
    private record Views(Source plain, List<Source> views) implements Source {

        @Override
        public void read(int example, int epoch, ByteBuffer row) throws IOException {
            Source view = epoch == NO_EPOCH ? plain : views.get((epoch - 1) % views.size());
            view.read(example, epoch, row);
        }

        @Override
        public boolean isCopy() {
            return plain.isCopy() && views.stream().allMatch(Source::isCopy);
        }
    }

    /**
     * Returns inputs that are rows of a file, the same in each epoch.
     *
     * @param file pixels, or what a frozen part of a network made of them
     * @param rows which row of the file each example is
     */
    public static InputRows of(CachedRows file, Shape shape, DataType type, int[] rows) {
        InputRows inputs = new InputRows(shape, type, new Copies(file, rows.clone()));
        if (inputs.bytes() != file.rowBytes()) {
            throw new IllegalArgumentException(
                    "Rows of %d bytes can't be %s of shape %s"
                            .formatted(file.rowBytes(), type, shape));
        }
        return inputs;
    }

    /**
     * Returns inputs that lie in memory, one after the other, the same in each epoch.
     *
     * @param all not copied
     */
    public static InputRows inMemory(ByteBuffer all, Shape shape, DataType type) {
        int bytes = bytes(shape, type);
        return new InputRows(
                shape,
                type,
                new Source() {
                    @Override
                    public void read(int example, int epoch, ByteBuffer row) {
                        row.put(0, all, example * bytes, bytes);
                    }

                    @Override
                    public boolean isCopy() {
                        return true;
                    }
                });
    }

    /** Returns images of a file as bytes, {@code [height, width, 3]}. */
    public static InputRows ofPixels(CachedRows file, ImageSize size, int[] rows) {
        return of(file, shape(size), DataType.UINT8, rows);
    }

    private static Shape shape(ImageSize size) {
        return new Shape(size.height(), size.width(), 3);
    }

    /** Returns images that are decoded when they are asked for, as bytes, for use once. */
    public static InputRows ofImages(ImageRows images) {
        return new InputRows(
                shape(images.transform().size()),
                DataType.UINT8,
                (example, epoch, row) -> images.fill(example, row));
    }

    /**
     * Returns these images altered at random, anew in each epoch; as they are where there is none.
     *
     * @param augmentation what they go through
     * @param seed of the run
     * @param epochsBefore epochs of earlier phases, which the images were altered for already
     * @param ids of the images in their corpus, which decide what each gets
     */
    public InputRows augmented(
            Augmentation augmentation, long seed, int epochsBefore, List<String> ids) {
        ImageSize size = new ImageSize((int) shape.get(0), (int) shape.get(1));
        return new InputRows(
                shape,
                type,
                (example, epoch, row) -> {
                    source.read(example, epoch, row);
                    if (epoch != NO_EPOCH) {
                        byte[] bytes = new byte[bytes()];
                        row.get(0, bytes);
                        RgbImage image = size.image(bytes);
                        int view = epochsBefore + epoch;
                        RgbImage altered = augmentation.apply(image, seed, view, ids.get(example));
                        row.put(0, altered.pixels());
                    }
                });
    }

    /**
     * Returns several views of these examples, taken in turn: epoch 1 reads the first, and after
     * the last comes the first again. Where there is no epoch, the examples are as they are.
     *
     * @param views of equal shape, at least 1
     */
    public InputRows withViews(List<InputRows> views) {
        if (views.isEmpty()) {
            throw new IllegalArgumentException("There must be 1 view or more");
        }
        return new InputRows(
                shape, type, new Views(source, views.stream().map(InputRows::source).toList()));
    }

    /** Returns what fills a batch with inputs, as they are in an epoch. */
    BatchLoader.RowFiller filler(int epoch) {
        return new BatchLoader.RowFiller() {
            @Override
            public void fill(int example, ByteBuffer row) throws IOException {
                source.read(example, epoch, row);
            }

            @Override
            public boolean isCopy() {
                return source.isCopy();
            }
        };
    }

    /** Returns the bytes of one input. */
    public int bytes() {
        return bytes(shape, type);
    }

    private static int bytes(Shape shape, DataType type) {
        return Math.toIntExact(Math.multiplyExact(shape.size(), (long) type.getNumOfBytes()));
    }
}

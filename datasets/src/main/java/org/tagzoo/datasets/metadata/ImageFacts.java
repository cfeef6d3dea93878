package org.tagzoo.datasets.metadata;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.ImageHeader;
import org.tagzoo.datasets.image.RgbImage;

/** Numbers that an image's file has without any network. */
public enum ImageFacts {
    /** Mean red, green and blue of the image, 0 to 255; computed at 64 x 64 pixels. */
    @JsonProperty("colour")
    COLOUR(List.of("red", "green", "blue")) {
        @Override
        void measure(TaggedImage image, ByteBuffer row) throws IOException {
            RgbImage drawn = image.source().draw(EvaluationTransform.square(SIDE));
            double[] sums = new double[3];
            for (int i = 0; i < drawn.pixels().length; i++) {
                sums[i % 3] += drawn.pixels()[i] & 0xff;
            }
            for (double sum : sums) {
                row.putDouble(sum / (SIDE * SIDE));
            }
        }
    },
    /** Width and height of the upright image in pixels, width over height, and the file's bytes. */
    @JsonProperty("image-size")
    IMAGE_SIZE(List.of("width", "height", "aspect", "bytes")) {
        @Override
        void measure(TaggedImage image, ByteBuffer row) throws IOException {
            byte[] content = image.source().content();
            ImageHeader header = ImageHeader.read(content);
            double width = header.uprightWidth();
            double height = header.uprightHeight();
            row.putDouble(width).putDouble(height).putDouble(width / height);
            row.putDouble(content.length);
        }
    };

    private static final int SIDE = 64;
    private static final int BATCH = 64;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> columns;

    ImageFacts(List<String> columns) {
        this.columns = columns;
    }

    /** Returns what each number is. */
    public List<String> columns() {
        return columns;
    }

    abstract void measure(TaggedImage image, ByteBuffer row) throws IOException;

    /**
     * Measures images.
     *
     * @param threads how many are read at once, at least 1; changes nothing but the time
     * @return {@code [N, columns]}
     * @throws IOException naming the first image that can't be read
     */
    public double[][] of(List<TaggedImage> images, int threads) throws IOException {
        double[][] values = new double[images.size()][columns.size()];
        try (BatchLoader loader = new BatchLoader(threads)) {
            loader.read(
                    BatchLoader.batches(IntStream.range(0, images.size()).toArray(), BATCH),
                    columns.size() * Double.BYTES,
                    (item, row) -> fill(images.get(item), row),
                    (items, rows) -> {
                        rows.order(ByteOrder.nativeOrder());
                        for (int item : items) {
                            for (int c = 0; c < columns.size(); c++) {
                                values[item][c] = rows.getDouble();
                            }
                        }
                    });
        }
        return values;
    }

    private void fill(TaggedImage image, ByteBuffer row) throws IOException {
        try {
            measure(image, row.order(ByteOrder.nativeOrder()));
        } catch (IOException e) {
            throw new IOException(image.source().location() + ": " + e.getMessage(), e);
        }
    }
}

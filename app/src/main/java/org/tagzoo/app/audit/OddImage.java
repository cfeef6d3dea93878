package org.tagzoo.app.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.tagzoo.datasets.batch.BatchLoader;
import org.tagzoo.datasets.corpus.TaggedImage;
import org.tagzoo.datasets.image.EvaluationTransform;
import org.tagzoo.datasets.image.RgbImage;

/**
 * An image that shows little: blank, dark, or blurred.
 *
 * @param image its row
 * @param what {@code blank}, {@code dark} or {@code blurred}
 * @param value standard deviation of its brightness, mean brightness (0 to 255), or standard
 *     deviation of the Laplacian of its brightness, all at 128 x 128 pixels
 */
public record OddImage(int image, String what, double value) {

    private static final int SIDE = 128;
    private static final int BATCH = 64;

    /** Brightness that hardly varies. */
    private static final double BLANK = 4;

    /** Hardly more than black. */
    private static final double DARK = 20;

    /** Edges so weak that the image would look the same at a quarter of the size. */
    private static final double BLURRED = 2.5;

    /**
     * Looks at images.
     *
     * @param threads how many are read at once
     * @return in their order
     */
    static List<OddImage> find(List<TaggedImage> images, int threads) throws IOException {
        List<OddImage> found = new ArrayList<>();
        try (BatchLoader loader = new BatchLoader(threads)) {
            loader.read(
                    BatchLoader.batches(IntStream.range(0, images.size()).toArray(), BATCH),
                    3 * Double.BYTES,
                    (item, row) -> {
                        RgbImage drawn =
                                images.get(item).source().draw(EvaluationTransform.square(SIDE));
                        row.order(ByteOrder.nativeOrder());
                        measure(drawn, row);
                    },
                    (items, rows) -> {
                        rows.order(ByteOrder.nativeOrder());
                        for (int item : items) {
                            add(found, item, rows.getDouble(), rows.getDouble(), rows.getDouble());
                        }
                    });
        }
        return found;
    }

    private static void add(List<OddImage> found, int image, double mean, double std, double edge) {
        if (std < BLANK) {
            found.add(new OddImage(image, "blank", std));
        } else if (mean < DARK) {
            found.add(new OddImage(image, "dark", mean));
        } else if (edge < BLURRED) {
            found.add(new OddImage(image, "blurred", edge));
        }
    }

    private static void measure(RgbImage drawn, ByteBuffer row) {
        double[] grey = new double[SIDE * SIDE];
        byte[] pixels = drawn.pixels();
        for (int i = 0; i < grey.length; i++) {
            grey[i] =
                    0.299 * (pixels[3 * i] & 0xff)
                            + 0.587 * (pixels[3 * i + 1] & 0xff)
                            + 0.114 * (pixels[3 * i + 2] & 0xff);
        }
        double[] edges = new double[(SIDE - 2) * (SIDE - 2)];
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int at = y * SIDE + x;
                edges[(y - 1) * (SIDE - 2) + x - 1] =
                        grey[at - 1]
                                + grey[at + 1]
                                + grey[at - SIDE]
                                + grey[at + SIDE]
                                - 4 * grey[at];
            }
        }
        row.putDouble(StatUtils.mean(grey)).putDouble(deviation(grey)).putDouble(deviation(edges));
    }

    private static double deviation(double[] values) {
        return Math.sqrt(StatUtils.populationVariance(values));
    }
}

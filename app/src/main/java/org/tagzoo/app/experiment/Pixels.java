package org.tagzoo.app.experiment;

import org.tagzoo.datasets.batch.RowFile;
import org.tagzoo.datasets.image.RgbImage;
import org.tagzoo.datasets.statistics.ChannelStatistics;
import org.tagzoo.zoo.network.Normalization;

import java.util.List;

/** Statistics of the pictures of a corpus at one size. */
final class Pixels {

    private Pixels() {}

    /** Returns mean and deviation of the channels over some pictures. */
    static Normalization normalization(RowFile pixels, int size, int[] rows) {
        ChannelStatistics statistics = new ChannelStatistics();
        for (int row : rows) {
            byte[] bytes = new byte[pixels.rowBytes()];
            pixels.row(row).get(bytes);
            statistics.add(new RgbImage(size, size, bytes));
        }
        return new Normalization(channels(statistics.mean()), channels(statistics.std()));
    }

    private static List<Double> channels(double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }
}

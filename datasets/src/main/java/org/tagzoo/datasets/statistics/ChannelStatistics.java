package org.tagzoo.datasets.statistics;

import java.math.BigInteger;
import org.tagzoo.datasets.batch.CachedRows;
import org.tagzoo.datasets.image.ImageSize;
import org.tagzoo.datasets.image.RgbImage;

/**
 * Mean and standard deviation of each colour over the pixels of images, for normalisation. To be
 * fitted on training images, drawn at the size that the network sees.
 *
 * <p>Values and their squares are summed as whole numbers, so neither the order of the images nor
 * how they are shared out among threads changes a digit. The deviation is that of the pixels
 * themselves ({@code ddof=0}), as {@code numpy.std} has it; both are in units of 0 to 255.
 *
 * <p>For one thread; each thread fills its own, and {@link #merge} brings them together.
 */
public final class ChannelStatistics {

    private static final int CHANNELS = 3;

    private final long[] sums = new long[CHANNELS];
    private final long[] squares = new long[CHANNELS];
    private long pixels;

    /**
     * Returns the statistics of some images of a file of pixels.
     *
     * @param pixels {@code [height, width, 3]} bytes a row
     * @param size of the images
     * @param rows of the images
     */
    public static ChannelStatistics of(CachedRows pixels, ImageSize size, int[] rows) {
        ChannelStatistics statistics = new ChannelStatistics();
        for (int row : rows) {
            byte[] bytes = new byte[pixels.rowBytes()];
            pixels.row(row).get(bytes);
            statistics.add(size.image(bytes));
        }
        return statistics;
    }

    /** Adds the pixels of an image. */
    public void add(RgbImage image) {
        byte[] values = image.pixels();
        for (int channel = 0; channel < CHANNELS; channel++) {
            long sum = 0;
            long square = 0;
            for (int i = channel; i < values.length; i += CHANNELS) {
                long value = Byte.toUnsignedLong(values[i]);
                sum += value;
                square += value * value;
            }
            sums[channel] += sum;
            squares[channel] += square;
        }
        pixels += values.length / CHANNELS;
    }

    /** Adds all that another one has seen; the other stays as it is. */
    public void merge(ChannelStatistics other) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            sums[channel] += other.sums[channel];
            squares[channel] += other.squares[channel];
        }
        pixels += other.pixels;
    }

    /** Returns how many pixels were added. */
    public long pixels() {
        return pixels;
    }

    /**
     * Returns the mean of red, green and blue, 0 to 255.
     *
     * @throws IllegalStateException if no pixel was added
     */
    public double[] mean() {
        checkNotEmpty();
        double[] mean = new double[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            mean[channel] = (double) sums[channel] / pixels;
        }
        return mean;
    }

    /**
     * Returns the standard deviation of red, green and blue, 0 to 127.5; 0 for a colour that is the
     * same in all pixels.
     *
     * @throws IllegalStateException if no pixel was added
     */
    public double[] std() {
        checkNotEmpty();
        BigInteger n = BigInteger.valueOf(pixels);
        double[] std = new double[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            // n^2 times the variance, exactly: no difference of two rounded numbers.
            BigInteger sum = BigInteger.valueOf(sums[channel]);
            BigInteger spread =
                    n.multiply(BigInteger.valueOf(squares[channel])).subtract(sum.multiply(sum));
            std[channel] = Math.sqrt(spread.doubleValue()) / pixels;
        }
        return std;
    }

    private void checkNotEmpty() {
        if (pixels == 0) {
            throw new IllegalStateException("No pixel was added: there is no mean of nothing");
        }
    }
}

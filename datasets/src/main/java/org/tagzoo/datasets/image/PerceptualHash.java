package org.tagzoo.datasets.image;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What an image looks like: which of the lowest 16 x 16 frequencies of its brightness, but for the
 * mean, are strong, and their signs. Copies that were saved again, resized, made grey or mirrored
 * keep nearly all of them; cut-outs don't.
 *
 * <p>The frequencies are of the two-dimensional cosine transform (DCT-II, orthonormal) of 32 x 32
 * pixels of ITU-R 601 luma; strong is 8 or more in size, a quarter of a grey level on average.
 *
 * @param positive four words of 64: bit {@code 16 y + x} is of the frequency {@code y} down and
 *     {@code x} across, 1 where it is 8 or more
 * @param negative the same, 1 where it is -8 or less
 */
@SuppressWarnings("ArrayRecordComponent") // equals compares them
public record PerceptualHash(long[] positive, long[] negative) {

    /** The side of the image that is hashed. */
    public static final int PIXELS = 32;

    private static final int SIDE = 16;
    private static final double STRONG = 8;
    private static final int WORDS = 4;

    /** The bits of odd frequencies across, whose sign a mirror changes. */
    private static final long ODD = 0xaaaa_aaaa_aaaa_aaaaL;

    private static final double[][] COSINES = new double[SIDE][PIXELS];

    static {
        for (int k = 0; k < SIDE; k++) {
            for (int i = 0; i < PIXELS; i++) {
                double scale = Math.sqrt((k == 0 ? 1.0 : 2.0) / PIXELS);
                COSINES[k][i] = scale * Math.cos(Math.PI * (2 * i + 1) * k / (2 * PIXELS));
            }
        }
    }

    /**
     * Hashes an image.
     *
     * @param image as {@link FileFacts#SMALL} draws it
     */
    public static PerceptualHash of(RgbImage image) {
        if (image.width() != PIXELS || image.height() != PIXELS) {
            throw new IllegalArgumentException(
                    "A hash is of %1$d x %1$d pixels, not of %2$d x %3$d"
                            .formatted(PIXELS, image.width(), image.height()));
        }
        double[][] across = new double[PIXELS][SIDE];
        byte[] pixels = image.pixels();
        for (int y = 0; y < PIXELS; y++) {
            for (int x = 0; x < PIXELS; x++) {
                int at = 3 * (y * PIXELS + x);
                double luma =
                        0.299 * (pixels[at] & 0xff)
                                + 0.587 * (pixels[at + 1] & 0xff)
                                + 0.114 * (pixels[at + 2] & 0xff);
                for (int k = 0; k < SIDE; k++) {
                    across[y][k] += COSINES[k][x] * luma;
                }
            }
        }
        long[] positive = new long[WORDS];
        long[] negative = new long[WORDS];
        for (int bit = 1; bit < SIDE * SIDE; bit++) {
            double frequency = 0;
            for (int y = 0; y < PIXELS; y++) {
                frequency += COSINES[bit / SIDE][y] * across[y][bit % SIDE];
            }
            positive[bit / Long.SIZE] |= frequency >= STRONG ? 1L << bit : 0;
            negative[bit / Long.SIZE] |= frequency <= -STRONG ? 1L << bit : 0;
        }
        return new PerceptualHash(positive, negative);
    }

    /** Returns the hash of the image mirrored left to right. */
    public PerceptualHash mirrored() {
        long[] newPositive = new long[WORDS];
        long[] newNegative = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            newPositive[i] = (positive[i] & ~ODD) | (negative[i] & ODD);
            newNegative[i] = (negative[i] & ~ODD) | (positive[i] & ODD);
        }
        return new PerceptualHash(newPositive, newNegative);
    }

    /** Returns how many frequencies are strong, 0 to 255: few in an image that shows little. */
    public int strong() {
        return IntStream.range(0, WORDS).map(i -> Long.bitCount(positive[i] | negative[i])).sum();
    }

    /**
     * Returns how many frequencies are strong in both with the same sign, over how many are strong
     * in either: 0 to 1; 1 where none is strong, as in images of one plain colour.
     */
    public double similarity(PerceptualHash other) {
        int same = 0;
        int either = 0;
        for (int i = 0; i < WORDS; i++) {
            same += Long.bitCount(positive[i] & other.positive[i]);
            same += Long.bitCount(negative[i] & other.negative[i]);
            either +=
                    Long.bitCount(
                            positive[i] | negative[i] | other.positive[i] | other.negative[i]);
        }
        return either == 0 ? 1 : (double) same / either;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PerceptualHash hash
                && Arrays.equals(positive, hash.positive)
                && Arrays.equals(negative, hash.negative);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(positive) + Arrays.hashCode(negative);
    }

    @Override
    public String toString() {
        return hex(positive) + " " + hex(negative);
    }

    private static String hex(long[] words) {
        return "%016x%016x%016x%016x".formatted(words[3], words[2], words[1], words[0]);
    }
}

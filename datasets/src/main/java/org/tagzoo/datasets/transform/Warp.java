package org.tagzoo.datasets.transform;

import org.tagzoo.datasets.image.PixelBox;
import org.tagzoo.datasets.image.RgbImage;

/**
 * An operation that samples bilinearly under a {@link Projection}, by Pillow's rules: a place
 * outside of the image gets the fill colour, one between the border and the centres of its pixels
 * the border's colour; results are rounded down. Places are rounded to 1/2048 of a pixel and
 * weights to 1/8192, which moves a result by less than one grey level from Pillow's.
 *
 * <p>A pixel's three values share a {@code long}, 21 bits each, so that one multiplication weighs
 * all of them.
 */
interface Warp extends Operation {

    int PLACE_BITS = 11;
    int ONE = 1 << PLACE_BITS;

    /** Added to a scaled place: pixel centres are at halves, and rounding is to the nearest. */
    double OFFSET = 0.5 - ONE / 2.0;

    int WEIGHT_BITS = 13;
    int LANE = 21;

    /** Returns what stands where there was no image. */
    Fill fill();

    /** Returns where the pixels of a result of a size come from. */
    Projection inverse(int width, int height);

    @Override
    default PixelBox move(PixelBox box, int width, int height) {
        return inverse(width, height).inverted().around(box);
    }

    @Override
    default RgbImage apply(RgbImage image) {
        int width = image.width();
        int height = image.height();
        Projection p = inverse(width, height);
        long[] pixels = lanes(image.pixels());
        byte[] out = new byte[image.pixels().length];
        byte[] color = fill().color(image);
        boolean bounded = fill() != Fill.NEAREST;
        boolean affine = p.g() == 0 && p.h() == 0;
        int lastX = (width - 1) << PLACE_BITS;
        int lastY = (height - 1) << PLACE_BITS;
        int to = 0;
        for (int y = 0; y < height; y++) {
            double startX = p.b() * (y + 0.5) + p.c();
            double startY = p.e() * (y + 0.5) + p.f();
            double startW = p.h() * (y + 0.5) + 1;
            for (int x = 0; x < width; x++, to += 3) {
                double scale = affine ? 1 : 1 / (p.g() * (x + 0.5) + startW);
                double sx = (p.a() * (x + 0.5) + startX) * scale;
                double sy = (p.d() * (x + 0.5) + startY) * scale;
                if (bounded && !(sx >= 0 && sx < width && sy >= 0 && sy < height)) {
                    out[to] = color[0];
                    out[to + 1] = color[1];
                    out[to + 2] = color[2];
                    continue;
                }
                int fx = Math.min(Math.max((int) (sx * ONE + OFFSET), 0), lastX);
                int fy = Math.min(Math.max((int) (sy * ONE + OFFSET), 0), lastY);
                int left = (fy >> PLACE_BITS) * width + (fx >> PLACE_BITS);
                int right = fx < lastX ? left + 1 : left;
                int down = fy < lastY ? width : 0;
                int dx = fx & (ONE - 1);
                int dy = fy & (ONE - 1);
                int both = (dx * dy) >> (2 * PLACE_BITS - WEIGHT_BITS);
                int onlyX = (dx << (WEIGHT_BITS - PLACE_BITS)) - both;
                int onlyY = (dy << (WEIGHT_BITS - PLACE_BITS)) - both;
                int neither = (1 << WEIGHT_BITS) - onlyX - onlyY - both;
                long sums =
                        pixels[left] * neither
                                + pixels[right] * onlyX
                                + pixels[left + down] * onlyY
                                + pixels[right + down] * both;
                out[to] = (byte) (sums >> (2 * LANE + WEIGHT_BITS));
                out[to + 1] = (byte) (sums >> (LANE + WEIGHT_BITS));
                out[to + 2] = (byte) (sums >> WEIGHT_BITS);
            }
        }
        return new RgbImage(width, height, out);
    }

    private static long[] lanes(byte[] pixels) {
        long[] lanes = new long[pixels.length / 3];
        int from = 0;
        for (int i = 0; i < lanes.length; i++, from += 3) {
            long red = pixels[from] & 0xff;
            long green = pixels[from + 1] & 0xff;
            long blue = pixels[from + 2] & 0xff;
            lanes[i] = (red << (2 * LANE)) | (green << LANE) | blue;
        }
        return lanes;
    }
}

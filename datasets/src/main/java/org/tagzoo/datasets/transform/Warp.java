package org.tagzoo.datasets.transform;

import org.tagzoo.datasets.image.RgbImage;

/**
 * Bilinear sampling under a {@link Projection}, by Pillow's rules: a place outside of the picture
 * gets the fill colour, one between the border and the centres of its pixels the border's colour;
 * results are rounded down. Places are rounded to 1/2048 of a pixel, which moves a result by less
 * than one grey level from Pillow's.
 */
final class Warp {

    private static final int BITS = 11;
    private static final int ONE = 1 << BITS;

    private Warp() {}

    static RgbImage apply(RgbImage image, Projection p, Fill fill) {
        int width = image.width();
        int height = image.height();
        byte[] in = image.pixels();
        byte[] out = new byte[in.length];
        byte[] color = fill.color(image);
        boolean bounded = fill != Fill.NEAREST;
        boolean affine = p.g() == 0 && p.h() == 0;
        int lastX = (width - 1) << BITS;
        int lastY = (height - 1) << BITS;
        int row = width * 3;
        int to = 0;
        for (int y = 0; y < height; y++) {
            double cy = y + 0.5;
            double startX = p.b() * cy + p.c();
            double startY = p.e() * cy + p.f();
            double startW = p.h() * cy + 1;
            for (int x = 0; x < width; x++) {
                double cx = x + 0.5;
                double scale = affine ? 1 : 1 / (p.g() * cx + startW);
                double sx = (p.a() * cx + startX) * scale;
                double sy = (p.d() * cx + startY) * scale;
                if (bounded && !(sx >= 0 && sx < width && sy >= 0 && sy < height)) {
                    out[to] = color[0];
                    out[to + 1] = color[1];
                    out[to + 2] = color[2];
                    to += 3;
                    continue;
                }
                int fx = Math.min(Math.max((int) (sx * ONE - (ONE / 2 - 0.5)), 0), lastX);
                int fy = Math.min(Math.max((int) (sy * ONE - (ONE / 2 - 0.5)), 0), lastY);
                int right = fx < lastX ? 3 : 0;
                int upper = (fy >> BITS) * row + (fx >> BITS) * 3;
                int lower = fy < lastY ? upper + row : upper;
                int dx = fx & (ONE - 1);
                int dy = fy & (ONE - 1);
                for (int end = to + 3; to < end; to++, upper++, lower++) {
                    int above = (in[upper] & 0xff) * (ONE - dx) + (in[upper + right] & 0xff) * dx;
                    int below = (in[lower] & 0xff) * (ONE - dx) + (in[lower + right] & 0xff) * dx;
                    out[to] = (byte) ((above * (ONE - dy) + below * dy) >> (2 * BITS));
                }
            }
        }
        return new RgbImage(width, height, out);
    }
}

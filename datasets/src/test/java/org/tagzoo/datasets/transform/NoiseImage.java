package org.tagzoo.datasets.transform;

import org.tagzoo.datasets.image.RgbImage;

/** Images by formula, the same ones as in make_transforms.py. */
final class NoiseImage {

    private NoiseImage() {}

    /** Neighbours have nothing in common: a place that is a little off shows. */
    static RgbImage of(int width, int height) {
        byte[] pixels = new byte[width * height * 3];
        int i = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    pixels[i++] = (byte) (x * 37 + y * 101 + c * 67 + (x * y * 13 ^ x * x));
                }
            }
        }
        return new RgbImage(width, height, pixels);
    }

    /** Every fifth value of each channel, with every fifth of the others. */
    static RgbImage colors() {
        byte[] pixels = new byte[416 * 338 * 3];
        int i = 0;
        for (int red = 0; red < 256; red += 5) {
            for (int green = 0; green < 256; green += 5) {
                for (int blue = 0; blue < 256; blue += 5) {
                    pixels[i++] = (byte) red;
                    pixels[i++] = (byte) green;
                    pixels[i++] = (byte) blue;
                }
            }
        }
        return new RgbImage(416, 338, pixels);
    }
}

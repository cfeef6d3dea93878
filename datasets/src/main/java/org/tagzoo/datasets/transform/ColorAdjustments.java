package org.tagzoo.datasets.transform;

import org.tagzoo.datasets.image.RgbImage;

/**
 * Changes of light and colour, made one after the other to one image, by Pillow's formulas ({@code
 * ImageEnhance}, {@code Blend.c}) and roundings.
 *
 * <p>Brightness and contrast map each channel's value alone. They are kept as a table that the next
 * pass over the pixels reads through, so that they cost no pass of their own.
 */
final class ColorAdjustments {

    private final RgbImage image;

    /** The image's own array, which is never written to, until there is another. */
    private byte[] pixels;

    /** The value that each value in {@code pixels} stands for; null while that is itself. */
    private int[] tone;

    ColorAdjustments(RgbImage image) {
        this.image = image;
        this.pixels = image.pixels();
    }

    void brightness(float factor) {
        towards(0, factor);
    }

    /** Away from the mean gray of the image, or towards it. */
    void contrast(float factor) {
        int[] shown = tone == null ? HueShift.SAME : tone;
        long sum = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            sum +=
                    Grayscale.luma(
                            shown[pixels[i] & 0xff],
                            shown[pixels[i + 1] & 0xff],
                            shown[pixels[i + 2] & 0xff]);
        }
        double count = image.width() * image.height();
        towards((int) (sum / count + 0.5), factor);
    }

    private void towards(int value, float factor) {
        if (factor == 1) {
            return;
        }
        int[] next = new int[256];
        for (int i = 0; i < 256; i++) {
            next[i] = blend(value, tone == null ? i : tone[i], factor);
        }
        tone = next;
    }

    /** Away from the gray of each pixel, or towards it. */
    void saturation(float factor) {
        if (factor == 1) {
            return;
        }
        int[] shown = tone == null ? HueShift.SAME : tone;
        byte[] out = writable();
        for (int i = 0; i < out.length; i += 3) {
            int red = shown[pixels[i] & 0xff];
            int green = shown[pixels[i + 1] & 0xff];
            int blue = shown[pixels[i + 2] & 0xff];
            int gray = Grayscale.luma(red, green, blue);
            out[i] = (byte) blend(gray, red, factor);
            out[i + 1] = (byte) blend(gray, green, factor);
            out[i + 2] = (byte) blend(gray, blue, factor);
        }
        pixels = out;
        tone = null;
    }

    /**
     * @param turn -0.5 to 0.5 of the circle of colours
     */
    void hue(double turn) {
        if (turn == 0) {
            return;
        }
        byte[] out = writable();
        HueShift.apply(pixels, tone == null ? HueShift.SAME : tone, (int) (turn * 255), out);
        pixels = out;
        tone = null;
    }

    RgbImage result() {
        if (tone != null) {
            byte[] out = writable();
            for (int i = 0; i < out.length; i++) {
                out[i] = (byte) tone[pixels[i] & 0xff];
            }
            pixels = out;
            tone = null;
        }
        return pixels == image.pixels()
                ? image
                : new RgbImage(image.width(), image.height(), pixels);
    }

    private byte[] writable() {
        return pixels == image.pixels() ? new byte[pixels.length] : pixels;
    }

    /** In 32 bits and rounded down, as Pillow does. */
    private static int blend(int from, int to, float factor) {
        int value = (int) (from + factor * (to - from));
        return Math.min(Math.max(value, 0), 255);
    }
}

package org.tagzoo.datasets.image;

import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * The pixels of an OpenCV matrix (gray, BGR or BGRA, of 8 or 16 bits) as RGB over white, row by row
 * so that nothing but the result is held at once. What most photographs are, BGR of 8 bits, is
 * taken whole.
 */
final class MatPixels {

    private final Mat mat;
    private final int channels;
    private final boolean wide;
    private final int[] transparent;

    /**
     * @param mat the matrix
     * @param png where the matrix comes from a PNG file with one transparent colour, that file;
     *     else null
     */
    MatPixels(Mat mat, PngStructure png) {
        this.mat = mat;
        this.channels = mat.channels();
        this.wide = mat.depth() == CvType.CV_16U;
        this.transparent = png == null ? new int[0] : transparentSamples(png);
    }

    /** Returns whether a pixel is three bytes, without gaps between rows: BGR. */
    boolean isBgr() {
        return !wide && channels == 3 && transparent.length == 0 && mat.isContinuous();
    }

    RgbImage toRgb() {
        int width = mat.cols();
        int height = mat.rows();
        byte[] pixels = new byte[width * height * 3];
        if (isBgr()) {
            mat.get(0, 0, pixels);
            swapRedAndBlue(pixels);
            return new RgbImage(width, height, pixels);
        }
        int[] samples = new int[width * channels];
        byte[] bytes = new byte[wide ? 0 : samples.length];
        short[] shorts = new short[wide ? samples.length : 0];
        for (int y = 0; y < height; y++) {
            if (wide) {
                mat.get(y, 0, shorts);
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = shorts[i] & 0xffff;
                }
            } else {
                mat.get(y, 0, bytes);
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = bytes[i] & 0xff;
                }
            }
            row(samples, pixels, y * width * 3);
        }
        return new RgbImage(width, height, pixels);
    }

    /** Puts the first and the last of a pixel's three bytes in each other's place. */
    static void swapRedAndBlue(byte[] pixels) {
        for (int i = 0; i < pixels.length; i += 3) {
            byte blue = pixels[i];
            pixels[i] = pixels[i + 2];
            pixels[i + 2] = blue;
        }
    }

    private void row(int[] samples, byte[] pixels, int start) {
        int shift = wide ? 8 : 0;
        int at = start;
        for (int i = 0; i < samples.length; i += channels) {
            int blue = samples[i];
            int green = channels < 3 ? blue : samples[i + 1];
            int red = channels < 3 ? blue : samples[i + 2];
            int alpha = 255;
            if (channels == 4) {
                alpha = samples[i + 3] >> shift;
            } else if (isTransparent(red, green, blue)) {
                alpha = 0;
            }
            pixels[at++] = overWhite(red >> shift, alpha);
            pixels[at++] = overWhite(green >> shift, alpha);
            pixels[at++] = overWhite(blue >> shift, alpha);
        }
    }

    private boolean isTransparent(int red, int green, int blue) {
        return switch (transparent.length) {
            case 1 -> red == transparent[0];
            case 3 -> red == transparent[0] && green == transparent[1] && blue == transparent[2];
            default -> false;
        };
    }

    private static byte overWhite(int value, int alpha) {
        return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }

    /** Samples of less than 8 bits come out of the decoder stretched to 0 to 255. */
    private static int[] transparentSamples(PngStructure png) {
        int[] samples = png.transparent().clone();
        if (png.bitDepth() < 8) {
            int largest = (1 << png.bitDepth()) - 1;
            for (int i = 0; i < samples.length; i++) {
                samples[i] = samples[i] * 255 / largest;
            }
        }
        return samples;
    }
}

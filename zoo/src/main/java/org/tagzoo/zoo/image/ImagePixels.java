package org.tagzoo.zoo.image;

import ai.djl.modality.cv.Image;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import org.tagzoo.datasets.image.RgbImage;

/** The three colours of DJL's images, whichever factory they come from. */
public final class ImagePixels {

    private ImagePixels() {}

    /**
     * Returns an image's pixels, transparency over white where the image tells of it.
     *
     * @param manager used for images that are not Java's own; nothing stays in it
     */
    public static RgbImage of(Image image, NDManager manager) {
        if (image.getWrappedImage() instanceof BufferedImage buffered) {
            return of(buffered);
        }
        try (NDArray array = image.toNDArray(manager, Image.Flag.COLOR)) {
            Shape shape = array.getShape();
            if (array.getDataType() != DataType.UINT8
                    || shape.dimension() != 3
                    || shape.get(2) != 3) {
                throw new IllegalArgumentException(
                        "An image's array must be uint8 of (height, width, 3), is %s of %s"
                                .formatted(array.getDataType(), shape));
            }
            return new RgbImage(
                    Math.toIntExact(shape.get(1)),
                    Math.toIntExact(shape.get(0)),
                    array.toByteArray());
        }
    }

    private static RgbImage of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR) {
            // What Java decodes most photographs to. The raster's first band is red.
            image.getRaster().getDataElements(0, 0, width, height, out);
            return new RgbImage(width, height, out);
        }
        int opaque = isVisible(image) ? 0 : 0xff;
        int[] argb = new int[width];
        for (int y = 0; y < height; y++) {
            row(image, y, argb);
            int at = y * width * 3;
            for (int pixel : argb) {
                int alpha = (pixel >>> 24) | opaque;
                out[at] = overWhite((pixel >> 16) & 0xff, alpha);
                out[at + 1] = overWhite((pixel >> 8) & 0xff, alpha);
                out[at + 2] = overWhite(pixel & 0xff, alpha);
                at += 3;
            }
        }
        return new RgbImage(width, height, out);
    }

    /**
     * An image without a pixel to see is one whose transparency was never set: that is what {@code
     * ImageFactory.fromPixels} makes of {@code 0xRRGGBB}.
     */
    private static boolean isVisible(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return true;
        }
        int[] argb = new int[image.getWidth()];
        for (int y = 0; y < image.getHeight(); y++) {
            row(image, y, argb);
            for (int pixel : argb) {
                if (pixel >>> 24 != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void row(BufferedImage image, int y, int[] argb) {
        if (isGray(image.getColorModel())) {
            gray(image, y, argb);
        } else {
            image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
        }
    }

    /**
     * Java takes gray samples for linear light and brightens them in {@code getRGB}; files mean
     * them as they are, as all other readers of them do.
     */
    private static boolean isGray(ColorModel model) {
        return model instanceof ComponentColorModel
                && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !model.isAlphaPremultiplied()
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT);
    }

    private static void gray(BufferedImage image, int y, int[] argb) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(0, y, argb.length, 1, (int[]) null);
        int shift = image.getColorModel().getComponentSize(0) - 8;
        for (int x = 0; x < argb.length; x++) {
            int gray = samples[x * bands] >> shift;
            int alpha = bands > 1 ? samples[x * bands + 1] >> shift : 0xff;
            argb[x] = (alpha << 24) | (gray << 16) | (gray << 8) | gray;
        }
    }

    private static byte overWhite(int value, int alpha) {
        return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}

package org.tagzoo.datasets.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** What the JDK decodes, as OpenCV can't or does it wrongly. */
final class JdkReader {

    private JdkReader() {}

    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    private static <T> T read(ImageFormat format, byte[] content, Reading<T> reading)
            throws ImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in, true, true);
            return reading.read(reader);
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer damaged data with many kinds of exceptions.
            throw ImageException.damaged(format, e);
        } finally {
            reader.dispose();
        }
    }

    /** Returns the first frame of a GIF file on its screen; what the frame leaves open is white. */
    static RgbImage gif(GifStructure gif, byte[] content) throws ImageException {
        BufferedImage frame = read(ImageFormat.GIF, content, reader -> reader.read(0));
        int width = gif.header().width();
        int height = gif.header().height();
        byte[] pixels = new byte[width * height * 3];
        Arrays.fill(pixels, (byte) 255);
        int columns = Math.min(frame.getWidth(), width - gif.left());
        int rows = Math.min(frame.getHeight(), height - gif.top());
        int[] row = new int[Math.max(columns, 0)];
        for (int y = 0; y < rows && columns > 0; y++) {
            frame.getRGB(0, y, columns, 1, row, 0, columns);
            int at = ((gif.top() + y) * width + gif.left()) * 3;
            for (int argb : row) {
                if (argb >>> 24 != 0) {
                    pixels[at] = (byte) (argb >> 16);
                    pixels[at + 1] = (byte) (argb >> 8);
                    pixels[at + 2] = (byte) argb;
                }
                at += 3;
            }
        }
        return new RgbImage(width, height, pixels);
    }

    /**
     * Returns the first page of a TIFF file. Samples are taken as they stand, since the JDK's own
     * colours of gray are others than everybody's.
     */
    static RgbImage tiff(TiffStructure tiff, byte[] content) throws ImageException {
        BufferedImage page = read(ImageFormat.TIFF, content, reader -> reader.read(0));
        Raster raster = page.getRaster();
        int width = page.getWidth();
        int height = page.getHeight();
        int bands = raster.getNumBands();
        boolean sized = width == tiff.header().width() && height == tiff.header().height();
        int bits = page.getSampleModel().getSampleSize(0);
        if (!sized || bits > 16) {
            throw ImageException.damaged(ImageFormat.TIFF, null);
        }
        boolean palette = page.getColorModel() instanceof IndexColorModel;
        byte[] pixels = new byte[width * height * 3];
        int[] row = new int[width * bands];
        int at = 0;
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int argb =
                        palette
                                ? page.getColorModel().getRGB(row[x])
                                : argb(row, x * bands, bands, bits, tiff.photometric());
                for (int shift = 16; shift >= 0; shift -= 8) {
                    pixels[at++] = overWhite(argb >> shift & 0xff, argb >>> 24);
                }
            }
        }
        return new RgbImage(width, height, pixels);
    }

    private static int argb(int[] row, int at, int bands, int bits, int photometric) {
        int[] values = new int[bands];
        for (int i = 0; i < bands; i++) {
            values[i] = bits > 8 ? row[at + i] >> 8 : row[at + i] * 255 / ((1 << bits) - 1);
        }
        if (photometric == 5 && bands >= 4) {
            int light = 255 - values[3];
            int red = (light * (255 - values[0]) + 127) / 255;
            int green = (light * (255 - values[1]) + 127) / 255;
            int blue = (light * (255 - values[2]) + 127) / 255;
            return 0xff000000 | red << 16 | green << 8 | blue;
        }
        int alpha = bands == 2 || bands == 4 ? values[bands - 1] : 255;
        return bands < 3
                ? alpha << 24 | values[0] * 0x010101
                : alpha << 24 | values[0] << 16 | values[1] << 8 | values[2];
    }

    private static byte overWhite(int value, int alpha) {
        return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}

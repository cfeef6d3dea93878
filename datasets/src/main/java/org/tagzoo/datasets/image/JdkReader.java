package org.tagzoo.datasets.image;

import java.awt.image.BufferedImage;
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
     * Returns a JPEG of four colours without the Adobe marker, in which 0 is no ink. OpenCV takes
     * all of them for Adobe's, where 255 is no ink, and would show a negative.
     */
    static RgbImage plainCmyk(byte[] content) throws ImageException {
        Raster inks = read(ImageFormat.JPEG, content, reader -> reader.readRaster(0, null));
        int width = inks.getWidth();
        int height = inks.getHeight();
        byte[] pixels = new byte[width * height * 3];
        int[] row = new int[width * 4];
        int at = 0;
        for (int y = 0; y < height; y++) {
            inks.getPixels(0, y, width, 1, row);
            for (int i = 0; i < row.length; i += 4) {
                int light = 255 - row[i + 3];
                for (int ink = 0; ink < 3; ink++) {
                    pixels[at++] = (byte) ((light * (255 - row[i + ink]) + 127) / 255);
                }
            }
        }
        return new RgbImage(width, height, pixels);
    }
}

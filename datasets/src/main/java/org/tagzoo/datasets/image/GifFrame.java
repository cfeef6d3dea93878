package org.tagzoo.datasets.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The first frame of a GIF file on its screen, by the JDK; what the frame leaves open is white. */
final class GifFrame {

    private GifFrame() {}

    static RgbImage first(GifStructure gif, byte[] content) throws ImageException {
        BufferedImage frame = read(content);
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

    private static BufferedImage read(byte[] content) throws ImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // The JDK's reader answers damaged data with many kinds of exceptions.
            throw new ImageException(e, "the GIF file is damaged: its pixels can't be decoded");
        } finally {
            reader.dispose();
        }
    }
}

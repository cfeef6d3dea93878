package org.tagzoo.datasets.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A JPEG of four colours without the Adobe marker, in which 0 is no ink. OpenCV takes all of them
 * for Adobe's, where 255 is no ink, and would show a negative.
 */
final class PlainCmykJpeg {

    private PlainCmykJpeg() {}

    static RgbImage decode(byte[] content) throws ImageException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            reader.setInput(in, true, true);
            return toRgb(reader.readRaster(0, null));
        } catch (IOException | RuntimeException e) {
            throw new ImageException(e, "the JPEG file is damaged: its pixels can't be decoded");
        } finally {
            reader.dispose();
        }
    }

    private static RgbImage toRgb(Raster inks) {
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

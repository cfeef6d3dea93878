package org.tagzoo.app.evaluation;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.tagzoo.datasets.image.RgbImage;

/** A small image as a {@code data:} address, for a page that loads nothing. */
public final class Thumbnail {

    private Thumbnail() {}

    /** Returns the image as a JPEG image. */
    public static String of(RgbImage image) throws IOException {
        BufferedImage buffered =
                new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        byte[] pixels = image.pixels();
        for (int i = 0; i < image.width() * image.height(); i++) {
            int rgb =
                    (pixels[3 * i] & 0xFF) << 16
                            | (pixels[3 * i + 1] & 0xFF) << 8
                            | (pixels[3 * i + 2] & 0xFF);
            buffered.setRGB(i % image.width(), i / image.width(), rgb);
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(buffered, "jpeg", jpeg);
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg.toByteArray());
    }
}

package org.tagzoo.datasets.corpus;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Writes small files for a test's corpus. */
final class TinyImages {

    private TinyImages() {}

    /** Writes images of 2 x 2 pixels; the format is the ending of the name. */
    static void write(Path folder, String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            String format = name.substring(name.lastIndexOf('.') + 1);
            BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            image.setRGB(0, 0, name.hashCode() & 0xffffff);
            if (!ImageIO.write(image, format, file.toFile())) {
                throw new IOException("ImageIO writes no " + format);
            }
        }
    }

    /** Writes text, with the folders it needs. */
    static Path text(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}

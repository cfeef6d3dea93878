package org.tagzoo.spark;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Images of noise in a folder, each another one. */
final class TestImages {

    private TestImages() {}

    /** Writes images {@code 000.png} and so on; returns their paths. */
    static List<Path> write(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        Random random = new Random(7);
        List<Path> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
            int base = random.nextInt(1 << 24);
            for (int y = 0; y < 30; y++) {
                for (int x = 0; x < 40; x++) {
                    image.setRGB(x, y, base ^ random.nextInt(1 << 20));
                }
            }
            Path file = folder.resolve("%03d.png".formatted(i));
            ImageIO.write(image, "png", file.toFile());
            paths.add(file);
        }
        return paths;
    }
}
